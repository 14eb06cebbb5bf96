/** Downloads of the made-up world: one in each state that stays as it is until somebody acts. */
import { isJobId, type GameId, type JobId } from '../../src/shared/ids.ts';
import type { Handlers } from '../../src/shared/ipc/contract.ts';
import type { Download } from '../../src/shared/jobs.ts';
import type { ModDetails } from '../../src/shared/model.ts';
import { saying } from '../../src/shared/saying.ts';

type DownloadHandlers = Pick<Handlers, Extract<keyof Handlers, `downloads.${string}`>>;

export interface FakeDownloads {
  readonly handlers: DownloadHandlers;
  readonly list: () => readonly Download[];
}

interface FakeDownloadsDeps {
  readonly gameId: GameId;
  readonly mods: readonly ModDetails[];
  readonly now: number;
  /** Bytes come in and downloads end by themselves; without it each stays in its state until somebody acts. */
  readonly live: boolean;
  /** Resolves after a while. */
  readonly later: (ms: number) => Promise<void>;
  /** Hears of each change, with its number. */
  readonly changed: (state: { readonly revision: number; readonly downloads: readonly Download[] }) => void;
}

const hasEnded = ({ state }: Download): boolean => state === 'done' || state === 'failed' || state === 'cancelled';

export function createFakeDownloads({ gameId, mods, now, live, later, changed }: FakeDownloadsDeps): FakeDownloads {
  let revision = 0;
  let downloads: readonly Download[] = samples(gameId, mods, now);
  const state = () => ({ revision, downloads });

  function set(next: readonly Download[]): null {
    downloads = next;
    revision += 1;
    changed(state());
    return null;
  }
  const patch = (ids: readonly JobId[], allowed: (one: Download) => boolean, changes: Partial<Download>): null =>
    set(downloads.map((one) => (ids.includes(one.id) && allowed(one) ? { ...one, ...changes } : one)));

  const handlers: DownloadHandlers = {
    'downloads.snapshot': state,
    'downloads.pause': ({ ids }) => patch(ids, (one) => !hasEnded(one), { state: 'paused', rate: null }),
    'downloads.resume': ({ ids }) => patch(ids, (one) => !hasEnded(one), { state: 'queued', waitsFor: null }),
    'downloads.cancel': ({ ids }) =>
      patch(ids, (one) => !hasEnded(one), { state: 'cancelled', rate: null, waitsFor: null, endedAt: now }),
    'downloads.retry': ({ ids }) => patch(ids, hasEnded, { state: 'queued', error: null, endedAt: null }),
    'downloads.reorder': ({ id, before }) => {
      const moved = downloads.find((one) => one.id === id);
      const others = downloads.filter((one) => one.id !== id);
      const at = others.findIndex((one) => one.id === before);
      return moved === undefined ? null : set(others.toSpliced(at < 0 ? others.length : at, 0, moved));
    },
    'downloads.clear': ({ ids }) =>
      set(downloads.filter((one) => !hasEnded(one) || (ids !== undefined && !ids.includes(one.id)))),
  };
  /** Half a second of what is downloading; what ends makes room for the next in the queue. */
  async function flow(): Promise<void> {
    while (downloads.some(({ state: at }) => at === 'downloading')) {
      await later(500);
      const moved = downloads.map((one) => (one.state === 'downloading' ? further(one, now) : one));
      const free = !moved.some(({ state: at }) => at === 'downloading');
      const next = free ? moved.find(({ state: at }) => at === 'queued') : undefined;
      set(moved.map((one) => (one === next ? { ...one, state: 'downloading', bytesTotal: 20_000_000, rate } : one)));
    }
  }
  if (live) void flow();
  return { handlers, list: () => downloads };
}

const rate = 2_900_000;

function further(one: Download, now: number): Download {
  const total = one.bytesTotal ?? 20_000_000;
  const bytesDone = Math.min(total, one.bytesDone + rate / 2);
  return bytesDone < total
    ? { ...one, bytesDone, rate }
    : { ...one, bytesDone, bytesTotal: total, state: 'done', rate: null, endedAt: now };
}

function samples(gameId: GameId, mods: readonly ModDetails[], now: number): readonly Download[] {
  const states: readonly Partial<Download>[] = [
    { state: 'paused', bytesDone: 6_000_000, bytesTotal: 20_000_000 },
    { state: 'queued' },
    { state: 'downloading', bytesDone: 18_400_000, bytesTotal: 52_000_000, rate: 2_900_000 },
    {
      state: 'waiting-for-player',
      bytesTotal: 8_000_000,
      waitsFor: {
        kind: 'page',
        url: 'https://www.nexusmods.com/stardewvalley/mods/2400?tab=files',
        why: saying('nexusStartOnPage'),
      },
    },
    { state: 'done', bytesDone: 3_000_000, bytesTotal: 3_000_000, endedAt: now },
    {
      state: 'failed',
      endedAt: now,
      error: { code: 'mod_gone', message: 'The file is no longer there.', hint: 'Choose another file.' },
    },
  ];
  return states.flatMap((changes, index) => {
    const mod = mods[index];
    const file = mod?.files[0]?.ref;
    const id = `download-${index + 1}`;
    if (mod === undefined || file === undefined || !isJobId(id)) return [];
    return {
      id,
      file,
      modRef: mod.ref,
      wish: { gameId, name: null, replaces: null },
      title: mod.name,
      state: 'queued',
      bytesDone: 0,
      bytesTotal: null,
      rate: null,
      waitsFor: null,
      error: null,
      notBefore: null,
      addedAt: now,
      endedAt: null,
      ...changes,
    } satisfies Download;
  });
}
