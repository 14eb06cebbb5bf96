/** Every language says the same things as English: the same keys, the same places to fill in. */
import { describe, expect, it } from 'vitest';
import { de } from '../../src/renderer/i18n/de.ts';
import { en } from '../../src/renderer/i18n/en.ts';
import { languages } from '../../src/shared/settings.ts';

type Tree = { readonly [key: string]: string | Tree };

const flat = (tree: Tree, path = ''): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...flat(value, `${path}${key}.`)],
    ),
  );

const english = flat(en);
const others: Readonly<Record<string, ReadonlyMap<string, string>>> = { de: flat(de) };

const places = (text: string): readonly string[] => (text.match(/\{\{[^}]+\}\}/gu) ?? []).toSorted();

it('has words for each language that can be chosen', () => {
  expect(['en', ...Object.keys(others)].toSorted()).toEqual([...languages].toSorted());
});

describe.each(Object.entries(others))('%s', (_language, words) => {
  it('has the keys of English and no others', () => {
    expect([...words.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  it('fills the same places', () => {
    const different = [...english].filter(
      ([key, text]) => places(words.get(key) ?? '').join(' ') !== places(text).join(' '),
    );
    expect(different).toEqual([]);
  });

  it('leaves nothing empty', () => {
    expect([...words].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

it('gives every plural both forms', () => {
  const forms = [...english.keys()].filter((key) => /_(?:one|other)$/u.test(key));
  const stems = new Set(forms.map((key) => key.replace(/_(?:one|other)$/u, '')));
  for (const stem of stems)
    expect([...english.keys()]).toEqual(expect.arrayContaining([`${stem}_one`, `${stem}_other`]));
});
