/** The whole corpus: what is tried, and the verdict that must come. Made anew from code; nothing hostile lies on disk. */
import { bombCases } from './bombs.ts';
import type { CorpusCase } from './case.ts';
import { lieCases } from './lies.ts';
import { linkCases } from './links.ts';
import { nameCases } from './names.ts';
import { oddCases } from './odd.ts';

export const corpus: readonly CorpusCase[] = [...nameCases, ...linkCases, ...bombCases, ...lieCases, ...oddCases];
