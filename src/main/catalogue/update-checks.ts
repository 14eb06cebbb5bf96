/** What the last update check said about each installed version. Can be asked again, so it lies with the catalogue. */
import type { EntryId, GameId, Sha256 } from '../../shared/ids.ts';
import type { UpdateCheck } from '../../shared/model.ts';
import type { Db } from './open.ts';

export interface KeptCheck {
  readonly entry: EntryId;
  /** The version that was asked about. */
  readonly manifest: Sha256;
  /** Milliseconds since the epoch. */
  readonly checkedAt: number;
  readonly result: UpdateCheck;
}

export interface UpdateChecks {
  readonly keep: (game: GameId, checks: readonly KeptCheck[]) => void;
  readonly read: (game: GameId) => readonly KeptCheck[];
  readonly forget: (game: GameId) => void;
}

interface Row {
  readonly entry: EntryId;
  readonly manifest: Sha256;
  readonly checkedAt: number;
  readonly answer: string;
}

export function createUpdateChecks(db: Db): UpdateChecks {
  const keep = db.prepare('INSERT OR REPLACE INTO update_checks VALUES (?, ?, ?, ?, ?)');
  const read = db.prepare<[string], Row>(
    'SELECT entry, manifest, checked_at AS checkedAt, answer FROM update_checks WHERE game = ?',
  );
  const forget = db.prepare('DELETE FROM update_checks WHERE game = ?');
  return {
    keep: (game, checks) => {
      db.transaction(() => {
        for (const { entry, manifest, checkedAt, result } of checks)
          keep.run(game, entry, manifest, checkedAt, JSON.stringify(result));
      }).immediate();
    },
    read: (game) => read.all(game).map(({ answer, ...row }) => ({ ...row, result: JSON.parse(answer) as UpdateCheck })),
    forget: (game) => {
      forget.run(game);
    },
  };
}
