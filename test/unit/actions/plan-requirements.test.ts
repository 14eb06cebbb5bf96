import { describe, expect, test } from 'vitest';
import { planRequirements } from '../../../src/main/actions/plan-requirements.ts';
import type { Provider } from '../../../src/main/providers/provider.ts';
import { LoadstoneError } from '../../../src/shared/errors.ts';
import type { LibraryEntry, ModRef } from '../../../src/shared/model.ts';
import { fileReference } from '../../../src/shared/references.ts';
import type { RequirementsPlan } from '../../../src/shared/requirements.ts';
import { quoted, saying } from '../../../src/shared/saying.ts';
import {
  libraryEntry,
  requires,
  smallFile,
  smallMod,
  smallProvider,
  smallRef,
  type SmallMod,
} from '../../support/small-provider.ts';

const { signal } = new AbortController();

async function plan(
  mods: Readonly<Record<string, SmallMod>>,
  library: readonly LibraryEntry[] = [],
  chosen: readonly string[] = [],
): Promise<RequirementsPlan> {
  const provider = smallProvider({ mods });
  const request = {
    file: smallRef('root', '1.0'),
    modRef: null,
    library,
    chosen,
    build: { keys: {}, expansion: null },
  };
  return planRequirements({ providers: new Map([['factorio', provider]]) }, request, signal);
}

const parseModRef = (id: string): ModRef => ({ provider: 'factorio', id });

const named = ({ install }: RequirementsPlan): readonly string[] =>
  install.map(({ name, file }) => `${name} ${file.version}`);

/** Mod "there" goes with version 1 of the root only, and its 1.5 with any. */
const limitedByThere: NonNullable<Provider['settle']> = async ({ installed }) => {
  const ref = smallRef('there', '1.5');
  const limited = installed.some(({ needs }) => needs?.includes('root < 2') === true);
  const replaces = [{ ref, modRef: parseModRef('there'), versions: '= 1.5' }];
  return { files: [], replaces: limited ? replaces : [], obstacles: [], instead: null };
};
const needsOfThere = async () => new Map([[fileReference(smallRef('there', '1.0')), ['root < 2']]]);

describe('what is fetched', () => {
  test('several levels, each once, what is needed before what needs it', async () => {
    const found = await plan({
      root: smallMod('root', { '1.0': [requires('tools'), requires('core')] }),
      tools: smallMod('tools', { '1.0': [requires('core')] }),
      core: smallMod('core', { '1.0': [requires('base-library')] }),
      'base-library': smallMod('base-library', { '1.0': [] }),
    });
    expect(named(found)).toEqual(['base-library 1.0', 'core 1.0', 'tools 1.0']);
    expect(found.install.find(({ name }) => name === 'core')?.neededBy).toEqual(['root', 'tools']);
    expect(found).toMatchObject({ complete: true, size: 3_000, missing: [], cycles: [], name: 'root' });
  });

  test('the newest file that suits everybody, also when that is found out late', async () => {
    const found = await plan({
      root: smallMod('root', { '1.0': [requires('core'), requires('tools')] }),
      tools: smallMod('tools', { '1.0': [requires('core', { versions: '< 2.0' })] }),
      core: smallMod('core', { '1.2': [], '2.1': [requires('only-for-2')], '1.10': [], '0.9': [] }),
      'only-for-2': smallMod('only-for-2', { '1.0': [] }),
    });
    expect(named(found)).toEqual(['core 1.10', 'tools 1.0']);
  });

  test('a file for the same version of the game, and main files before others', async () => {
    const files = [
      smallFile('core', '3.0', { gameVersion: '2.1' }),
      smallFile('core', '2.0', { gameVersion: '2.0' }),
      smallFile('core', '2.5', { gameVersion: '2.0', group: 'Optional files' }),
      smallFile('core', '2.6', { gameVersion: '2.0', archived: true }),
    ];
    const root = { files: [smallFile('root', '1.0', { gameVersion: '2.0' })], needs: { '1.0': [requires('core')] } };
    const found = await plan({ root, core: { files } });
    expect(named(found)).toEqual(['core 2.0']);
    expect(found.install[0]?.others.map(({ version }) => version)).toEqual(['2.5', '2.6']);
  });

  test('no file that suits everybody is explained, not guessed', async () => {
    const found = await plan({
      root: smallMod('root', { '1.0': [requires('core', { versions: '>= 2' }), requires('tools')] }),
      tools: smallMod('tools', { '1.0': [requires('core', { versions: '< 2' })] }),
      core: smallMod('core', { '1.0': [], '2.0': [] }),
    });
    expect(named(found)).toEqual(['tools 1.0']);
    expect(found.missing).toMatchObject([
      { requirement: { name: 'core' }, why: saying('noFileFits', { versions: '>= 2 and < 2' }) },
    ]);
    expect(found.complete).toBe(false);
  });
});

