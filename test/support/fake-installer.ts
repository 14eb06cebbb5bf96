/** A mod with an installer in the made-up world: archives with "installer" in their name ask these questions. */
import { LoadstoneError } from '../../src/shared/errors.ts';
import type { JobId } from '../../src/shared/ids.ts';
import type { InstallerChoices, InstallerOption, InstallerQuestions } from '../../src/shared/installer.ts';
import type { InstallOutlook } from '../../src/shared/model.ts';
import { choiceFaults, walkInstaller } from '../../src/shared/installer-walk.ts';
import type { Handlers } from '../../src/shared/ipc/contract.ts';
import { fakePicture } from './fake-data.ts';

const option = (name: string, more: Partial<InstallerOption> = {}): InstallerOption => ({
  id: name,
  name,
  description: '',
  image: null,
  type: 'optional',
  patterns: [],
  flags: [],
  ...more,
});

export const fakeQuestions = (
  remembered: InstallerQuestions['remembered'] = null,
  changed = false,
): InstallerQuestions => ({
  facts: { 'stage/lights.json': 'active' },
  remembered,
  changed,
  assumed: [],
  missing: ['extras/credits.txt'],
  installer: {
    name: 'Midnight Stage Overhaul',
    image: fakePicture(31, 'Midnight Stage', 640, 400),
    needs: { kind: 'file', file: 'psych engine.dll', state: 'active' },
    steps: [
      {
        name: 'Textures',
        visible: null,
        groups: [
          {
            id: 'Textures / Size',
            name: 'Size',
            type: 'exactly-one',
            options: [
              option('2K', {
                type: 'recommended',
                description:
                  'Sharp on every screen up to 1440p. Takes about 180 MB of video memory.\n\nThe best choice for most players.',
                image: fakePicture(4, '2K textures', 640, 400),
                flags: [{ name: 'size', value: '2k' }],
              }),
              option('4K', {
                description: 'For 4K screens. Takes about 700 MB of video memory.',
                image: fakePicture(12, '4K textures', 640, 400),
                flags: [{ name: 'size', value: '4k' }],
              }),
              option('8K, for screenshots', {
                type: 'could-be-usable',
                description: 'Only for taking pictures. The game may run out of memory.',
              }),
            ],
          },
          {
            id: 'Textures / Characters',
            name: 'Characters',
            type: 'at-least-one',
            options: [
              option('Girlfriend', { type: 'recommended', image: fakePicture(7, 'Girlfriend', 640, 400) }),
              option('Pico', { image: fakePicture(9, 'Pico', 640, 400) }),
              option('Tankman', { type: 'not-usable', description: 'Needs the week 7 assets, which are not there.' }),
            ],
          },
        ],
      },
      {
        name: 'Stage lights',
        visible: null,
        groups: [
          {
            id: 'Stage lights / Core',
            name: 'Core',
            type: 'all',
            options: [option('Light engine', { type: 'required', description: 'Everything else builds on it.' })],
          },
          {
            id: 'Stage lights / Mood',
            name: 'Mood',
            type: 'at-most-one',
            options: [option('Neon'), option('Candle light')],
          },
        ],
      },
      {
        name: 'High resolution patches',
        visible: { kind: 'flag', flag: 'size', value: '4k' },
        groups: [
          {
            id: 'High resolution patches / Patches',
            name: 'Patches',
            type: 'any',
            options: [option('Menu'), option('Loading screens', { type: 'recommended' })],
          },
        ],
      },
    ],
  },
});

type InstallerCalls = Pick<
  Handlers,
  | 'install.questions'
  | 'install.chosenFiles'
  | 'install.answer'
  | 'install.outlook'
  | 'install.chosenOutlook'
  | 'install.agree'
>;

/** What was answered when the made-up mods with an installer were installed. */
export const fakeChoices: InstallerChoices = {
  'Textures / Size': ['4K'],
  'Textures / Characters': ['Girlfriend', 'Pico'],
  'Stage lights / Core': ['Light engine'],
  'Stage lights / Mood': [],
};

export interface FakeInstallers {
  readonly handlers: InstallerCalls;
  /** Resolves when the job's questions are answered. */
  readonly ask: (id: JobId, title: string, again?: boolean) => Promise<void>;
  /** Resolves when the player has agreed to what it would do. */
  readonly consent: (id: JobId, outlook: InstallOutlook) => Promise<void>;
}

/** `overwrites`: what any of its installers would win over. */
export function createFakeInstallers(overwrites: () => InstallOutlook['overwrites'] = () => []): FakeInstallers {
  const waiting = new Map<JobId, { readonly questions: InstallerQuestions; readonly goOn: () => void }>();
  const need = (id: JobId) => {
    const found = waiting.get(id);
    if (found !== undefined) return found;
    throw new LoadstoneError('not_found', 'No installer waits for an answer there.', 'Look at the installs.');
  };
  const agreeing = new Map<JobId, { readonly outlook: InstallOutlook; readonly goOn: () => void }>();
  const needWord = (id: JobId) => {
    const found = agreeing.get(id);
    if (found !== undefined) return found;
    throw new LoadstoneError('not_found', 'No installation waits for a word there.', 'Look at the installs.');
  };
  return {
    ask: (id, title, again = false) =>
      new Promise((resolve) => {
        const update = title.includes('update');
        const old = update ? { 'Textures / Size': ['4K'], 'Textures / Characters': ['Pico'] } : null;
        waiting.set(id, { questions: fakeQuestions(again ? fakeChoices : old, update), goOn: resolve });
      }),
    consent: (id, outlook) =>
      new Promise((resolve) => {
        agreeing.set(id, { outlook, goOn: resolve });
      }),
    handlers: {
      'install.outlook': ({ jobId }) => needWord(jobId).outlook,
      'install.chosenOutlook': ({ jobId }) => ({
        files: need(jobId).questions.installer.steps.length,
        overwrites: overwrites(),
        replacesOriginals: 0,
        executables: [],
      }),
      'install.agree': ({ jobId }) => {
        needWord(jobId).goOn();
        agreeing.delete(jobId);
        return null;
      },
      'install.questions': ({ jobId }) => need(jobId).questions,
      'install.chosenFiles': ({ jobId, choices }) => {
        const { installer, facts } = need(jobId).questions;
        const chosen = Object.values(walkInstaller(installer, facts, choices).choices).flat();
        const files = chosen.flatMap((name) => [
          { path: `mods/midnight/${name.toLowerCase().replaceAll(/\W+/gu, '-')}/atlas.png`, size: 4_200_000 },
          { path: `mods/midnight/${name.toLowerCase().replaceAll(/\W+/gu, '-')}/atlas.xml`, size: 18_300 },
        ]);
        return { total: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0), files };
      },
      'install.answer': ({ jobId, choices }) => {
        const { questions, goOn } = need(jobId);
        const [fault] = choiceFaults(questions.installer, questions.facts, choices);
        if (fault !== undefined) throw new LoadstoneError('choices_invalid', fault, 'Choose other options.');
        waiting.delete(jobId);
        goOn();
        return null;
      },
    },
  };
}
