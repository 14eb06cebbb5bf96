/** Searching, the catalogue, updates and requirements of the made-up world. */
import type { Batch } from '../../src/shared/batches.ts';
import type { FoundMods, IndexStatus, ProviderAnswer } from '../../src/shared/catalogue.ts';
import { LoadstoneError, toErrorData } from '../../src/shared/errors.ts';
import type { EntryId, GameId, JobId } from '../../src/shared/ids.ts';
import type { EventName } from '../../src/shared/ipc/channels.ts';
import type { EventPayload, Handlers, Input } from '../../src/shared/ipc/contract.ts';
import {
  providerIds,
  type ChangelogEntry,
  type FileRef,
  type LibraryEntry,
  type ModDetails,
  type ModPage,
  type ModRef,
  type ModSummary,
  type ProviderId,
} from '../../src/shared/model.ts';
import type { EntryUpdate, GameUpdates } from '../../src/shared/updates.ts';
import { saying } from '../../src/shared/saying.ts';
import { fakePlan, fakeRequirements } from './fake-plans.ts';

type Area<A extends string> = Pick<Handlers, Extract<keyof Handlers, `${A}.${string}`>>;
type FakeModHandlers = Omit<Area<'mods'>, 'mods.search' | 'mods.details'> &
  Area<'catalogue' | 'updates'> &
  Pick<Handlers, 'install.plan' | 'install.withRequirements'>;

export interface FakeModsDeps {
  readonly mods: (gameId: GameId) => readonly ModDetails[];
  readonly everyMod: () => readonly ModDetails[];
  readonly findMod: (ref: ModRef) => ModDetails;
  readonly summaryOf: (mod: ModDetails) => ModSummary;
  readonly library: (gameId: GameId) => readonly LibraryEntry[];
  readonly current: (gameId: GameId) => number;
  /** Throws when there is no connection. */
  readonly online: () => Promise<void>;
  readonly search: (input: Input<'mods.search'>) => Promise<ModPage>;
  readonly install: (
    gameId: GameId,
    file: FileRef,
    batch: Batch,
    instead?: { readonly entry: EntryId; readonly version: string | null },
  ) => JobId;
  /** Why a provider does not answer; null: it does. */
  readonly fault: (provider: ProviderId) => ProviderAnswer | null;
  readonly now: () => number;
  readonly emit: <E extends EventName>(event: E, payload: EventPayload<E>) => void;
}

export function fakeModHandlers(deps: FakeModsDeps): FakeModHandlers {
  return { ...findFakes(deps), ...askFakes(deps), ...catalogueFakes(deps), ...updateFakes(deps), ...planFakes(deps) };
}

const providersOf = (mods: readonly ModDetails[]): readonly ProviderId[] =>
  providerIds.filter((id) => mods.some(({ ref }) => ref.provider === id));

function answerOf(error: unknown): ProviderAnswer {
  const data = toErrorData(error);
  if (data.code === 'offline') return { kind: 'offline' };
  if (data.code === 'rate_limited') return { kind: 'rate-limited', until: Date.now() + 40_000 };
  return { kind: 'error', error: data };
}

const asking = (provider: ProviderId) => ({ provider, answer: { kind: 'asking' }, total: null, next: 1 }) as const;

