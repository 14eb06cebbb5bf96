/** Which mods, in which versions, have to be installed; and why it cannot be. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNeeded, parseDependencies, satisfies } from '../../../src/main/providers/factorio/dependency.ts';
import { gatherPlan } from '../../../src/main/providers/factorio/gather.ts';
import type { PlanInput, PresentMod } from '../../../src/main/providers/factorio/plan-types.ts';
import { explainProblem } from '../../../src/main/providers/factorio/plan-words.ts';
import { planInstall } from '../../../src/main/providers/factorio/plan.ts';
import { releasesOf } from '../../../src/main/providers/factorio/releases.ts';
import { settle } from '../../../src/main/providers/factorio/settle.ts';
import type { PortalMod } from '../../../src/main/providers/factorio/types.ts';
import { inEnglish } from '../../../src/shared/saying.ts';

type Sketch = Readonly<
  Record<string, readonly (readonly [version: string, needs: readonly string[], game?: string])[]>
>;

const modsOf = (sketch: Sketch): ReadonlyMap<string, PortalMod | null> =>
  new Map(
    Object.entries(sketch).map(([name, releases]) => [
      name,
      {
        name,
        title: name,
        deprecated: name.startsWith('old-'),
        releases: releasesOf(
          name,
          releases.map(([version, dependencies, game = '2.0']) => ({
            version,
            info_json: { factorio_version: game, dependencies },
          })),
        ),
      },
    ]),
  );

const there = (name: string, version: string, needs: readonly string[] = [], enabled = true): PresentMod => ({
  name,
  version,
  enabled,
  dependencies: parseDependencies(needs),
});

const plan = (sketch: Sketch, wanted: readonly string[], more: Partial<PlanInput> = {}) =>
  planInstall({
    game: '2.0.66',
    expansion: true,
    wanted: wanted.map((text) => {
      const [name = '', version = null] = text.split('@');
      return { name, version };
    }),
    present: [],
    mods: modsOf(sketch),
    recommended: false,
    ...more,
  });

const short = ({ install }: ReturnType<typeof plan>): readonly string[] =>
  install.map(({ name, version, action }) => `${action} ${name} ${version}`);
const words = ({ problems }: ReturnType<typeof plan>): readonly string[] =>
  problems.map((one) => inEnglish(explainProblem(one)));

describe('a plan', () => {
  it('takes along what is needed, first, and asks for nothing that comes with the game', () => {
    const made = plan(
      {
        app: [['1.0.0', ['base >= 2.0.0', 'space-age', 'quality >= 2.0', 'lib >= 1.0', '~ half', '? absent >= 9']]],
        lib: [
          ['1.0.0', ['core']],
          ['1.2.0', []],
        ],
        half: [['0.1.0', ['app']]],
      },
      ['app'],
    );
    expect(short(made)).toEqual(['install lib 1.2.0', 'install app 1.0.0', 'install half 0.1.0']);
    expect(made.problems).toEqual([]);
    expect(made.unknown).toEqual([]);
    expect(made.install[0]?.neededBy).toEqual(['app']);
    expect(made.install[1]?.neededBy).toEqual([]);
  });

  it('names what has to be known first', () => {
    expect(plan({ app: [['1.0.0', ['lib', 'base']]] }, ['app']).unknown).toEqual(['lib']);
    expect(plan({}, ['app']).unknown).toEqual(['app']);
  });

  it('leaves what is there, enables what is off, replaces what is too old', () => {
    const sketch: Sketch = {
      app: [['1.0.0', ['lib >= 1.5', 'tool', 'off']]],
      lib: [
        ['1.0.0', []],
        ['2.0.0', []],
      ],
      tool: [['9.0.0', []]],
      off: [['3.0.0', []]],
    };
    const present = [there('lib', '1.0.0'), there('tool', '8.0.0'), there('off', '3.0.0', [], false)];
    expect(short(plan(sketch, ['app'], { present }))).toEqual([
      'replace lib 2.0.0',
      'enable off 3.0.0',
      'install app 1.0.0',
    ]);
  });

  it('takes a lower version where only that suits the others, and says why', () => {
    const made = plan(
      {
        a: [['1.0.0', ['lib']]],
        b: [['1.0.0', ['lib < 2']]],
        lib: [
          ['1.9.0', []],
          ['2.0.0', []],
        ],
      },
      ['a', 'b'],
    );
    expect(short(made)).toEqual(['install lib 1.9.0', 'install a 1.0.0', 'install b 1.0.0']);
    expect(made.alternatives).toEqual([{ name: 'lib', version: '1.9.0', insteadOf: '2.0.0', why: 'b needs lib < 2' }]);
  });

  it('goes back to an older release of what was asked for when its newest cannot be', () => {
    const made = plan(
      {
        app: [
          ['1.0.0', ['lib >= 1']],
          ['2.0.0', ['lib >= 2', 'gone']],
        ],
        lib: [
          ['1.0.0', []],
          ['2.0.0', []],
        ],
        gone: [],
      },
      ['app'],
    );
    expect(short(made)).toEqual(['install lib 2.0.0', 'install app 1.0.0']);
    expect(made.problems).toEqual([]);
    expect(made.alternatives.map(({ name, insteadOf }) => [name, insteadOf])).toEqual([['app', '2.0.0']]);
  });

  it('keeps a wish for one version, also an unpadded one', () => {
    const sketch: Sketch = {
      app: [
        ['1.1.02', []],
        ['1.2.0', []],
      ],
    };
    expect(short(plan(sketch, ['app@1.1.2']))).toEqual(['install app 1.1.02']);
    expect(words(plan(sketch, ['app@7.0.0']))).toEqual([
      'No version of app suits all: = 7.0.0. There is 1.2.0, 1.1.02.',
    ]);
  });

  it('honours gates on the very version of the game', () => {
    const sketch: Sketch = {
      app: [
        ['1.0.0', []],
        ['1.1.0', ['? base >= 2.0.70']],
      ],
    };
    expect(short(plan(sketch, ['app']))).toEqual(['install app 1.0.0']);
    expect(short(plan(sketch, ['app'], { game: '2.0.70' }))).toEqual(['install app 1.1.0']);
  });

  it('honours limits of optional mods only while they are there', () => {
    const sketch: Sketch = {
      app: [
        ['1.0.0', ['? extra >= 2']],
        ['0.9.0', []],
      ],
      extra: [['2.0.0', []]],
    };
    expect(short(plan(sketch, ['app']))).toEqual(['install app 1.0.0']);
    const old = plan(sketch, ['app'], { present: [there('extra', '1.0.0')] });
    expect(short(old)).toEqual(['replace extra 2.0.0', 'install app 1.0.0']);
  });

  it('offers what is recommended, and takes along what does no harm', () => {
    const sketch: Sketch = {
      pack: [['1.0.0', ['+ good', '+ bad', '+ nowhere']]],
      good: [['1.0.0', ['lib']]],
      bad: [['1.0.0', ['! pack']]],
      lib: [['1.0.0', []]],
    };
    const offered = plan(sketch, ['pack']);
    expect(short(offered)).toEqual(['install pack 1.0.0']);
    expect(offered.recommended.map(({ name }) => name)).toEqual(['good', 'bad', 'nowhere']);
    const mods = new Map([...modsOf(sketch), ['nowhere', null]]);
    const taken = plan(sketch, ['pack'], { recommended: true, mods });
    expect(short(taken)).toEqual(['install lib 1.0.0', 'install good 1.0.0', 'install pack 1.0.0']);
    expect(taken.problems).toEqual([]);
  });

  it('says when a mod was given up', () => {
    expect(plan({ 'old-app': [['1.0.0', []]] }, ['old-app']).deprecated).toEqual(['old-app']);
  });
});

describe('a plan that cannot be', () => {
  it('tells everything that is missing at once', () => {
    const made = plan(
      { app: [['1.0.0', ['lost', 'old >= 1', 'lib']]], old: [['1.0.0', [], '1.1']], lib: [['1.0.0', []]] },
      ['app'],
      {
        mods: new Map([
          ...modsOf({
            app: [['1.0.0', ['lost', 'old >= 1', 'lib']]],
            old: [['1.0.0', [], '1.1']],
            lib: [['1.0.0', []]],
          }),
          ['lost', null],
        ]),
      },
    );
    expect(words(made)).toEqual([
      'lost does not exist on the mod portal.',
      'old has no release for Factorio 2.0; it has releases for 1.1.',
    ]);
    expect(short(made)).toContain('install lib 1.0.0');
  });

  it('tells what does not go together, whoever said so', () => {
    const sketch: Sketch = { quiet: [['1.0.0', ['! loud']]], loud: [['1.0.0', []]] };
    for (const wanted of [
      ['quiet', 'loud'],
      ['loud', 'quiet'],
    ])
      expect(plan(sketch, wanted).problems).toMatchObject([{ kind: 'incompatible', saidBy: 'quiet' }]);
    expect(plan(sketch, ['loud'], { present: [there('quiet', '1.0.0', ['! loud'])] }).problems).toMatchObject([
      { kind: 'incompatible', name: 'loud', with: 'quiet', saidBy: 'quiet' },
    ]);
    // What is off does not count.
    expect(plan(sketch, ['loud'], { present: [there('quiet', '1.0.0', ['! loud'], false)] }).problems).toEqual([]);
  });

  it('tells limits that no version meets', () => {
    const made = plan(
      {
        a: [['1.0.0', ['lib >= 2']]],
        b: [['1.0.0', ['lib < 2']]],
        lib: [
          ['1.0.0', []],
          ['2.0.0', []],
        ],
      },
      ['a', 'b'],
    );
    expect(made.problems).toMatchObject([{ kind: 'no-version', name: 'lib', offered: ['2.0.0', '1.0.0'] }]);
    expect(words(made)[0]).toContain('< 2 (b)');
  });

  it('tells circles, but not those through ~', () => {
    const circle = plan({ a: [['1.0.0', ['b']]], b: [['1.0.0', ['c']]], c: [['1.0.0', ['a']]] }, ['a']);
    expect(circle.problems).toEqual([{ kind: 'cyclic', names: ['a', 'b', 'c'] }]);
    const fine = plan({ a: [['1.0.0', ['~ b']]], b: [['1.0.0', ['a']]] }, ['a']);
    expect(fine.problems).toEqual([]);
    const optional = plan({ a: [['1.0.0', ['? b']]], b: [['1.0.0', ['? a']]] }, ['a', 'b']);
    expect(optional.problems).toMatchObject([{ kind: 'cyclic' }]);
  });

  it('tells when the expansion is missing, and stays silent when nobody knows', () => {
    const sketch: Sketch = { app: [['1.0.0', ['space-age >= 2.0.0']]] };
    expect(words(plan(sketch, ['app'], { expansion: false }))).toEqual([
      'app needs space-age of the expansion Space Age, which is not in this game.',
    ]);
    expect(plan(sketch, ['app'], { expansion: null }).problems).toEqual([]);
    expect(plan({ app: [['1.0.0', ['? space-age']]] }, ['app'], { expansion: false }).problems).toEqual([]);
  });

  it('never breaks a limit without saying so, and ends, however tangled it is', () => {
    const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const name = fc.constantFrom(...letters);
    const version = fc.integer({ min: 0, max: 5 }).map((minor) => `1.${minor}.0`);
    const need = fc
      .tuple(
        fc.constantFrom('', '? ', '! ', '~ '),
        name,
        fc.constantFrom('', ' >= 1.2', ' < 1.4', ' = 1.3.0', ' > 1.5'),
      )
      .map((parts) => parts.join(''));
    const releases = fc.array(fc.tuple(version, fc.array(need, { maxLength: 4 })), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.dictionary(name, releases, { minKeys: 3 }), (sketch) => {
        const wanted = Object.keys(sketch).slice(0, 2);
        const made = plan(sketch, wanted, {
          mods: new Map([...letters.map((one) => [one, null] as const), ...modsOf(sketch)]),
        });
        const chosen = new Map(made.install.map((one) => [one.name, one]));
        const broken = made.install.flatMap(({ name: own, release }) =>
          (release?.dependencies ?? []).filter((one) => {
            if (one.name === own) return false;
            const other = chosen.get(one.name);
            if (other === undefined) return isNeeded(one);
            return one.type === 'incompatible' || !satisfies(other.version, one);
          }),
        );
        return broken.length === 0 || made.problems.length > 0;
      }),
      { numRuns: 400 },
    );
  });
});

describe('gathering', () => {
  const sketch: Sketch = {
    app: [['1.0.0', ['lib >= 2', 'base']]],
    lib: [
      ['2.0.0', ['deep', '~ app']],
      ['1.0.0', []],
    ],
    deep: [['1.0.0', ['space-age']]],
  };
  const question = { game: '2.0.66', expansion: true, wanted: [{ name: 'app', version: null }], recommended: false };

  it('asks for each mod once, and never for what comes with the game', async () => {
    const asked: string[] = [];
    const mods = modsOf(sketch);
    const made = await gatherPlan(
      { ...question, present: [there('lib', '1.0.0'), there('base', '2.0.66')] },
      async (name) => {
        asked.push(name);
        return mods.get(name) ?? null;
      },
    );
    expect(asked.toSorted()).toEqual(['app', 'deep', 'lib']);
    expect(short(made)).toEqual(['install deep 1.0.0', 'replace lib 2.0.0', 'install app 1.0.0']);
    expect(made.unknown).toEqual([]);
  });

  it('ends with a portal that makes up ever more mods', async () => {
    let asked = 0;
    const made = await gatherPlan(
      { ...question, wanted: [{ name: 'm0', version: null }], present: [] },
      async (name) => {
        asked += 1;
        return modsOf({ [name]: [['1.0.0', [`m${Number(name.slice(1)) + 1}`]]] }).get(name) ?? null;
      },
    );
    expect(asked).toBeLessThanOrEqual(40);
    expect(made.unknown).toHaveLength(1);
  });
});

const fileOf = (name: string, version: string) => ({ provider: 'factorio', name, version, sha1: '' }) as const;

describe('settling an update with what is installed', () => {
  const sketch: Sketch = {
    lib: [
      ['2.0.0', []],
      ['1.0.0', []],
    ],
    app: [
      ['1.1.0', ['lib >= 2']],
      ['1.0.0', ['lib < 2']],
    ],
    stuck: [['1.0.0', ['lib = 1.0.0']]],
    foe: [['1.0.0', ['! lib']]],
    calm: [['1.0.0', ['lib >= 1']]],
  };
  const needsOf = (name: string, version: string): readonly string[] =>
    sketch[name]?.find(([one]) => one === version)?.[1] ?? [];
  const asked: string[] = [];
  const update = (installed: readonly string[], read = true) => {
    asked.length = 0;
    const mods = modsOf(sketch);
    return settle(
      {
        file: fileOf('lib', '2.0.0'),
        game: 'factorio@2.0.66',
        expansion: null,
        chosen: [],
        installed: ['lib@1.0.0', ...installed].map((text) => {
          const [name = '', version = '', off] = text.split('@');
          const needs = read ? needsOf(name, version) : null;
          return { ref: fileOf(name, version), enabled: off === undefined, needs };
        }),
      },
      async (name) => {
        asked.push(name);
        return mods.get(name) ?? null;
      },
    );
  };

  it('takes a mod along that does not go with the new version and has one that does', async () => {
    const { replaces, obstacles } = await update(['app@1.0.0', 'calm@1.0.0']);
    expect(replaces.map(({ ref, versions }) => [ref, versions])).toMatchObject([
      [{ name: 'app', version: '1.1.0' }, '= 1.1.0'],
    ]);
    expect(obstacles).toEqual([]);
    // Whose limit holds is not asked about.
    expect(asked.toSorted()).toEqual(['app', 'lib']);
  });

  it('tells of a mod that needs the old version, and of one that goes with none', async () => {
    const { replaces, obstacles } = await update(['stuck@1.0.0']);
    expect(replaces).toEqual([]);
    expect(obstacles).toMatchObject([{ name: 'lib', neededBy: ['stuck'] }]);
    expect((await update(['foe@1.0.0'])).obstacles).toMatchObject([{ name: 'lib', neededBy: ['foe'] }]);
  });

  it('lets mods be that are off', async () => {
    expect(await update(['stuck@1.0.0@off', 'foe@1.0.0@off'])).toMatchObject({ replaces: [], obstacles: [] });
  });

  it('looks up what could not be read', async () => {
    expect((await update(['stuck@1.0.0'], false)).obstacles).toMatchObject([{ name: 'lib', neededBy: ['stuck'] }]);
    expect(await update(['app@1.1.0'], false)).toMatchObject({ replaces: [], obstacles: [] });
  });
});
