/**
 * A process of its own that judges archives, so that its memory can be measured. Reads `[{file, limits}]` as JSON from
 * the file named on its command line; prints `{verdicts, peak}`, peak memory in bytes.
 */
import fs from 'node:fs';
import type { ArchiveLimits } from '../../../src/main/archive/archive.ts';
import { judge } from './judge.ts';

const [, , list = ''] = process.argv;
const jobs = JSON.parse(fs.readFileSync(list, 'utf8')) as { file: string; limits?: Partial<ArchiveLimits> }[];
const verdicts = jobs.map(({ file, limits }) => judge(file, limits));
console.log(JSON.stringify({ verdicts, peak: process.resourceUsage().maxRSS * 1024 }));
