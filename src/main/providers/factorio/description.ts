/** What authors write about a mod: Markdown from strangers, and two addresses, as the small tree of `RichNode`. */
import type { RichNode } from '../../../shared/model.ts';
import { markdownText } from '../markdown.ts';
import { assetHosts, site } from './traits.ts';
import type { ModRecord } from './wire.ts';

/** The description, then answers to questions, then where to find more. */
export function pageTextOf(record: ModRecord): readonly RichNode[] {
  const faq = descriptionOf(record.faq ?? '');
  return [
    ...(record.deprecated === true ? [deprecation] : []),
    ...descriptionOf(record.description ?? ''),
    ...(faq.length === 0 ? [] : [heading('Questions and answers'), ...faq]),
    ...linksOf(record),
  ];
}

export const descriptionOf = (markdown: string): readonly RichNode[] =>
  markdownText(markdown, { imageHosts: assetHosts, linkBase: `${site}/` });

const text = (words: string): RichNode => ({ type: 'text', text: words });
const heading = (words: string): RichNode => ({ type: 'heading', level: 2, children: [text(words)] });

const deprecation: RichNode = {
  type: 'quote',
  children: [
    {
      type: 'paragraph',
      children: [
        { type: 'strong', children: [text('Deprecated.')] },
        text(' Its author has given this mod up or replaced it by another one.'),
      ],
    },
  ],
};

/** Authors write anything into these fields; what is no https address is left out. */
function linksOf({ homepage, source_url: source }: ModRecord): readonly RichNode[] {
  const links = [
    { label: 'Homepage', url: URL.parse(homepage ?? '') },
    { label: 'Source', url: URL.parse(source ?? '') },
  ];
  const items = links.flatMap(({ label, url }): RichNode[] =>
    url?.protocol === 'https:' && url.username === '' && url.password === ''
      ? [{ type: 'item', children: [text(`${label}: `), { type: 'link', href: url.href, children: [text(url.href)] }] }]
      : [],
  );
  return items.length === 0 ? [] : [{ type: 'bullets', children: items }];
}
