/**
 * Installations of archives from the player's disk that are under way. One that the end of the process cuts off is told
 * at the next start; those of downloads are in the queue and go on by themselves.
 */
import path from 'node:path';
import { z } from 'zod';
import type { GameId, JobId } from '../../shared/ids.ts';
import type { CutOffInstall } from '../../shared/model.ts';
import { jsonOf } from '../games/locate/read-tolerantly.ts';
import { writeFileDurably } from '../lib/files.ts';
import type { Fs } from '../lib/fs.ts';
import type { Log } from '../lib/log.ts';
import type { Registry } from '../registry/registry.ts';

const begunSchema = z.record(
  z.string(),
  z.object({ gameId: z.string(), path: z.string(), title: z.string(), newest: z.int() }),
);
type Begun = z.infer<typeof begunSchema>;

export interface BegunInstalls {
  readonly begin: (id: JobId, install: Pick<CutOffInstall, 'gameId' | 'path' | 'title'>) => void;
  /** However it ended. */
  readonly end: (id: JobId) => void;
  /** What is under way from now on is cut off by the end of the program itself. */
  readonly close: () => void;
  /** What an earlier run had begun and neither ended nor made. */
  readonly cutOff: readonly CutOffInstall[];
}

export interface BegunDeps {
  readonly fs: Fs;
  readonly dataDir: string;
  readonly registry: Registry;
  readonly log: Log;
}

export function openBegunInstalls({ fs, dataDir, registry, log }: BegunDeps): BegunInstalls {
  const file = path.join(dataDir, 'begun-installs.json');
  const earlier = begunSchema.safeParse(jsonOf(fs, file)).data ?? {};
  let begun: Begun = {};
  let closed = false;
  const keep = (next: Begun): void => {
    begun = next;
    try {
      writeFileDurably(fs, file, Buffer.from(JSON.stringify(begun)));
    } catch (error) {
      // Nothing is lost by it but a word at the next start.
      log.error('what is being installed could not be noted', error);
    }
  };
  if (Object.keys(earlier).length > 0) keep({});
  return {
    begin: (id, install) => keep({ ...begun, [id]: { ...install, newest: registry.history.newest(install.gameId) } }),
    end: (id) => {
      const { [id]: ended, ...others } = begun;
      if (ended !== undefined && !closed) keep(others);
    },
    close: () => {
      closed = true;
    },
    cutOff: Object.values(earlier).flatMap((one) => {
      const gameId = one.gameId as GameId;
      if (registry.games.get(gameId) === null || wasMade(registry, gameId, one)) return [];
      return { gameId, path: one.path, title: one.title, present: fs.lstat(one.path)?.kind === 'file' };
    }),
  };
}

/** The process may have ended between the change and the note that it was made. */
const wasMade = ({ history }: Registry, gameId: GameId, { title, newest }: Begun[string]): boolean =>
  history
    .list(gameId, 100)
    .some(({ number, reason, subject }) => number > newest && reason === 'install' && subject === title);
