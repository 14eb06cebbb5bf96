/** Installers as authors write them, and as attackers do: what is asked, what is chosen, and which file goes where. */
import { describe, expect, it } from 'vitest';
import { chosenFiles, missingSources } from '../../../src/main/games/installers/fomod/chosen-files.ts';
import { findInstaller, modTree } from '../../../src/main/games/installers/fomod/find-installer.ts';
import { readModule } from '../../../src/main/games/installers/fomod/read-module.ts';
import { LoadstoneError } from '../../../src/shared/errors.ts';
import type { FileState, InstallerChoices } from '../../../src/shared/installer.ts';
import { answersAll, choiceFaults, walkInstaller } from '../../../src/shared/installer-walk.ts';
import { relPath } from '../../../src/shared/rel-path.ts';
import {
  conditional,
  config,
  dependentType,
  file,
  fileIs,
  flagIs,
  folder,
  group,
  option,
  step,
  steps,
} from '../../support/fomod.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (inner: string) => readModule(utf8(config(inner)));

interface Setup {
  readonly archive?: readonly string[];
  readonly answers?: InstallerChoices;
  readonly facts?: Readonly<Record<string, FileState>>;
}

const walkOf = (inner: string, { answers = {}, facts = {} }: Setup = {}) =>
  walkInstaller(read(inner).installer, facts, answers);

/** Which source goes to which place. */
function placed(inner: string, { archive = [], answers = {}, facts = {} }: Setup = {}): Record<string, string> {
  const module = read(inner);
  const paths = archive.map((path) => relPath(path));
  const files = chosenFiles(module, facts, walkInstaller(module.installer, facts, answers), modTree(paths, ''));
  return Object.fromEntries(files.map(({ source, path }) => [path, archive[source] ?? '']));
}

const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof LoadstoneError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'nothing';
};

const one = (type: string, options: string): string => steps(step('S', group('G', type, options)));
const chosen = (inner: string, setup: Setup = {}) => walkOf(inner, setup).choices['S / G'];

const sized = (when: string) =>
  steps(
    step('S', group('G', 'SelectExactlyOne', option('A', { flags: { f: 'a' } }) + option('B', { flags: { f: 'b' } }))),
    step('T', group('H', 'SelectAny', option('X', { flags: { g: '1' } })), when),
  );

const required = (rules: string): string => `<requiredInstallFiles>${rules}</requiredInstallFiles>`;

const ranked = (source: string, priority: number) => file(source, 'T.txt', `priority="${priority}"`);

const of = (...rules: readonly string[]) => placed(required(rules.join('')), { archive: ['1', '2', '3'] });

const names = (order: string) =>
  read(`<installSteps ${order}>${step('b', '')}${step('C', '')}${step('a', '')}</installSteps>`).installer.steps.map(
    ({ name }) => name,
  );

const shown = (when: string, answers: InstallerChoices, facts = {}) =>
  walkOf(sized(when), { answers, facts }).steps.map(({ step: { name } }) => name);

describe('what is chosen before anybody answers', () => {
  const abc = option('A') + option('B', { type: 'Recommended' }) + option('C', { type: 'Recommended' });
  it.each([
    ['SelectExactlyOne', abc, ['B']],
    ['SelectExactlyOne', option('A', { type: 'NotUsable' }) + option('B') + option('C'), ['B']],
    ['SelectExactlyOne', option('A', { type: 'CouldBeUsable' }) + option('B'), ['B']],
    ['SelectExactlyOne', option('A', { type: 'NotUsable' }), []],
    ['SelectExactlyOne', option('A', { type: 'Recommended' }) + option('B', { type: 'Required' }), ['B']],
    ['SelectAtMostOne', option('A') + option('B'), []],
    ['SelectAtMostOne', abc, ['B']],
    ['SelectAtLeastOne', option('A') + option('B'), ['A']],
    ['SelectAtLeastOne', abc, ['B', 'C']],
    ['SelectAll', option('A') + option('B', { type: 'NotUsable' }) + option('C'), ['A', 'C']],
    ['SelectAny', option('A') + option('B', { type: 'Required' }) + option('C', { type: 'Recommended' }), ['B', 'C']],
    ['SelectAny', option('A'), []],
  ])('%s: %#', (type, options, expected) => {
    expect(chosen(one(type, options))).toEqual(expected);
  });

  it('asks nothing where nothing can be changed', () => {
    expect(walkOf(one('SelectAll', option('A') + option('B'))).asks).toBe(false);
    expect(walkOf(one('SelectExactlyOne', option('A'))).asks).toBe(false);
    expect(walkOf(one('SelectAtLeastOne', option('A'))).asks).toBe(false);
    expect(walkOf(one('SelectExactlyOne', option('A') + option('B'))).asks).toBe(true);
    expect(walkOf(one('SelectAny', option('A'))).asks).toBe(true);
    expect(walkOf('').asks).toBe(false);
  });
});