function findFakes(deps: FakeModsDeps): Pick<Handlers, 'mods.find' | 'mods.findMore' | 'mods.stopFinding'> {
  const running = new Map<string, { readonly input: Input<'mods.find'>; found: FoundMods }>();

  async function ask(findId: string, provider: ProviderId): Promise<void> {
    const one = running.get(findId);
    const known = one?.found.providers.find((result) => result.provider === provider);
    if (one === undefined || known?.next === null || known === undefined) return;
    const { gameId, text, sort, category, adult } = one.input;
    one.found = {
      ...one.found,
      providers: one.found.providers.map((result) =>
        result.provider === provider ? { ...result, answer: { kind: 'asking' } } : result,
      ),
    };
    const put = (answer: ProviderAnswer, page: ModPage | null): void => {
      if (running.get(findId) !== one) return;
      const seen = new Set(one.found.mods.map(({ ref }) => `${ref.provider} ${ref.id}`));
      const fresh = (page?.mods ?? []).filter(({ ref }) => !seen.has(`${ref.provider} ${ref.id}`));
      const total = page?.total ?? known.total;
      const next = page === null ? known.next : page.next;
      one.found = {
        mods: [...one.found.mods, ...fresh.map((mod) => ({ ...mod, seenAt: null }))],
        providers: one.found.providers.map((result) =>
          result.provider === provider ? { provider, answer, total, next } : result,
        ),
      };
      deps.emit('mods.found', { findId, found: one.found });
    };
    const fault = deps.fault(provider);
    if (fault !== null) {
      await Promise.resolve();
      put(fault, null);
      return;
    }
    try {
      put(
        { kind: 'ok' },
        await deps.search({
          gameId,
          provider,
          text,
          sort,
          page: known.next,
          ...(category === undefined ? {} : { category }),
          ...(adult === undefined ? {} : { adult }),
        }),
      );
    } catch (error) {
      put(answerOf(error), null);
    }
  }
  /** Sources that do not answer have been browsed before. */
  const remembered = ({ gameId, text, providers }: Input<'mods.find'>): FoundMods['mods'] =>
    deps
      .mods(gameId)
      .filter(({ ref, name }) => {
        const inScope = providers?.includes(ref.provider) ?? true;
        return inScope && deps.fault(ref.provider) !== null && name.toLowerCase().includes(text.toLowerCase());
      })
      .map((mod) => ({ ...deps.summaryOf(mod), seenAt: deps.now() - 26 * 3_600_000 }));
  const askAll = (findId: string, providers: readonly ProviderId[]): void => {
    for (const provider of providers) void ask(findId, provider);
  };

  return {
    'mods.find': (input) => {
      const providers = providersOf(deps.mods(input.gameId)).filter((id) => input.providers?.includes(id) ?? true);
      const found: FoundMods = { mods: remembered(input), providers: providers.map(asking) };
      running.set(input.findId, { input, found });
      askAll(input.findId, providers);
      return found;
    },
    'mods.findMore': ({ findId, provider }) => {
      const all = running.get(findId)?.found.providers.map((result) => result.provider) ?? [];
      askAll(findId, provider === null ? all : [provider]);
      return null;
    },
    'mods.stopFinding': ({ findId }) => {
      running.delete(findId);
      return null;
    },
  };
}

type Asks = 'mods.suggest' | 'mods.changelog' | 'mods.requirements' | 'mods.categories' | 'mods.games' | 'mods.approve';

function askFakes({ mods, everyMod, findMod, summaryOf, online, now }: FakeModsDeps): Pick<Handlers, Asks> {
  return {
    'mods.suggest': ({ gameId, text, limit }) =>
      mods(gameId)
        .filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
        .slice(0, limit)
        .map((mod) => ({ mod: summaryOf(mod), seenAt: now() - 3_600_000 })),
    'mods.changelog': async ({ ref }) => {
      await online();
      const { version, updatedAt } = findMod(ref);
      const words = { type: 'text', text: 'Fixes and a few new sounds.' } as const;
      const entry = { publishedAt: updatedAt, text: [{ type: 'paragraph', children: [words] }] } as const;
      return [{ version, ...entry }, ...['0.9', '0.8', '0.7', '0.6'].map((older) => ({ ...entry, version: older }))];
    },
    'mods.requirements': async ({ file }) => {
      await online();
      const wanted = JSON.stringify(file);
      const all = everyMod();
      return fakeRequirements(
        all,
        all.find(({ files }) => files.some(({ ref }) => JSON.stringify(ref) === wanted)),
      );
    },
    'mods.categories': async ({ gameId, provider }) => {
      await online();
      const names = mods(gameId).flatMap(({ ref, category }) => (ref.provider === provider ? (category ?? []) : []));
      return [...new Set(names)].map((name) => ({ key: name, name, mods: names.filter((one) => one === name).length }));
    },
    'mods.games': async ({ provider, text }) => {
      await online();
      if (provider !== 'gamebanana') return [];
      const known = [
        { key: '8694', name: "Friday Night Funkin'", mods: 14_000 },
        { key: '6460', name: 'Celeste', mods: 3_000 },
      ];
      return known.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));
    },
    'mods.approve': async () => {
      await online();
      return null;
    },
  };
}

function catalogueFakes({ mods, now, emit }: FakeModsDeps): Area<'catalogue'> {
  const empty = new Set<GameId>();
  let revision = 0;
  const status = (gameId: GameId) => {
    const all = empty.has(gameId) ? [] : mods(gameId);
    const sources = providersOf(mods(gameId)).map((provider): IndexStatus => ({
      provider,
      game: 'fake',
      mods: all.filter(({ ref }) => ref.provider === provider).length,
      indexedAt: all.length === 0 ? null : now() - 3_600_000,
      unfinished: false,
      activity: { kind: 'idle' },
      pages: 0,
      seen: 0,
    }));
    return { revision, gameId, sources };
  };
  const changed = (gameId: GameId): null => {
    revision += 1;
    emit('catalogue.changed', status(gameId));
    return null;
  };
  return {
    'catalogue.status': ({ gameId }) => status(gameId),
    'catalogue.index': ({ gameId }) => {
      empty.delete(gameId);
      return changed(gameId);
    },
    'catalogue.stop': ({ gameId }) => changed(gameId),
    'catalogue.forget': ({ gameId }) => {
      empty.add(gameId);
      return changed(gameId);
    },
  };
}

