/** Sharing in the made-up world: what one player shares, another imports, with all that can go wrong on the way. */
import { LoadstoneError } from '../../src/shared/errors.ts';
import type { EntryId, GameId } from '../../src/shared/ids.ts';
import type { CallName } from '../../src/shared/ipc/channels.ts';
import type { Handlers } from '../../src/shared/ipc/contract.ts';
import type { ChangeOutcome, LibraryEntry, ModDetails } from '../../src/shared/model.ts';
import type { Game } from '../../src/shared/games.ts';
import type { Imported, ImportPlan, SharedModPlan } from '../../src/shared/share.ts';
import { entryOf } from './fake-data.ts';
import type { FakeGame } from './fake-world.ts';

type Area = Pick<Handlers, Extract<CallName, `share.${string}`>>;
type Profiles = Pick<Handlers, 'profiles.create' | 'profiles.switch' | 'profiles.remove'>;

interface FakeShareDeps extends Profiles {
  readonly games: () => readonly Game[];
  readonly worldOf: (gameId: GameId) => FakeGame;
  readonly mods: (gameId: GameId) => readonly ModDetails[];
  readonly announce: (outcome: ChangeOutcome) => ChangeOutcome;
  readonly nextEntry: () => number;
  readonly now: () => number;
  /** Runs `each` for every name as a job that can be cancelled. Throws `cancelled`. */
  readonly work: (
    gameId: GameId,
    title: string,
    names: readonly string[],
    each: (at: number) => Promise<void>,
  ) => Promise<void>;
}

interface SharedText {
  readonly loadstone: 1;
  readonly name: string;
  readonly game: string;
  readonly mods: readonly SharedModPlan[];
  readonly leftOut: readonly string[];
  readonly winners: number;
}

const shared = (name: string, status: SharedModPlan['status'], more: Partial<SharedModPlan> = {}): SharedModPlan => ({
  name,
  version: '1.4.0',
  enabled: true,
  provider: 'gamebanana',
  pageUrl: 'https://gamebanana.com/mods/1',
  status,
  ...more,
});

/** What a friend sent: something of every kind. */
export const fakeSharedText: string = JSON.stringify({
  loadstone: 1,
  name: 'Kade’s stream setup',
  game: "Friday Night Funkin'",
  mods: [
    shared('Neon Boulevard', 'in-store', { version: '2.1.0' }),
    shared('Readable Notes', 'in-store', { version: '0.9.3' }),
    shared('Soft Shadows Overhaul', 'to-fetch'),
    shared('Flicker Warning', 'to-fetch', { enabled: false, version: null }),
    shared('Camera Tools', 'needs-sign-in', {
      provider: 'nexus',
      pageUrl: 'https://www.nexusmods.com/fridaynightfunkin/mods/12',
    }),
    shared('Private Build', 'cannot-fetch', { provider: null, pageUrl: null, version: null }),
  ],
  leftOut: ['my-old-charts', 'Your changes'],
  winners: 3,
} satisfies SharedText);

export function fakeShareHandlers(deps: FakeShareDeps): Area {
  const exported = (gameId: GameId): SharedText => {
    const world = deps.worldOf(gameId);
    const plans = world
      .entries()
      .filter(isShared)
      .map(({ name, enabled, provenance: { version, ref, pageUrl } }) => ({
        name,
        version,
        enabled,
        pageUrl,
        provider: ref?.provider ?? null,
        status: 'in-store' as const,
      }));
    const game = deps.games().find(({ id }) => id === gameId)?.name ?? gameId;
    const leftOut = world.entries().filter((entry) => !isShared(entry));
    return {
      loadstone: 1,
      name: world.profile(),
      game,
      mods: plans,
      leftOut: leftOut.map(({ name }) => name),
      winners: world.choices().length,
    };
  };
  return {
    'share.export': ({ gameId }) => {
      const what = exported(gameId);
      return { text: JSON.stringify(what, null, 2), mods: what.mods.length, leftOut: what.leftOut };
    },
    'share.save': ({ gameId }) => ({ written: `/home/player/${exported(gameId).name}.loadstone.json` }),
    'share.plan': ({ gameId, text }) => planOf(deps, gameId, readText(text)),
    'share.import': ({ gameId, text }) => importAll(deps, gameId, planOf(deps, gameId, readText(text))),
  };
}

const isShared = ({ provenance }: LibraryEntry): boolean => provenance.ref !== null;

function readText(text: string): SharedText {
  try {
    const read = JSON.parse(text) as SharedText;
    // oxlint-disable-next-line typescript/no-unnecessary-condition -- whatever the player pasted
    if (read.loadstone === 1 && Array.isArray(read.mods)) return read;
  } catch {
    // The same as any other text.
  }
  throw new LoadstoneError(
    'invalid_input',
    'This is not a loadout that Loadstone has shared, or a newer Loadstone has.',
    'Export it again, and take the whole text.',
  );
}

function planOf({ games }: FakeShareDeps, gameId: GameId, text: SharedText): ImportPlan {
  const fits = games().filter(({ name }) => name === text.game);
  const { name, game, mods, leftOut, winners } = text;
  return {
    name,
    profile: name,
    game,
    sameGame: fits.some(({ id }) => id === gameId),
    fits: fits.map(({ id }) => id),
    mods,
    leftOut,
    winners,
  };
}

async function importAll(deps: FakeShareDeps, gameId: GameId, plan: ImportPlan): Promise<Imported> {
  const world = deps.worldOf(gameId);
  const before = world.current();
  world.together({ id: `import ${before}`, kind: 'import' });
  const skipped: Imported['skipped'][number][] = [];
  const install = async (at: number): Promise<void> => {
    if (at === 0) {
      await deps['profiles.create']({ gameId, name: plan.profile, copy: false });
      await deps['profiles.switch']({ gameId, name: plan.profile });
    }
    const mod = plan.mods[at];
    if (mod === undefined) return;
    const why = refusalOf(mod);
    if (why !== null) {
      skipped.push({ name: mod.name, why: why.message, error: why.toData(), pageUrl: mod.pageUrl });
      return;
    }
    const found = deps.mods(gameId).find(({ name }) => name === mod.name);
    if (found === undefined) return;
    const entry = entryOf(found, found.files[0] ?? null, deps.nextEntry(), deps.now());
    const id: EntryId = entry.id;
    deps.announce(world.commit('install', mod.name, [...world.entries(), { ...entry, id, enabled: mod.enabled }]));
  };
  try {
    await deps.work(
      gameId,
      plan.name,
      plan.mods.map(({ name }) => name),
      install,
    );
  } catch (error) {
    if (world.current() !== before) deps.announce(world.undo());
    await deps['profiles.remove']({ gameId, name: plan.profile });
    throw error;
  } finally {
    world.together(null);
  }
  return { profile: plan.profile, installed: plan.mods.length - skipped.length, skipped, before };
}

function refusalOf({ status, name }: SharedModPlan): LoadstoneError | null {
  if (status === 'cannot-fetch')
    return new LoadstoneError('not_found', 'It came from no provider.', 'Ask who shared it for the archive.');
  if (status === 'needs-sign-in')
    return new LoadstoneError(
      'needs_sign_in',
      'Nexus Mods hands out files to signed-in players only.',
      'Sign in first.',
    );
  if (name !== 'Flicker Warning') return null;
  return new LoadstoneError(
    'download_hash_mismatch',
    'The file at the provider is another one than the one that was shared.',
    'Install the mod from its page, if you want the new one.',
  );
}