describe('answers', () => {
  const single = one('SelectExactlyOne', option('A') + option('B', { type: 'Recommended' }));
  const many = one('SelectAtLeastOne', option('A') + option('B'));
  it('are taken, and fall back to the default where they cannot be', () => {
    expect(chosen(single, { answers: { 'S / G': ['A'] } })).toEqual(['A']);
    expect(chosen(single, { answers: { 'S / G': ['gone'] } })).toEqual(['B']);
    expect(chosen(single, { answers: { 'S / G': ['A', 'B'] } })).toEqual(['B']);
    expect(chosen(many, { answers: { 'S / G': ['gone'] } })).toEqual(['A']);
  });
  it('leave a group that needs one unanswered when everything is taken away', () => {
    const walk = walkOf(many, { answers: { 'S / G': [] } });
    expect(walk.steps[0]?.groups[0]).toMatchObject({ unanswered: true });
  });
  it.each<[string, string, InstallerChoices, string]>([
    ['unknown group', single, { Other: ['A'] }, 'There is no question "Other".'],
    ['unknown option', single, { 'S / G': ['Z'] }, '"S / G" has no option "Z".'],
    ['two of one', single, { 'S / G': ['A', 'B'] }, '"S / G" takes one answer, not 2.'],
    ['none of one', single, { 'S / G': [] }, '"S / G" needs an answer.'],
    ['none of many', many, { 'S / G': [] }, '"S / G" needs an answer.'],
    [
      'not usable',
      one('SelectAny', option('A', { type: 'NotUsable' })),
      { 'S / G': ['A'] },
      '"A" of "S / G" cannot be used here.',
    ],
    ['a name of every object', single, { constructor: [] }, 'There is no question "constructor".'],
  ])('that make no sense are told: %s', (_name, inner, answers, fault) => {
    expect(choiceFaults(read(inner).installer, {}, answers)).toContain(fault);
  });
  it('that are right have no fault, and a whole set is known as one', () => {
    const { installer } = read(single);
    expect(choiceFaults(installer, {}, { 'S / G': ['A'] })).toEqual([]);
    expect(answersAll(installer, {}, { 'S / G': ['A'] })).toBe(true);
    expect(answersAll(installer, {}, {})).toBe(false);
  });
  it('go by names that are made unique', () => {
    const twice = steps(
      step('S', group('G', 'SelectAny', option('A') + option('A')) + group('G', 'SelectAny', option('B'))),
    );
    expect(Object.keys(walkOf(twice).choices)).toEqual(['S / G', 'S / G (2)']);
    expect(walkOf(twice, { answers: { 'S / G': ['A (2)'] } }).choices['S / G']).toEqual(['A (2)']);
  });
});

