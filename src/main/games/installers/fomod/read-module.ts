/**
 * `ModuleConfig.xml` to a module. Source: the schema ModConfig5.0.xsd, and what Vortex and Mod Organizer make of files
 * that do not keep to it: elements out of order, unknown ones, other spellings of names and values.
 */
import { foldKey } from '../../../../shared/rel-path.ts';
import type {
  Condition,
  FileState,
  GroupType,
  InstallerGroup,
  InstallerOption,
  InstallerStep,
  OptionType,
} from '../../../../shared/installer.ts';
import { installerFault } from './fault.ts';
import { optionKey, plainPath, type CopyRule, type FomodModule } from './module.ts';
import { readXml, type XmlElement } from './xml-tree.ts';

/** Throws `installer_unreadable`. */
export function readModule(bytes: Uint8Array): FomodModule {
  const root = readXml(bytes);
  if (root.name !== 'config') throw installerFault(`it begins with "${root.name.slice(0, 40)}", not with "config"`);
  const ofOptions = new Map<string, readonly CopyRule[]>();
  const steps = readSteps(root, ofOptions);
  const needs = child(root, 'moduledependencies');
  return {
    installer: {
      name: shortText(child(root, 'modulename')?.text ?? ''),
      image: imageIn(child(root, 'moduleimage')),
      needs: needs === null ? null : readComposite(needs),
      steps,
    },
    required: rulesIn(child(root, 'requiredinstallfiles')),
    ofOptions,
    conditional: below(root, 'conditionalfileinstalls', 'patterns', 'pattern').map((pattern) => ({
      when: whenOf(pattern),
      rules: rulesIn(child(pattern, 'files')),
    })),
  };
}

function readSteps(root: XmlElement, ofOptions: Map<string, readonly CopyRule[]>): readonly InstallerStep[] {
  const holder = child(root, 'installsteps');
  // Files of before version 4 have one step, which is not written down.
  const groupless = child(root, 'optionalfilegroups') === null ? [] : [root];
  const found = holder === null ? groupless : ordered(holder, 'installstep');
  const groupIds = createNames();
  return found.map((step) => {
    const name = step === root ? '' : shortText(attribute(step, 'name') ?? '');
    const visible = step === root ? null : child(step, 'visible');
    const groups = all(step, 'optionalfilegroups')
      .flatMap((list) => ordered(list, 'group'))
      .map((group) => readGroup(group, name, groupIds, ofOptions));
    return { name, visible: visible === null ? null : readComposite(visible), groups };
  });
}

function readGroup(
  group: XmlElement,
  step: string,
  ids: (name: string) => string,
  ofOptions: Map<string, readonly CopyRule[]>,
): InstallerGroup {
  const name = shortText(attribute(group, 'name') ?? '');
  const id = ids([step, name].filter((part) => part !== '').join(' / ') || 'Options');
  const optionIds = createNames();
  const options = all(group, 'plugins')
    .flatMap((list) => ordered(list, 'plugin'))
    .map((plugin) => {
      const option = readOption(plugin, optionIds);
      ofOptions.set(optionKey(id, option.id), rulesIn(child(plugin, 'files')));
      return option;
    });
  return { id, name, type: groupType(attribute(group, 'type')), options };
}

function readOption(plugin: XmlElement, ids: (name: string) => string): InstallerOption {
  const name = shortText(attribute(plugin, 'name') ?? '');
  const descriptor = child(plugin, 'typedescriptor');
  const dependent = descriptor === null ? null : child(descriptor, 'dependencytype');
  const plain = descriptor === null ? null : child(descriptor, 'type');
  const fallback = dependent === null ? plain : child(dependent, 'defaulttype');
  return {
    id: ids(name || 'Option'),
    name,
    description: (child(plugin, 'description')?.text ?? '').slice(0, maxDescription),
    image: imageIn(child(plugin, 'image')),
    type: optionType(fallback === null ? null : attribute(fallback, 'name')),
    patterns: (dependent === null ? [] : below(dependent, 'patterns', 'pattern')).map((pattern) => {
      const type = child(pattern, 'type');
      return { when: whenOf(pattern), type: optionType(type === null ? null : attribute(type, 'name')) };
    }),
    flags: below(plugin, 'conditionflags', 'flag').map((flag) => ({
      name: attribute(flag, 'name') ?? '',
      value: flag.text,
    })),
  };
}

const maxDescription = 20_000;
const maxName = 300;
const shortText = (text: string): string => text.trim().slice(0, maxName);

/** Answers go by name: a second one of a name gets a number. */
function createNames(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    let unique = name;
    for (let number = 2; taken.has(unique); number += 1) unique = `${name} (${number})`;
    taken.add(unique);
    return unique;
  };
}

// ---- conditions -------------------------------------------------------------------------------

