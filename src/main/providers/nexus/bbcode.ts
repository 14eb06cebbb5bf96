/** Descriptions of Nexus Mods are BBCode mixed with HTML. The BBCode becomes HTML, which `richText` makes harmless. */

type Opening = (value: string) => string;

const tags: Readonly<Record<string, readonly [Opening, string]>> = {
  b: [() => '<b>', '</b>'],
  i: [() => '<i>', '</i>'],
  u: [() => '<u>', '</u>'],
  s: [() => '<s>', '</s>'],
  center: [() => '<p>', '</p>'],
  left: [() => '<p>', '</p>'],
  right: [() => '<p>', '</p>'],
  quote: [() => '<blockquote>', '</blockquote>'],
  code: [() => '<pre>', '</pre>'],
  spoiler: [() => '<details>', '</details>'],
  list: [(value) => (/^[1aAiI]$/u.test(value) ? '<ol>' : '<ul>'), '</ul>'],
  heading: [() => '<h3>', '</h3>'],
  h: [() => '<h3>', '</h3>'],
  line: [() => '<hr>', ''],
  hr: [() => '<hr>', ''],
  size: [(value) => (Number(value) >= 5 ? '<h3>' : '<span>'), ''],
  color: [() => '', ''],
  colour: [() => '', ''],
  font: [() => '', ''],
};

const longestContent = 2_000;

/** Text that is no BBCode stays as it is. Never throws. */
export function bbcodeToHtml(text: string): string {
  const open: string[] = [];
  const html = withAddresses(decodedOnce(text)).replaceAll(
    /\[(\/?)([a-z*]{1,10})(?:=([^\]]{0,500}))?\]/giu,
    (all, slash: string, name: string, value: string | undefined) => {
      const tag = name.toLowerCase();
      if (tag === '*') return '<li>';
      const known = Object.hasOwn(tags, tag) ? tags[tag] : undefined;
      if (known === undefined) return all;
      if (slash === '') {
        const opening = known[0](unquoted(value ?? ''));
        if (tag === 'list' || tag === 'size') open.push(opening);
        return opening;
      }
      // A list and a size are closed as they were opened.
      if (tag === 'list' || tag === 'size') return (open.pop() ?? '').replace('<', '</');
      return known[1];
    },
  );
  // A line break is a break; the site writes "<br />" besides, at times after "\r" or "\n".
  return html.replaceAll(/\r?\n?<br\s*\/?>\r?\n?/giu, '<br>').replaceAll(/\r?\n/gu, '<br>');
}

/** Entities are escaped twice in places: "&amp;#39;". */
const decodedOnce = (text: string): string => text.replaceAll(/&amp;(#\d{1,6}|[a-z]{2,8});/giu, '&$1;');

/** Links, pictures and videos, whose content is an address. */
function withAddresses(text: string): string {
  return text
    .replaceAll(
      new RegExp(String.raw`\[img[^\]]{0,60}\]([^[\]]{1,${longestContent}})\[/img\]`, 'giu'),
      (_, url: string) => {
        return `<img src="${attribute(url)}" alt="">`;
      },
    )
    .replaceAll(/\[url=([^\]]{1,1000})\]/giu, (_, url: string) => `<a href="${attribute(unquoted(url))}">`)
    .replaceAll(/\[url\]([^[\]]{1,1000})\[\/url\]/giu, (_, url: string) => {
      return `<a href="${attribute(url)}">${url}</a>`;
    })
    .replaceAll(/\[\/url\]/giu, '</a>')
    .replaceAll(/\[youtube\]([\w-]{5,20})\[\/youtube\]/giu, (_, id: string) => {
      const url = `https://www.youtube.com/watch?v=${id}`;
      return `<a href="${url}">${url}</a>`;
    });
}

const unquoted = (value: string): string => value.trim().replaceAll(/^["']|["']$/gu, '');

const attribute = (url: string): string =>
  url.trim().replaceAll('"', '%22').replaceAll('<', '%3C').replaceAll('>', '%3E');
