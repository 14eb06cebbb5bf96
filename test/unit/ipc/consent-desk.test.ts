/** When an installation waits for a yes, and what has been a yes already. */
import { expect, test } from 'vitest';
import { createConsentDesk, type Agreed } from '../../../src/main/ipc/consent-desk.ts';
import type { InstallRequest } from '../../../src/main/actions/install-mod.ts';
import type { JobWork } from '../../../src/main/actions/jobs.ts';
import { provenanceOfFile } from '../../../src/main/actions/fetch-mod-file.ts';
import type { EngineClient } from '../../../src/main/worker/client.ts';
import { gameIdFromName, isJobId } from '../../../src/shared/ids.ts';
import type { JobWaitsFor } from '../../../src/shared/jobs.ts';
import type { FileRef, InstallOutlook } from '../../../src/shared/model.ts';
import { relPath } from '../../../src/shared/rel-path.ts';
import { fakeEntryId } from '../../support/fake-data.ts';

const [one, two] = [fakeEntryId('one'), fakeEntryId('two')];
const outlook: InstallOutlook = {
  files: 3,
  overwrites: [
    { entry: one, name: 'One', files: 1 },
    { entry: two, name: 'Two', files: 2 },
  ],
  replacesOriginals: 0,
  executables: [relPath('run.bat')],
};
const ref: FileRef = { provider: 'gamebanana', fileId: '1', model: 'Mod', modId: '2' };
const ofProvider: InstallRequest = {
  gameId: gameIdFromName('Sample'),
  file: '/three.zip',
  name: 'Three',
  provenance: { ...provenanceOfFile('/three.zip'), ref },
};
const fromDisk: InstallRequest = { ...ofProvider, provenance: provenanceOfFile('/three.zip') };
const batch = { id: 'together', kind: 'install' } as const;

/** What it waits for, or nothing when it goes straight through. */
async function waits(
  request: InstallRequest,
  agreed: Agreed,
  { asks = true, came = [] as readonly (typeof one)[] } = {},
): Promise<Partial<JobWaitsFor> | null> {
  const engine = { run: () => Promise.resolve(outlook) } as unknown as EngineClient;
  const desk = createConsentDesk({ engine, asksBeforeWinning: () => asks });
  desk.installed(batch, came);
  const id = 'job-1';
  if (!isJobId(id)) throw new Error('no job id');
  let waited: JobWaitsFor | null = null;
  const tools: JobWork = {
    id,
    signal: new AbortController().signal,
    progress: () => undefined,
    rename: () => undefined,
    waitFor: (waitsFor) => {
      waited = waitsFor;
      desk.agree(id);
    },
  };
  await desk.ask(request, agreed, tools);
  return waited;
}

const plain: Agreed = { answered: false };

test('who loses is named, and what an unknown archive can run is counted', async () => {
  const beats = [
    { name: 'One', files: 1 },
    { name: 'Two', files: 2 },
  ];
  expect(await waits(ofProvider, plain)).toMatchObject({ kind: 'consent', beats, mods: 2, programs: 0 });
  expect(await waits(fromDisk, plain)).toMatchObject({ beats, programs: 1 });
});

test('the last page of an installer, the yes to a plan and the setting are answers; programs are asked about still', async () => {
  expect(await waits(ofProvider, { answered: true })).toBeNull();
  expect(await waits(ofProvider, plain, { asks: false })).toBeNull();
  expect(await waits(fromDisk, { answered: true })).toMatchObject({ beats: [], programs: 1 });
  expect(await waits(fromDisk, plain, { asks: false })).toMatchObject({ beats: [], programs: 1 });
  expect(await waits(ofProvider, { ...plain, batch }, { came: [one, two] })).toBeNull();
  expect(await waits(ofProvider, { ...plain, batch }, { came: [one] })).toMatchObject({ beats: [{ name: 'Two' }] });
  expect(await waits(ofProvider, plain, { came: [one, two] })).toMatchObject({ mods: 2 });
  expect(await waits({ ...ofProvider, replaces: one }, plain)).toBeNull();
});