describe('what is there', () => {
  const mods = {
    root: smallMod('root', { '1.0': [requires('core', { versions: '>= 1.5' })] }),
    core: smallMod('core', { '1.0': [], '2.0': [] }),
  };

  test('an installed mod is enough; one that is off has to be switched on', async () => {
    const found = await plan(mods, [libraryEntry('core', smallRef('core', '1.6'), { enabled: false })]);
    expect(found.install).toEqual([]);
    expect(found.present).toMatchObject([{ name: 'core', enabled: false, fits: true, neededBy: ['root'] }]);
  });

  test('a wrong version is replaced, unless the player keeps it', async () => {
    const old = smallRef('core', '1.0');
    expect((await plan(mods, [libraryEntry('core', old)])).install).toMatchObject([
      { name: 'core', replaces: 'entry-core', versions: ['>= 1.5'], file: { version: '2.0' } },
    ]);
    const kept = await plan(mods, [libraryEntry('core', old, { pinned: true })]);
    expect(kept).toMatchObject({
      install: [],
      complete: false,
      missing: [{ why: saying('keptAtVersion', { mod: 'core', version: '1.0' }) }],
    });
  });
});

const circle = (unordered: boolean) => ({
  root: smallMod('root', { '1.0': [requires('a')] }),
  a: smallMod('a', { '1.0': [requires('b')] }),
  b: smallMod('b', { '1.0': [requires('a', { unordered }), requires('root', { unordered })] }),
});

