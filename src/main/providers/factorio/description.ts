/** Descriptions are Markdown from strangers: made into HTML here, and into the small tree of `RichNode` by `richText`. */
import type { RichNode } from '../../../shared/model.ts';
import { richText } from '../rich-text.ts';
import { markdownToHtml } from './markdown.ts';
import { assetHosts, site } from './traits.ts';

export const descriptionOf = (markdown: string): readonly RichNode[] =>
  richText(markdownToHtml(markdown), { imageHosts: assetHosts, base: `${site}/` });
