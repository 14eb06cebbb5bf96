/** Adding a game, step by step: a look at its folder first, then what the player has to say, then the game. */
import { useState } from 'react';
import type { ErrorData } from '../../../shared/errors.ts';
import type { FolderInspection, Input } from '../../../shared/ipc/contract.ts';
import { getBridge } from '../../bridge.ts';
import { takeInspection, useGameDrafts } from '../../stores/game-drafts.ts';
import { discoverScreen, startAt } from '../../stores/navigation.ts';
import { settled } from '../../stores/notices.ts';

export interface Adding {
  readonly inspection: FolderInspection | null;
  readonly error: ErrorData | null;
  readonly busy: 'looking' | 'adding' | null;
  readonly choose: () => Promise<void>;
  readonly add: (game: Input<'games.add'>) => Promise<void>;
  /** Once more at the chosen folder: the player may have changed something there. */
  readonly lookAgain: () => Promise<void>;
  /** Another folder than the one that was chosen: that of a known game beside it. */
  readonly take: (path: string) => Promise<void>;
  /** What speaks against a folder; null when it could not be looked at. */
  readonly look: (path: string) => Promise<FolderInspection | null>;
  /** Asks for the folder of a mod loader and adds the game with it. */
  readonly addWithLoader: (game: Input<'games.add'>) => Promise<void>;
}

export function useAdding(): Adding {
  const inspection = useGameDrafts((store) => store.inspection);
  const [error, setError] = useState<ErrorData | null>(null);
  const [busy, setBusy] = useState<Adding['busy']>(null);

  const inspect = async (path: string): Promise<FolderInspection | null> => {
    const found = await settled(getBridge().games.inspect({ path }));
    if (!found.ok) setError(found.error);
    return found.ok ? found.value : null;
  };
  const chosenFolder = async (): Promise<string | null> => {
    const chosen = await settled(getBridge().games.chooseFolder());
    if (!chosen.ok) setError(chosen.error);
    return chosen.ok ? chosen.value.path : null;
  };
  const during = async <T>(what: 'looking' | 'adding', work: () => Promise<T>): Promise<T> => {
    setError(null);
    setBusy(what);
    const done = await work();
    setBusy(null);
    return done;
  };
  const add = (game: Input<'games.add'>): Promise<void> =>
    during('adding', async () => {
      const added = await settled(getBridge().games.add(game));
      if (added.ok) startAt(added.value.id, discoverScreen);
      else setError(added.error);
    });
  return {
    inspection,
    error,
    busy,
    add,
    choose: () =>
      during('looking', async () => {
        const path = await chosenFolder();
        const found = path === null ? null : await inspect(path);
        if (found !== null) takeInspection(found);
      }),
    lookAgain: () =>
      during('looking', async () => {
        const found = inspection === null ? null : await inspect(inspection.path);
        if (found !== null) takeInspection(found);
      }),
    take: (path) =>
      during('looking', async () => {
        const found = await inspect(path);
        if (found !== null) takeInspection(found);
      }),
    look: (path) => during('looking', () => inspect(path)),
    addWithLoader: async (game) => {
      const path = await during('looking', chosenFolder);
      if (path !== null) await add({ ...game, targets: [{ path, layout: 'folder-per-mod' }] });
    },
  };
}
