/** What a change of the loadout would do, asked while a dialog about it is open. */
import type { GameId } from '../../shared/ids.ts';
import type { LoadoutChangeInput } from '../../shared/ipc/inputs.ts';
import type { ChangePreview } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import type { Loaded } from './loading.ts';
import { useAsked } from './use-asked.ts';

/** `asking` false: there is nothing to ask about yet. */
export const useChangePreview = (
  gameId: GameId,
  change: LoadoutChangeInput,
  asking: boolean,
): readonly [Loaded<ChangePreview>, () => void] =>
  useAsked(asking ? `${gameId} ${JSON.stringify(change)}` : null, () =>
    getBridge().library.preview({ gameId, change }),
  );
