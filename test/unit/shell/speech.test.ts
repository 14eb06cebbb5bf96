/** What main says to the player itself, and that no sentence of it stands in the code. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { LoadstoneError } from '../../../src/shared/errors.ts';
import { defaultSettings } from '../../../src/shared/settings.ts';
import { createEvents } from '../../../src/main/ipc/events.ts';
import { setAppMenu } from '../../../src/main/shell/menu.ts';
import { createSpeech } from '../../../src/main/shell/speech.ts';
import { followJobs, type NoticesDeps } from '../../../src/main/shell/system-notices.ts';

const { shown, menus } = vi.hoisted(() => ({ shown: [] as object[], menus: [] as unknown[] }));
vi.mock('electron', () => ({
  Menu: { buildFromTemplate: (template: unknown) => template, setApplicationMenu: (menu: unknown) => menus.push(menu) },
  Notification: class extends EventEmitter {
    static readonly isSupported = (): boolean => true;
    constructor(options: object) {
      super();
      shown.push(options);
    }
    readonly show = (): void => undefined;
  },
}));

it('follows the language of the window, or the first of the system that it knows', () => {
  const system = ['pl-PL', 'de-AT', 'en-GB'];
  const speech = createSpeech('system', () => system);
  expect(speech.say('open')).toBe('Öffnen');
  system.splice(0, 2);
  expect(speech.say('open')).toBe('Open');
  speech.speak('de');
  expect([speech.language(), speech.say('open')]).toEqual(['de', 'Öffnen']);
});

it('tells an error of the start by its code, with the English sentence beside it', () => {
  const error = new LoadstoneError('registry_newer', 'The registry is of version 99.', 'Start the newer one.').toData();
  const speech = createSpeech('de', () => []);
  expect(speech.sayError(error)).toEqual({
    message: 'Ein neueres Loadstone hat diese Daten geschrieben',
    hint: 'Starte jenes; nichts wurde angefasst.',
    original: 'Auf Englisch: The registry is of version 99.',
  });
  speech.speak('en');
  expect(speech.sayError(error)).toMatchObject({ message: 'The registry is of version 99.', original: null });
});

it('messages of the system are in the language of the moment', async () => {
  const speech = createSpeech('en', () => []);
  const events = createEvents();
  const services = {
    events,
    handlers: { 'settings.get': () => ({ ...defaultSettings, systemNotices: true, revision: 0 }) },
  } as unknown as NoticesDeps['services'];
  followJobs({ services, say: speech.say, isWatched: () => false, show: () => undefined });
  await Promise.resolve();
  const jobIs = (phase: string): void =>
    events.publish('jobs.changed', { revision: 1, parts: [{ put: [{ id: phase, phase, title: 'Hull' }] }] } as never);
  jobIs('done');
  speech.speak('de');
  jobIs('failed');
  jobIs('unpacking');
  expect(shown).toEqual([
    { title: 'Hull', body: 'Installed.' },
    { title: 'Hull', body: 'Ließ sich nicht installieren. Dein Spiel wurde nicht verändert.' },
  ]);
});

it('the menu of macOS has words for every entry; the others have none', () => {
  setAppMenu(
    'linux',
    createSpeech('de', () => []),
  );
  setAppMenu(
    'darwin',
    createSpeech('de', () => []),
  );
  expect(menus[0]).toBeNull();
  const entries = (menus[1] as { submenu: { type?: string; label?: string }[] }[]).flatMap(({ submenu }) => submenu);
  const unnamed = entries.filter(({ type, label }) => type !== 'separator' && label === undefined);
  expect(unnamed).toEqual([]);
  expect(entries).toContainEqual({ role: 'quit', label: 'Loadstone beenden' });
});

it('no dialog, box, message or menu of the shell is given a sentence that was not looked up', () => {
  const shell = path.resolve(import.meta.dirname, '../../../src/main/shell');
  const spoken =
    /(?:title|label|message|detail|body|buttonLabel|name): '[A-Z][^']*'|buttons: \[[^\]]*'|showErrorBox\(\s*'/u;
  const found = readdirSync(shell)
    .map((name) => [name, spoken.exec(readFileSync(path.join(shell, name), 'utf8'))?.[0]])
    .filter(([, text]) => text !== undefined && text !== "title: 'Loadstone'");
  expect(found).toEqual([]);
});
