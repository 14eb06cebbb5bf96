import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText, richText } from '../../../src/main/providers/rich-text.ts';
import type { RichNode } from '../../../src/shared/model.ts';

const options = { imageHosts: ['.gamebanana.com'], base: 'https://gamebanana.com/' };
const read = (html: string): readonly RichNode[] => richText(html, options);
const text = (value: string) => ({ type: 'text', text: value });
const paragraph = (...children: unknown[]) => ({ type: 'paragraph', children });

function* walk(nodes: readonly RichNode[], depth = 1): Generator<{ node: RichNode; depth: number }> {
  for (const node of nodes) {
    yield { node, depth };
    if ('children' in node) yield* walk(node.children, depth + 1);
  }
}

describe('descriptions', () => {
  it('keeps what is on the list', () => {
    expect(read('<h2>T</h2><p>a <b>b</b><br>c</p><ol><li>x<li>y</ol><hr><pre>p\n q</pre>')).toEqual([
      { type: 'heading', level: 2, children: [text('T')] },
      paragraph(text('a '), { type: 'strong', children: [text('b')] }, { type: 'break' }, text('c')),
      {
        type: 'numbers',
        children: [
          { type: 'item', children: [text('x')] },
          { type: 'item', children: [text('y')] },
        ],
      },
      { type: 'rule' },
      { type: 'preformatted', children: [text('p\n q')] },
    ]);
  });

  it('makes paragraphs of plain text and of breaks', () => {
    expect(read('one<br><br>two')).toEqual([paragraph(text('one')), paragraph(text('two'))]);
    expect(read('<div>one</div><div>two</div>')).toEqual([paragraph(text('one'), { type: 'break' }, text('two'))]);
    expect(read('')).toEqual([]);
  });

  it.each([
    '<script>alert(1)</script>',
    '<style>body{}</style>',
    '<svg><script>alert(1)</script></svg>',
    '<a href="javascript:alert(1)"></a>',
    '<img src="data:image/svg+xml,x">',
    '<!-- <b>x</b> -->',
  ])('drops %s', (html) => expect(read(html)).toEqual([]));

  it.each([
    ['<a href="javascript:alert(1)">x</a>', text('x')],
    ['<a href="http://a.example/">x</a>', text('x')],
    ['<a href="https://user:pass@a.example/">x</a>', text('x')],
    ['<a href="https://a.example/b">x</a>', { type: 'link', href: 'https://a.example/b', children: [text('x')] }],
    ['<a href="/mods/1">x</a>', { type: 'link', href: 'https://gamebanana.com/mods/1', children: [text('x')] }],
    ['<img src="https://evil.example/a.png" alt="pixel">', text('pixel')],
    ['<img src="http://images.gamebanana.com/a.png" alt="p">', text('p')],
    [
      '<img src="https://images.gamebanana.com/a.png" onerror="x">',
      { type: 'image', src: 'https://images.gamebanana.com/a.png', alt: '' },
    ],
    ['<marquee onclick=x>x</marquee>', text('x')],
    ['1 < 2 &amp; 3 &gt; 2 &#9731; &nope;', text('1 < 2 & 3 > 2 ☃ &nope;')],
    ['<b><script>x</script', undefined],
  ])('reads %s', (html, node) => {
    expect(read(html)).toEqual(node === undefined ? [] : [paragraph(node)]);
  });

  it('stays small, shallow and honest for any input', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<b>',
      '</b>',
      '<ul>',
      '<li>',
      '</ul>',
      '<a href="',
      '"',
      '>',
      '<',
      'x',
      '<!--',
      '-->',
      '<img src=',
      '<script>',
      '</script>',
      '&',
      '&#x41;',
      "'",
      '<div>',
      '<h1>',
      '<details>',
      '<pre>',
      'javascript:',
      'https://a.example',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
        for (const { node, depth } of walk(read(pieces.join('')))) {
          expect(depth).toBeLessThan(30);
          if (node.type === 'link') expect(node.href).toMatch(/^https:\/\//u);
          if (node.type === 'image') expect(new URL(node.src).hostname).toMatch(/\.gamebanana\.com$/u);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each(['<a', '<a "', `<a '"`, '<ul><li>', '<p>', '<!--', '&#', '<b>', '</b>', '<a href="'])(
    'does not choke on 200,000 characters of %s',
    (piece) => {
      const started = performance.now();
      read(piece.repeat(200_000 / piece.length));
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );

  it('makes one line of a license', () => {
    expect(plainText('<a href="x"><img alt="l"></a><br />This is <b>free</b> &amp; open.')).toBe(
      'This is free & open.',
    );
  });
});