describe('conditions', () => {
  it('show a step by a flag that an earlier answer has set', () => {
    expect(shown(flagIs('f', 'b'), { 'S / G': ['A'] })).toEqual(['S']);
    expect(shown(flagIs('f', 'b'), { 'S / G': ['B'] })).toEqual(['S', 'T']);
  });
  it('take a flag that nobody has set as empty', () => {
    expect(shown(flagIs('never', ''), {})).toEqual(['S', 'T']);
  });
  it('join with And and Or, nested', () => {
    const or = `<dependencies operator="Or">${flagIs('f', 'x')}${flagIs('f', 'a')}</dependencies>`;
    expect(shown(or, {})).toEqual(['S', 'T']);
    expect(shown(`<dependencies operator="And">${or}${flagIs('f', 'b')}</dependencies>`, {})).toEqual(['S']);
  });
  it('ask for files by their state, whatever their case and slashes', () => {
    const facts = { 'meshes/big.nif': 'active' } as const;
    expect(shown(fileIs('Meshes\\Big.NIF', 'Active'), {}, facts)).toEqual(['S', 'T']);
    expect(shown(fileIs('Meshes\\Big.NIF', 'Missing'), {}, facts)).toEqual(['S']);
    expect(shown(fileIs('Other.esp', 'Missing'), {}, facts)).toEqual(['S', 'T']);
    expect(shown(fileIs('Other.esp', 'Inactive'), {}, facts)).toEqual(['S']);
  });
  it('hold where they ask for a version that nobody knows', () => {
    expect(shown('<gameDependency version="1.6"/><foseDependency version="2"/>', {})).toEqual(['S', 'T']);
  });
  it('do not count the flags of a step that is not shown', () => {
    const chain = steps(
      step('S', group('G', 'SelectExactlyOne', option('A') + option('B', { flags: { f: 'b' } }))),
      step('T', group('H', 'SelectExactlyOne', option('X', { flags: { g: '1' } })), flagIs('f', 'b')),
      step('U', group('I', 'SelectAny', option('Y')), flagIs('g', '1')),
    );
    expect(walkOf(chain).steps).toHaveLength(1);
    expect(walkOf(chain, { answers: { 'S / G': ['B'] } }).steps).toHaveLength(3);
    // Remembered answers to hidden steps neither act nor are kept.
    expect(walkOf(chain, { answers: { 'T / H': ['X'] } }).choices).toEqual({ 'S / G': ['A'] });
  });
  it('end where flags wait for each other', () => {
    const cycle = steps(
      step('S', group('G', 'SelectExactlyOne', option('A', { flags: { a: '1' } })), flagIs('b', '1')),
      step('T', group('H', 'SelectExactlyOne', option('B', { flags: { b: '1' } })), flagIs('a', '1')),
      step('U', group('I', 'SelectExactlyOne', option('C', { flags: { b: '1' } }))),
    );
    expect(walkOf(cycle).steps.map(({ step: { name } }) => name)).toEqual(['U']);
  });
  it('change what an option is', () => {
    const typed = steps(
      step('S', group('G', 'SelectExactlyOne', option('A') + option('B', { flags: { f: 'b' } }))),
      step(
        'T',
        group('H', 'SelectAny', option('X', { descriptor: dependentType('Optional', flagIs('f', 'b'), 'Required') })),
      ),
    );
    expect(walkOf(typed).choices['T / H']).toEqual([]);
    expect(walkOf(typed, { answers: { 'S / G': ['B'], 'T / H': [] } }).choices['T / H']).toEqual(['X']);
  });
});