const newest = '9.1';
const changes: readonly ChangelogEntry[] = ['9.1', '9.0'].map((version) => ({
  version,
  publishedAt: null,
  text: [
    {
      type: 'bullets',
      children: ['Two new songs.', 'The fog no longer hides the notes.'].map((text) => ({
        type: 'item',
        children: [{ type: 'text', text }],
      })),
    },
  ],
}));

const same = (a: ModRef | null, b: ModRef): boolean => a?.provider === b.provider && a.id === b.id;

function updateFakes({ mods, library, current, online, install, now, emit }: FakeModsDeps): Area<'updates'> {
  const checked = new Map<GameId, number>();
  let revision = 0;

  /** Every other mod has a newer file; of the rest one wants a look, one is gone. */
  function entriesOf(gameId: GameId, checkedAt: number): readonly EntryUpdate[] {
    const asked = library(gameId).filter(({ pinned, provenance }) => !pinned && provenance.ref !== null);
    return asked.map(({ id, name, provenance }, at): EntryUpdate => {
      const file = mods(gameId).find(({ ref }) => same(provenance.modRef, ref))?.files[0];
      const known = { entry: id, name, version: provenance.version, checkedAt };
      if (at === 1) return { ...known, result: { kind: 'look', why: saying('severalNewer'), files: [] } };
      if (at === 3) return { ...known, result: { kind: 'gone', why: saying('authorRemovedFile') } };
      if (file === undefined || at % 2 === 1 || provenance.version === newest) {
        return { ...known, result: { kind: 'current' } };
      }
      return { ...known, result: { kind: 'update', file: { ...file, version: newest }, changes } };
    });
  }
  function state(gameId: GameId): GameUpdates & { readonly revision: number } {
    const checkedAt = checked.get(gameId) ?? null;
    return {
      revision,
      gameId,
      checking: false,
      checkedAt,
      entries: checkedAt === null ? [] : entriesOf(gameId, checkedAt),
      pinned: library(gameId).flatMap(({ id, pinned }) => (pinned ? [id] : [])),
      unknown: library(gameId).flatMap(({ id, provenance }) => (provenance.ref === null ? [id] : [])),
      failures: [],
    };
  }

  return {
    'updates.snapshot': ({ gameId }) => state(gameId),
    'updates.check': async ({ gameId }) => {
      revision += 1;
      emit('updates.changed', { ...state(gameId), checking: true });
      await online();
      checked.set(gameId, now());
      revision += 1;
      emit('updates.changed', state(gameId));
      return state(gameId);
    },
    'updates.plan': ({ gameId, entries }) => {
      const known = state(gameId).entries.filter(({ entry }) => entries?.includes(entry) ?? true);
      const keeps = ['4K', 'Pico'];
      const updates = known.flatMap(({ entry, name, version, result }) =>
        result.kind === 'update'
          ? [{ entry, name, from: version, to: result.file.version, file: result.file, changes: result.changes, keeps }]
          : [],
      );
      const skipped = known.flatMap(({ entry, name, result }) =>
        result.kind === 'update' ? [] : [{ entry, name, why: result.kind }],
      );
      const size = updates.reduce((sum, { file }) => sum + (file.size ?? 0), 0);
      return { gameId, updates, skipped, requirements: [], unread: [], size };
    },
    'updates.apply': ({ gameId, updates }) => {
      const before = current(gameId);
      const batch: Batch = { id: `update ${before}`, kind: 'update' };
      const jobs = updates.map(({ entry, file }) => install(gameId, file, batch, { entry, version: newest }));
      return { before, jobs };
    },
  };
}

function planFakes({
  mods,
  library,
  current,
  online,
  install,
}: FakeModsDeps): Pick<Handlers, 'install.plan' | 'install.withRequirements'> {
  return {
    'install.plan': async ({ gameId, file, chosen }) => {
      await online();
      const wanted = JSON.stringify(file);
      const mod = mods(gameId).find(({ files }) => files.some(({ ref }) => JSON.stringify(ref) === wanted));
      if (mod === undefined)
        throw new LoadstoneError('mod_gone', 'The file is no longer there.', 'Choose another file.');
      return fakePlan({ mods: mods(gameId), mod, file, library: library(gameId), chosen });
    },
    'install.withRequirements': ({ gameId, files }) => {
      const before = current(gameId);
      const batch: Batch = { id: `install ${before}`, kind: 'install' };
      const jobs = files.map(({ file, replaces }) =>
        install(gameId, file, batch, replaces === null ? undefined : { entry: replaces, version: null }),
      );
      return { before, jobs };
    },
  };
}
