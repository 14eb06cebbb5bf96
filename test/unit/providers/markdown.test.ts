import { describe, expect, it } from 'vitest';
import { markdownText } from '../../../src/main/providers/markdown.ts';

const options = {
  imageHosts: ['.githubusercontent.com'],
  linkBase: 'https://github.com/o/r/blob/main/',
  imageBase: 'https://raw.githubusercontent.com/o/r/main/',
};
const read = (text: string): string => JSON.stringify(markdownText(text, options));

describe('Markdown from strangers', () => {
  it('becomes a tree', () => {
    expect(markdownText('# A *b*\n\ntext  \nmore', options)).toEqual([
      {
        type: 'heading',
        level: 1,
        children: [
          { type: 'text', text: 'A ' },
          { type: 'emphasis', children: [{ type: 'text', text: 'b' }] },
        ],
      },
      {
        type: 'paragraph',
        children: [{ type: 'text', text: 'text' }, { type: 'break' }, { type: 'text', text: 'more' }],
      },
    ]);
  });

  it('reads links relative to pages and pictures relative to bytes, in Markdown and in HTML', () => {
    for (const text of ['[d](doc.md) ![p](p.png)', '<a href="doc.md">d</a> <img src="p.png">']) {
      expect(read(text)).toContain('"https://github.com/o/r/blob/main/doc.md"');
      expect(read(text)).toContain('"https://raw.githubusercontent.com/o/r/main/p.png"');
    }
  });

  it.each([
    '[x](javascript:alert(1))',
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '![x](http://evil.example/x.png)',
    '![x](https://evil.example/x.png)',
    '[x](data:text/html,alert)',
    '<a href="http://evil.example">x</a>',
  ])('leaves nothing dangerous of %s', (text) => {
    expect(read(text)).not.toMatch(/javascript:|alert\(1\)"|evil\.example|data:text|onerror/u);
  });

  it('keeps cells of a table apart, and boxes as words', () => {
    expect(read('| a | b |\n|--|--|\n| 1 | 2 |')).toContain('1 | 2');
    expect(read('> [!WARNING]\n> hot')).toMatch(/Warning.*hot/u);
    expect(read('- [x] done')).toContain('☑ done');
  });

  it.each([
    ['>'.repeat(90_000)],
    ['['.repeat(90_000)],
    ['**a'.repeat(30_000)],
    ['[![a]('.repeat(15_000)],
    ['- '.repeat(45_000)],
  ])('ends for hostile input', (text) => {
    expect(Array.isArray(markdownText(text, options))).toBe(true);
  });
});