describe('files', () => {
  const archive = ['core.txt', 'Textures/a.dds', 'Textures/sub/b.dds', 'opt/Textures/a.dds', 'fomod/ModuleConfig.xml'];

  it.each<[string, string, Record<string, string>]>([
    ['where they lie', file('core.txt'), { 'core.txt': 'core.txt' }],
    ['elsewhere', file('core.txt', 'x\\y.txt'), { 'x/y.txt': 'core.txt' }],
    ['to a folder', file('core.txt', 'x\\'), { 'x/core.txt': 'core.txt' }],
    ['to the root', file('Textures\\a.dds', ''), { 'a.dds': 'Textures/a.dds' }],
    ['whatever their case', file('TEXTURES/A.DDS', 'a'), { a: 'Textures/a.dds' }],
    ['a folder to a folder', folder('textures\\sub', 'Data'), { 'Data/b.dds': 'Textures/sub/b.dds' }],
    ['a folder to the root', folder('opt', ''), { 'Textures/a.dds': 'opt/Textures/a.dds' }],
    ['a folder where it lies', folder('opt\\'), { 'opt/Textures/a.dds': 'opt/Textures/a.dds' }],
    ['a file said to be a folder', folder('core.txt', 'x'), { 'x/core.txt': 'core.txt' }],
    ['a folder said to be a file', file('opt/Textures', 'x'), { 'x/a.dds': 'opt/Textures/a.dds' }],
    ['nothing of what is missing', file('nowhere.txt'), {}],
  ])('go %s', (_name, rules, expected) => {
    expect(placed(required(rules), { archive })).toEqual(expected);
  });

  it('of the whole archive leave the installer out', () => {
    expect(Object.keys(placed(required(folder('', '')), { archive }))).toEqual(archive.slice(0, 4));
  });
  it('of the higher priority stay, of equals the later', () => {
    expect(of(ranked('1', 5), ranked('2', 0), ranked('3', 1))).toEqual({ 'T.txt': '1' });
    expect(of(ranked('1', 0), ranked('2', 0), file('3', 't.TXT'))).toEqual({ 't.TXT': '3' });
    expect(of(ranked('1', -1), ranked('2', -2))).toEqual({ 'T.txt': '1' });
  });
  it('come of chosen options, of options that are always copied, and of flags', () => {
    const inner =
      one(
        'SelectExactlyOne',
        option('A', { files: file('1'), flags: { f: 'a' } }) +
          option('B', { files: file('2') + file('3', undefined, 'alwaysInstall="true"'), flags: { f: 'b' } }) +
          option('C', { files: file('4', undefined, 'installIfUsable="1"'), type: 'NotUsable' }) +
          option('D', { files: file('5', undefined, 'installIfUsable="1"') }),
      ) + conditional(flagIs('f', 'b'), file('6'));
    const all = { archive: ['1', '2', '3', '4', '5', '6'] };
    expect(Object.keys(placed(inner, all)).toSorted()).toEqual(['1', '3', '5']);
    expect(Object.keys(placed(inner, { ...all, answers: { 'S / G': ['B'] } })).toSorted()).toEqual([
      '2',
      '3',
      '5',
      '6',
    ]);
  });
  it('are told when the archive does not have them', () => {
    const module = read(required(file('core.txt') + file('gone\\a.txt') + folder('gone2')));
    expect(missingSources(module, modTree([relPath('core.txt')], ''))).toEqual(['gone/a.txt', 'gone2']);
  });
  it('lie below the folder that holds the installer', () => {
    const paths = ['Mod 1.2/FOMOD/moduleconfig.XML', 'Mod 1.2/a.txt', 'readme.txt', 'x/y/fomod/ModuleConfig.xml'].map(
      (path) => relPath(path),
    );
    const found = findInstaller(paths);
    expect(found).toEqual({ kind: 'module', at: 0, base: 'Mod 1.2/' });
    expect(modTree(paths, found?.base ?? '').file('A.TXT')).toBe(1);
    expect(modTree(paths, found?.base ?? '').file('readme.txt')).toBeNull();
    expect(findInstaller([relPath('notfomod/ModuleConfig.xml')])).toBeNull();
    expect(findInstaller([relPath('fomod/script.cs')])).toMatchObject({ kind: 'program' });
  });
});

describe('the order of things', () => {
  it('is by name unless the author asks for the written one', () => {
    expect(names('')).toEqual(['a', 'b', 'C']);
    expect(names('order="Ascending"')).toEqual(['a', 'b', 'C']);
    expect(names('order="Descending"')).toEqual(['C', 'b', 'a']);
    expect(names('order="Explicit"')).toEqual(['b', 'C', 'a']);
  });
  it('is one step in files of before version 4', () => {
    const old = `<moduleName>Old</moduleName><optionalFileGroups>${group('G', 'SelectAny', option('A'))}</optionalFileGroups>`;
    expect(walkOf(old).choices).toEqual({ G: [] });
  });
});

