/** Games as the sources know them, for what a player types: known ones at once, the source's own after a pause. */
import { useEffect, useState } from 'react';
import type { ErrorData } from '../../../shared/errors.ts';
import { gameKey, modioGameName, type OpenSource } from '../../../shared/game-sources.ts';
import type { ProviderGame } from '../../../shared/model.ts';
import { getBridge } from '../../bridge.ts';
import { useGames } from '../../stores/games.ts';
import { useAsked } from '../../stores/use-asked.ts';

export interface SourceGames {
  readonly games: readonly ProviderGame[];
  /** The one game that was meant; null: none, or several could be. */
  readonly match: ProviderGame | null;
  /** The source was asked for just this text, and knows nothing like it. */
  readonly nothing: boolean;
  /** The source is being asked for just this text. */
  readonly asking: boolean;
  /** Why the source said nothing to just this text. */
  readonly error: ErrorData | null;
}

/** `typed`: a key, an address or a name. Nobody is asked about a number: sources find games by their names. */
export function useSourceGames(source: OpenSource, typed: string): SourceGames {
  const text = typed.trim();
  const local = useLocalGames(source);
  const question = questionOf(source, useSettled(text));
  const [asked] = useAsked(
    question === null ? null : `${source} ${question}`,
    () => getBridge().mods.games({ provider: source, text: question ?? '' }),
    true,
  );
  const told = question === null ? [] : (asked.value ?? []);
  const here = text.length < 2 ? [] : local.filter((game) => fits(game, text, gameKey(source, text)));
  const games = [...here, ...told.filter(({ key }) => here.every((one) => one.key !== key))].slice(0, 12);
  const wanted = questionOf(source, text);
  const current = question !== null && question === wanted && !asked.loading;
  const byPage = source === 'modio' && modioGameName(text) !== null;
  const answered = current && asked.error === null && asked.value !== null;
  return {
    games,
    // An address means one game only.
    match: byPage ? ((answered ? told[0] : undefined) ?? null) : matchOf(games, text, gameKey(source, text)),
    nothing: answered && games.length === 0,
    asking: wanted !== null && !current,
    error: current ? asked.error : null,
  };
}

/** Letters and digits alone: "Baldur's Gate 3" and "baldurs gate 3" are the same name. */
const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{Letter}\p{Number}]/gu, '');

const fits = ({ key, name }: ProviderGame, text: string, wanted: string | null): boolean =>
  key === wanted || (plain(text) !== '' && plain(name).includes(plain(text)));

function matchOf(games: readonly ProviderGame[], text: string, key: string | null): ProviderGame | null {
  if (text === '') return null;
  const named = games.filter(({ name }) => plain(name) === plain(text));
  return games.find((game) => game.key === key) ?? (named.length === 1 ? (named[0] ?? null) : null);
}

/** What the source is asked: a name, the key in an address, or a page on mod.io as it was pasted. */
function questionOf(source: OpenSource, text: string): string | null {
  if (source === 'modio' && modioGameName(text) !== null) return text;
  const name = text.includes('/') ? (gameKey(source, text) ?? '') : text;
  return name.length > 2 && !/^\d+$/u.test(name) && !name.includes(',') ? name : null;
}

/** Of the games that Loadstone knows by itself. */
function useLocalGames(source: OpenSource): readonly ProviderGame[] {
  const definitions = useGames((store) => store.definitions);
  return definitions.flatMap(({ name, providers }) => {
    const key = providers[source];
    return key === undefined ? [] : [{ key, name, mods: null }];
  });
}

/** Typing has paused this long before anybody is asked, in ms. */
const pause = 350;

function useSettled(value: string): string {
  const [held, setHeld] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setHeld(value), pause);
    return () => clearTimeout(timer);
  }, [value]);
  return held;
}
