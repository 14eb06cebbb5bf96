import { ArrowRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundGames as Found, GameStore } from '../../../shared/games.ts';
import { getBridge } from '../../bridge.ts';
import { settled } from '../../stores/notices.ts';
import { hueStyle, lettersOf } from '../../ui/picture.tsx';
import type { Adding } from './add-game.tsx';

const storeNames = {
  steam: 'Steam',
  gog: 'GOG',
  epic: 'Epic Games',
  heroic: 'Heroic',
  xbox: 'Xbox',
  itch: 'itch',
  lutris: 'Lutris',
  bottles: 'Bottles',
  wine: 'Wine',
} as const satisfies Record<GameStore, string>;

/** Games that stores installed here, each one click away. Nothing shows when there are none. */
export function FoundGames({ adding }: { readonly adding: Adding }) {
  const { t } = useTranslation();
  const games = useFound().filter((game) => game.managedAs === null);
  if (games.length === 0) return null;
  return (
    <section className="folder-result" aria-label={t('welcome.found')}>
      <h2 className="section-title">{t('welcome.found')}</h2>
      <ul className="known-games">
        {games.map((game) => (
          <li key={game.folder}>
            <article className="known-game">
              <span className="known-tile" style={hueStyle(game.name)} aria-hidden>
                {lettersOf(game.name)}
              </span>
              <div className="known-words">
                <h3 className="known-name">{game.name}</h3>
                <p className="muted ellipsis" title={game.folder}>
                  {storeNames[game.store]} · <bdi>{game.folder}</bdi>
                </p>
                {game.busy && <p className="muted">{t('welcome.foundBusy')}</p>}
                {game.targets.length === 0 && <p className="muted">{t('welcome.foundStartOnce')}</p>}
              </div>
              <button
                type="button"
                className="known-go"
                disabled={adding.busy !== null || game.busy || game.targets.length === 0}
                onClick={() => void adding.add({ path: game.folder, as: game.definition })}
              >
                {t('welcome.addAs', { game: game.name })}
                <ArrowRight className="flip" aria-hidden />
              </button>
            </article>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A search that fails leaves the list empty: choosing a folder always works. */
function useFound(): Found['games'] {
  const [games, setGames] = useState<Found['games']>([]);
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      const found = await settled(getBridge().games.detect());
      if (!gone && found.ok) setGames(found.value.games);
    };
    void look();
    return () => {
      gone = true;
    };
  }, []);
  return games;
}
