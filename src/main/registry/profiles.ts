/** Profiles: named loadouts of a game. A profile is the loadout of one generation, which history keeps for it. */
import type { GameId } from '../../shared/ids.ts';
import type { Db } from './open.ts';

export interface ProfileRow {
  readonly id: string;
  readonly name: string;
  readonly generation: number;
  /** The player removed it; history may still lead back to it. */
  readonly removed: boolean;
}

export interface Profiles {
  /** In name order, removed ones too. */
  readonly list: (gameId: GameId) => readonly ProfileRow[];
  readonly put: (gameId: GameId, profile: ProfileRow) => void;
  /** The profile is now what this generation holds; one that was removed is there again. */
  readonly move: (gameId: GameId, id: string, generation: number) => void;
}

interface Stored extends Omit<ProfileRow, 'removed'> {
  readonly removed: number;
}

export function createProfiles(db: Db): Profiles {
  const all = db.prepare<[string], Stored>(
    'SELECT id, name, generation, removed FROM profile WHERE game_id = ? ORDER BY name COLLATE NOCASE, id',
  );
  const put = db.prepare(
    'INSERT OR REPLACE INTO profile (game_id, id, name, generation, removed) VALUES (?, ?, ?, ?, ?)',
  );
  const move = db.prepare('UPDATE profile SET generation = ? WHERE game_id = ? AND id = ? AND removed = 0');

  const list = (gameId: GameId): readonly ProfileRow[] =>
    all.all(gameId).map((row) => ({ ...row, removed: row.removed !== 0 }));
  const write = (gameId: GameId, { id, name, generation, removed }: ProfileRow): void => {
    put.run(gameId, id, name, generation, removed ? 1 : 0);
  };

  /** Its name may have been given to another one meanwhile. */
  function bringBack(gameId: GameId, id: string, generation: number): void {
    const known = list(gameId);
    const was = known.find((profile) => profile.id === id)?.name ?? id;
    const taken = new Set(known.filter((profile) => !profile.removed).map((profile) => profile.name.toLowerCase()));
    let name = was;
    for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) name = `${was} ${copy}`;
    write(gameId, { id, name, generation, removed: false });
  }

  return {
    list,
    put: write,
    move: (gameId, id, generation) => {
      if (move.run(generation, gameId, id).changes === 0) bringBack(gameId, id, generation);
    },
  };
}
