/** The games of Nexus Mods: one list for everybody, asked for once a day. */
import { LoadstoneError } from '../../../shared/errors.ts';
import type { ProviderGame } from '../../../shared/model.ts';
import type { JsonAnswer } from '../../lib/http.ts';
import { gameRecordsOf, graphGamesOf, type GameRecord } from './answers.ts';
import { gameQuery } from './queries.ts';
import { gameOnlyUrl } from './requests.ts';
import type { AskGraph, AskRest } from './types.ts';

export interface Games {
  readonly find: (text: string, signal: AbortSignal) => Promise<readonly ProviderGame[]>;
  /** null: it is not in the list, or there is none. */
  readonly record: (game: string, signal: AbortSignal) => Promise<GameRecord | null>;
  /** The number of a game, asked for on its own where the list does not have it. null: no such game. */
  readonly idOf: (domain: string, signal: AbortSignal) => Promise<string | null>;
}

const mostShown = 30;

export function createGames(
  askList: (signal: AbortSignal) => Promise<JsonAnswer>,
  ask: AskRest,
  graph: AskGraph,
): Games {
  const list = async (signal: AbortSignal): Promise<readonly GameRecord[]> => {
    try {
      return gameRecordsOf(await askList(signal));
    } catch (error) {
      if (signal.aborted || !(error instanceof LoadstoneError)) throw error;
      return [];
    }
  };
  const record = async (game: string, signal: AbortSignal): Promise<GameRecord | null> => {
    const listed = (await list(signal)).find(({ key, id }) => key === game || id === game);
    if (listed !== undefined || /^\d+$/u.test(game)) return listed ?? null;
    try {
      return gameRecordsOf(await ask(gameOnlyUrl(game), day, signal))[0] ?? null;
    } catch (error) {
      if (signal.aborted || !(error instanceof LoadstoneError)) throw error;
      return null;
    }
  };
  return {
    record,
    find: async (text, signal) => {
      const words = text.trim().toLowerCase();
      if (words === '') return [];
      const found = (await list(signal)).filter(({ key, name }) => name.toLowerCase().includes(words) || key === words);
      const rank = ({ key, name }: GameRecord): number =>
        name.toLowerCase() === words || key === words ? 0 : name.toLowerCase().startsWith(words) ? 1 : 2;
      const best = found.toSorted((one, other) => rank(one) - rank(other) || other.downloads - one.downloads);
      return best.slice(0, mostShown).map(({ key, name, mods }) => ({ key, name, mods }));
    },
    idOf: async (domain, signal) => {
      if (/^\d+$/u.test(domain)) return domain;
      const listed = (await list(signal)).find(({ key }) => key === domain);
      if (listed !== undefined) return listed.id;
      const answer = await graph({ query: gameQuery, variables: { domainName: domain } }, signal);
      return graphGamesOf(answer, 'game')[0]?.id ?? null;
    },
  };
}

/** Milliseconds. */
export const day = 24 * 60 * 60 * 1_000;