describe('what has to be decided or explained', () => {
  test('one of several: the player chooses, unless one is there', async () => {
    const mods = {
      root: smallMod('root', { '1.0': [requires('red', { oneOf: 'loader' }), requires('blue', { oneOf: 'loader' })] }),
      red: smallMod('red', { '1.0': [] }),
      blue: smallMod('blue', { '1.0': [requires('dye')] }),
      dye: smallMod('dye', { '1.0': [] }),
    };
    expect(await plan(mods)).toMatchObject({ complete: false, install: [], alternatives: [{ chosen: null }] });
    expect(named(await plan(mods, [], ['factorio:blue']))).toEqual(['dye 1.0', 'blue 1.0']);
    const there = await plan(mods, [libraryEntry('red', smallRef('red', '1.0'))]);
    expect(there).toMatchObject({ complete: true, install: [], alternatives: [{ chosen: 0 }] });
  });

  test('what is optional is offered, and fetched when it is wanted', async () => {
    const mods = {
      root: smallMod('root', { '1.0': [requires('music', { kind: 'optional' })] }),
      music: smallMod('music', { '1.0': [] }),
    };
    expect(await plan(mods)).toMatchObject({ complete: true, install: [], optional: [{ neededBy: 'root' }] });
    expect(named(await plan(mods, [], ['factorio:music']))).toEqual(['music 1.0']);
  });

  test('mods that do not go together: with the library, and within the plan', async () => {
    const mods = {
      root: smallMod('root', { '1.0': [requires('core'), requires('rival', { kind: 'incompatible' })] }),
      core: smallMod('core', { '1.0': [requires('odd'), requires('odd', { kind: 'incompatible' })] }),
      odd: smallMod('odd', { '1.0': [] }),
    };
    const rival = smallRef('rival', '1.0');
    expect((await plan(mods, [libraryEntry('rival', rival)])).incompatible).toMatchObject([
      { neededBy: 'root', entry: 'entry-rival' },
      { neededBy: 'core', entry: null },
    ]);
    const off = await plan(mods, [libraryEntry('rival', rival, { enabled: false })]);
    expect(off.incompatible).toHaveLength(1);
  });

  test('things outside, pages that are gone, and answers that fail', async () => {
    const found = await plan({
      root: smallMod('root', {
        '1.0': [requires('Runtime 6', { modRef: null, url: 'https://example.com/runtime' }), requires('gone')],
      }),
    });
    expect(found.outside).toMatchObject([{ requirement: { url: 'https://example.com/runtime' }, neededBy: 'root' }]);
    expect(found.missing).toMatchObject([{ neededBy: 'root', why: quoted('gone was removed.') }]);
    const provider = smallProvider({});
    const broken = { ...provider, requirements: () => Promise.reject(new LoadstoneError('offline', 'No net.', '')) };
    const request = {
      file: smallRef('root', '1.0'),
      modRef: null,
      library: [],
      chosen: [],
      build: { keys: {}, expansion: null },
    };
    await expect(
      planRequirements({ providers: new Map([['factorio', broken]]) }, request, signal),
    ).rejects.toMatchObject({ code: 'offline' });
  });

  test('circles end, are told, and do not count where the order does not matter', async () => {
    const told = await plan(circle(false));
    expect(named(told)).toEqual(['b 1.0', 'a 1.0']);
    expect(told.cycles).toEqual([
      ['a', 'b'],
      ['root', 'a', 'b'],
    ]);
    const loose = await plan(circle(true));
    expect(named(loose)).toEqual(['b 1.0', 'a 1.0']);
    expect(loose.cycles).toEqual([]);
  });

  test('what a provider settled comes first; what has no version that would do is missing, and is not fetched', async () => {
    const small = smallProvider({
      mods: {
        root: smallMod('root', { '1.0': [requires('core'), requires('old')] }),
        core: smallMod('core', { '1.0': [], '2.0': [] }),
        old: smallMod('old', { '1.0': [] }),
      },
    });
    const asked: unknown[] = [];
    const settle: NonNullable<Provider['settle']> = async (wish) => {
      asked.push(wish);
      const modRef = { provider: 'factorio', id: 'old' } as const;
      return {
        files: [smallRef('core', '1.0')],
        replaces: [],
        obstacles: [{ modRef, name: 'old', neededBy: ['root'], why: quoted('Too old for the game.') }],
        instead: smallRef('root', '1.0'),
      };
    };
    const providers = new Map([['factorio' as const, { ...small, settle, parseModRef }]]);
    const request = {
      file: smallRef('root', '1.0'),
      modRef: null,
      library: [],
      chosen: ['factorio:core', 'modio:1/2'],
    };
    const found = await planRequirements(
      { providers },
      { ...request, build: { keys: { factorio: 'factorio@2.0.66' }, expansion: null } },
      signal,
    );
    expect(named(found)).toEqual(['core 1.0']);
    expect(found).toMatchObject({
      complete: false,
      missing: [{ requirement: { name: 'old' }, neededBy: 'root', why: quoted('Too old for the game.') }],
      instead: { ref: smallRef('root', '1.0') },
    });
    expect(asked).toMatchObject([{ game: 'factorio@2.0.66', chosen: [{ provider: 'factorio', id: 'core' }] }]);
    // Nobody knows which game it is, or the provider does not answer: each by itself.
    expect(
      named(await planRequirements({ providers }, { ...request, build: { keys: {}, expansion: null } }, signal)),
    ).toEqual(['core 2.0', 'old 1.0']);
    const offline = { ...small, settle: () => Promise.reject(new LoadstoneError('offline', 'No net.', '')) };
    const without = new Map([['factorio' as const, offline]]);
    const alone = await planRequirements(
      { providers: without },
      { ...request, build: { keys: { factorio: 'factorio' }, expansion: null } },
      signal,
    );
    expect(named(alone)).toEqual(['core 2.0', 'old 1.0']);
  });

  test('what is there is brought to the version that goes with what comes, unless the player keeps it', async () => {
    const mods = { root: smallMod('root', { '2.0': [] }), there: smallMod('there', { '1.0': [], '1.5': [] }) };
    const providers = new Map([['factorio' as const, { ...smallProvider({ mods }), settle: limitedByThere }]]);
    const planned = (pinned: boolean, deps = { providers, installedNeeds: needsOfThere }) =>
      planRequirements(
        deps,
        {
          file: smallRef('root', '2.0'),
          modRef: null,
          library: [libraryEntry('there', smallRef('there', '1.0'), { pinned })],
          chosen: [],
          build: { keys: { factorio: 'factorio@2.0.66' }, expansion: null },
        },
        signal,
      );
    const found = await planned(false);
    expect(named(found)).toEqual(['there 1.5']);
    expect(found.install[0]).toMatchObject({ replaces: 'entry-there', neededBy: ['root'] });
    expect(found.complete).toBe(true);
    expect(await planned(true)).toMatchObject({ complete: false, install: [], missing: [{ neededBy: 'root' }] });
  });

  test('a chain without end is cut off', async () => {
    const endless = smallProvider({});
    const provider: typeof endless = {
      ...endless,
      details: async (ref, stop) => {
        const inner = smallProvider({ mods: { [ref.id]: smallMod(ref.id, { '1.0': [] }) } });
        return inner.details(ref, stop);
      },
      requirements: async (file) => (file.provider === 'factorio' ? [requires(`${file.name}x`)] : []),
    };
    const request = {
      file: smallRef('root', '1.0'),
      modRef: null,
      library: [],
      chosen: [],
      build: { keys: {}, expansion: null },
    };
    const found = await planRequirements({ providers: new Map([['factorio', provider]]) }, request, signal);
    expect(found.complete).toBe(false);
    expect(found.install.length).toBeLessThan(100);
  });
});
