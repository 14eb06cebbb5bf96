/** How much of each game's mods this computer knows by itself, and reading what is new. */
import type { CatalogueStatus } from '../../shared/catalogue.ts';
import type { GameId } from '../../shared/ids.ts';
import type { ProviderId } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { orNotice } from './notices.ts';
import { createPerGame } from './per-game.ts';

type HeldCatalogue = CatalogueStatus & { readonly revision: number };

const catalogues = createPerGame<HeldCatalogue>((gameId) => getBridge().catalogue.status({ gameId }));

export const useCatalogue = catalogues.use;
export const readCatalogue = catalogues.read;
export const takeCatalogue = (state: HeldCatalogue): void => catalogues.take(state.gameId, state);

/** Without a provider: all of the game. */
export async function startIndexing(gameId: GameId, provider?: ProviderId): Promise<void> {
  await orNotice(getBridge().catalogue.index({ gameId, ...(provider === undefined ? {} : { providers: [provider] }) }));
  await readCatalogue(gameId);
}

export async function stopIndexing(gameId: GameId): Promise<void> {
  await orNotice(getBridge().catalogue.stop({ gameId }));
  await readCatalogue(gameId);
}

export async function forgetCatalogue(gameId: GameId): Promise<void> {
  await orNotice(getBridge().catalogue.forget({ gameId }));
  await readCatalogue(gameId);
}
