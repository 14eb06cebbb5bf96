/** Every language says the same things as English: the same keys, the same places to fill in. */
import { describe, expect, it } from 'vitest';
import { de } from '../../src/shared/locales/de.ts';
import { en } from '../../src/shared/locales/en.ts';
import { errorWords } from '../../src/renderer/i18n/error-words.ts';
import { i18n } from '../../src/renderer/i18n/i18n.ts';
import { pseudoOf, pseudoText } from '../../src/renderer/i18n/pseudo.ts';
import { sayInEnglish } from '../../src/main/cli/render.ts';
import { worded } from '../../src/renderer/i18n/say.ts';
import { inEnglish, saying, type Saying } from '../../src/shared/saying.ts';
import { errorCodes, fromErrorData, LoadstoneError } from '../../src/shared/errors.ts';
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
const made = { ...others, 'en-XA': flat(pseudoOf(en)) };

const places = (text: string): readonly string[] => (text.match(/\{\{[^}]+\}\}/gu) ?? []).toSorted();

it('has words for each language that can be chosen', () => {
  expect(['en', ...Object.keys(others)].toSorted()).toEqual([...languages].toSorted());
});

describe.each(Object.entries(made))('%s', (_language, words) => {
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

const visible = (text: string): number => text.replaceAll(/\{\{[^}]*\}\}/gu, '').length;

it('makes English longer, strange and bracketed, and leaves placeholders alone', () => {
  expect(pseudoText('Undo {{what}}')).toBe('⟦Ûñðö {{what}} ñé⟧');
  for (const text of english.values()) {
    if (visible(text) === 0) continue;
    expect(visible(pseudoText(text))).toBeGreaterThan(visible(text) * 1.3);
  }
});

describe('errors of main', () => {
  const error = new LoadstoneError('offline', 'GameBanana could not be reached.', 'Check the connection.').toData();

  it('have words for every code', () => {
    expect(Object.keys(en.errors)).toEqual(expect.arrayContaining([...errorCodes]));
  });

  it('stay as they are in English, and are told by their code in another language, with the original beside', async () => {
    const translation = { errors: de.errors };
    await i18n.init({ lng: 'en', resources: { en: { translation: en }, de: { translation } }, load: 'currentOnly' });
    expect(errorWords(error)).toEqual({ message: error.message, hint: error.hint, original: null });
    await i18n.changeLanguage('de');
    const words = errorWords(error);
    expect(words.message).toBe(de.errors.offline.message);
    expect(words.hint).toBe(de.errors.offline.hint);
    expect(words.original).toContain(error.message);
  });

  it('say in every language what main chose a sentence for, also where it is kept over an update', async () => {
    await i18n.init({
      lng: 'de',
      resources: { en: { translation: en }, de: { translation: de } },
      load: 'currentOnly',
    });
    const why = saying('keptAtVersion', { mod: 'Hull', version: '1.2' });
    expect(inEnglish(why)).toBe('Hull is kept at version 1.2.');
    expect(worded(why)).toBe('Hull wird bei Version 1.2 gehalten.');
    const gone = new LoadstoneError('mod_gone', saying('factorioGone'), 'Choose another.');
    expect(gone.message).toBe(en.said.factorioGone);
    const told = { message: de.said.factorioGone, hint: de.errors.mod_gone.hint, original: null };
    expect(errorWords(gone.toData())).toEqual(told);
    expect(errorWords(fromErrorData(gone.toData()).toData())).toEqual(told);
    expect(worded('Kept by an earlier version.')).toBe('Kept by an earlier version.');
    expect(worded({ say: 'longGone', values: { text: 'It says this.' } } as unknown as Saying)).toBe('It says this.');
  });

  it('are plain English on the command line, once', () => {
    const answer = {
      why: saying('modioGone'),
      error: new LoadstoneError('mod_gone', saying('modioGone'), 'x').toData(),
    };
    expect(sayInEnglish(answer)).toEqual({
      why: 'mod.io does not have it any more.',
      error: { code: 'mod_gone', message: 'mod.io does not have it any more.', hint: 'x' },
    });
  });
});