const always: Condition = { kind: 'all', of: [] };

function whenOf(pattern: XmlElement): Condition {
  const dependencies = child(pattern, 'dependencies');
  return dependencies === null ? always : readComposite(dependencies);
}

function readComposite(element: XmlElement): Condition {
  const of = element.children.flatMap((one) => readCondition(one) ?? []);
  return { kind: attribute(element, 'operator')?.toLowerCase() === 'or' ? 'any' : 'all', of };
}

/** null: an element that is no condition. */
function readCondition(element: XmlElement): Condition | null {
  const version = attribute(element, 'version') ?? '';
  switch (element.name) {
    case 'dependencies':
    case 'visible':
      return readComposite(element);
    case 'flagdependency':
      return { kind: 'flag', flag: attribute(element, 'flag') ?? '', value: attribute(element, 'value') ?? '' };
    case 'filedependency':
      return {
        kind: 'file',
        file: factKey(attribute(element, 'file') ?? ''),
        state: fileState(attribute(element, 'state')),
      };
    case 'gamedependency':
      return { kind: 'version', of: 'game', version, met: null };
    case 'fommdependency':
      return { kind: 'version', of: 'manager', version, met: null };
    case 'fosedependency':
      return { kind: 'version', of: 'script-extender', version, met: null };
    default:
      return null;
  }
}

/** The key of a file among the facts. */
export const factKey = (file: string): string => foldKey(plainPath(file));

function fileState(text: string | null): FileState {
  const state = text?.toLowerCase();
  return state === 'missing' || state === 'inactive' ? state : 'active';
}

// ---- files ------------------------------------------------------------------------------------

function rulesIn(list: XmlElement | null): readonly CopyRule[] {
  return (list?.children ?? [])
    .filter(({ name }) => name === 'file' || name === 'folder')
    .map((element) => readRule(element));
}

function readRule(element: XmlElement): CopyRule {
  const folder = element.name === 'folder';
  const source = plainPath(attribute(element, 'source') ?? '');
  const priority = Number.parseInt(attribute(element, 'priority') ?? '0', 10);
  const unasked = isTrue(element, 'alwaysinstall')
    ? 'always'
    : isTrue(element, 'installifusable')
      ? 'if-usable'
      : 'never';
  const destination = destinationOf(attribute(element, 'destination'), source, folder);
  return { source, destination, folder, priority: Number.isNaN(priority) ? 0 : priority, unasked };
}

/** A file that goes to a folder keeps its name. */
function destinationOf(text: string | null, source: string, folder: boolean): string | null {
  if (text === null) return null;
  const plain = plainPath(text);
  if (folder || (text.trim() !== '' && !/[\\/]\s*$/u.test(text))) return plain;
  return [plain, source.split('/').at(-1)].filter((part) => part !== '').join('/');
}

const isTrue = (element: XmlElement, name: string): boolean =>
  ['true', '1'].includes(attribute(element, name)?.trim().toLowerCase() ?? '');

const imageIn = (element: XmlElement | null): string | null => {
  const path = element === null ? '' : plainPath(attribute(element, 'path') ?? '');
  return path === '' ? null : path;
};

// ---- the tree ---------------------------------------------------------------------------------

const all = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((one) => one.name === name);

const child = (element: XmlElement, name: string): XmlElement | null =>
  element.children.find((one) => one.name === name) ?? null;

const below = (element: XmlElement, ...names: readonly string[]): readonly XmlElement[] =>
  names.reduce<readonly XmlElement[]>((found, name) => found.flatMap((one) => all(one, name)), [element]);

const attribute = (element: XmlElement, name: string): string | null => element.attributes.get(name) ?? null;

/** The schema's default is by name; most authors ask for theirs. */
function ordered(list: XmlElement, name: string): readonly XmlElement[] {
  const found = all(list, name);
  const order = attribute(list, 'order')?.toLowerCase();
  if (order === 'explicit') return found;
  const sign = order === 'descending' ? -1 : 1;
  return found.toSorted(
    (a, b) => sign * (attribute(a, 'name') ?? '').localeCompare(attribute(b, 'name') ?? '', 'en', { numeric: false }),
  );
}

function groupType(text: string | null): GroupType {
  switch ((text ?? '').toLowerCase()) {
    case 'selectexactlyone':
      return 'exactly-one';
    case 'selectatmostone':
      return 'at-most-one';
    case 'selectatleastone':
      return 'at-least-one';
    case 'selectall':
      return 'all';
    default:
      return 'any';
  }
}

function optionType(text: string | null): OptionType {
  switch ((text ?? '').toLowerCase()) {
    case 'required':
      return 'required';
    case 'recommended':
      return 'recommended';
    case 'couldbeusable':
      return 'could-be-usable';
    case 'notusable':
      return 'not-usable';
    default:
      return 'optional';
  }
}