describe('how files are written', () => {
  const inner = `<moduleName>Ünïcode</moduleName>${one('SelectAny', option('Größe'))}`;
  const text = config(inner);
  const utf16 = Buffer.from(`\uFEFF${text.replace('UTF-8', 'utf-16')}`, 'utf16le');
  it.each<[string, Uint8Array]>([
    ['UTF-8', utf8(text)],
    ['UTF-8 with a mark', utf8(`\uFEFF${text}`)],
    ['UTF-8 that says it is UTF-16', utf8(text.replace('UTF-8', 'utf-16'))],
    ['UTF-16 little endian', utf16],
    ['UTF-16 big endian', Buffer.from(utf16).swap16()],
    ['UTF-16 without a mark', utf16.subarray(2)],
    ['Windows-1252', Buffer.from(text, 'latin1')],
  ])('%s', (_name, bytes) => {
    const { installer } = readModule(bytes);
    expect(installer.name).toBe('Ünïcode');
    expect(installer.steps[0]?.groups[0]?.options[0]?.name).toBe('Größe');
  });
  it('with small mistakes', () => {
    expect(read('<moduleName>Sword & Shield</moduleName><!-- a -- b -->').installer.name).toBe('Sword & Shield');
    expect(read('<ModuleName>Cased</ModuleName>').installer.name).toBe('Cased');
  });
  it('with text in CDATA', () => {
    const { installer } = read(one('SelectAny', option('A', { description: '<![CDATA[a < b & c]]>' })));
    expect(installer.steps[0]?.groups[0]?.options[0]?.description).toBe('a < b & c');
  });
});

describe('hostile installers', () => {
  const laughs = Array.from({ length: 10 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
  it.each<[string, Uint8Array, RegExp]>([
    ['a billion laughs', utf8(`<!DOCTYPE c [<!ENTITY l0 "ha">${laughs}]><config>&l10;</config>`), /document type/u],
    ['an external entity', utf8('<!DOCTYPE c SYSTEM "file:///etc/passwd"><config/>'), /document type/u],
    ['endless nesting', utf8('<a>'.repeat(100_000)), /nested/u],
    ['too many elements', utf8(`<config>${'<a/>'.repeat(200_001)}</config>`), /elements/u],
    ['too large', new Uint8Array(17 * 1024 ** 2), /larger than/u],
    ['cut off', utf8('<config><moduleName>x'), /well-formed/u],
    ['tags that do not match', utf8('<config><a></b></a></config>'), /well-formed/u],
    ['nothing', utf8(''), /well-formed|nothing/u],
    ['another document', utf8('<html></html>'), /not with "config"/u],
    ['no text at all', Buffer.from([0, 1, 2, 3, 255, 254]), /./u],
  ])('are refused: %s', (_name, bytes, why) => {
    const told = refusal(() => readModule(bytes));
    expect(told).toMatch(/^installer_unreadable/u);
    expect(told).toMatch(why);
  });
  it.each(['..\\..\\evil.dll', 'C:\\Windows\\evil.dll', 'a/../../b', 'con', 'x\u0000y'.replace('\u0000', '&#x202E;')])(
    'never reach outside: %s',
    (destination) => {
      const rules = `<requiredInstallFiles>${file('a', destination)}</requiredInstallFiles>`;
      expect(refusal(() => placed(rules, { archive: ['a'] }))).toMatch(/^archive_refused/u);
    },
  );
  it('find nothing behind parent folders', () => {
    const rules = `<requiredInstallFiles>${file('..\\..\\secret', 'a')}</requiredInstallFiles>`;
    expect(placed(rules, { archive: ['secret'] })).toEqual({});
  });
  it('may not multiply what the archive holds', () => {
    const archive = Array.from({ length: 1_000 }, (_, at) => `d/${at}`);
    const rules = Array.from({ length: 600 }, (_, at) => folder('d', `to${at}`)).join('');
    expect(refusal(() => placed(`<requiredInstallFiles>${rules}</requiredInstallFiles>`, { archive }))).toMatch(
      /copies more than/u,
    );
  });
});
