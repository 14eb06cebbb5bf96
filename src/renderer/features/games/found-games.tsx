import { ArrowRight, FolderSearch, TriangleAlert, Unplug } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FolderWarning, FoundGames as Found } from '../../../shared/games.ts';
import { getBridge } from '../../bridge.ts';
import { settled } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { GameFace } from '../../ui/game-face.tsx';
import { FolderNotes } from './folder-notes.tsx';
import { storeNames } from '../../ui/store-names.ts';
import type { Adding } from './use-adding.ts';

/** Games that stores installed here, each one click away. Nothing shows when there are none. */
export function FoundGames({ adding }: { readonly adding: Adding }) {
  const { t } = useTranslation();
  const found = useFound();
  const games = found?.games.filter((game) => game.managedAs === null) ?? [];
  return (
    <>
      {games.length > 0 && (
        <section className="folder-result" aria-label={t('welcome.found')}>
          <h2 className="section-title">{t('welcome.found')}</h2>
          <ul className="known-games">
            {games.map((game) => (
              <li key={game.folder} className="known-item">
                <FoundCard game={game} adding={adding} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {found !== null && <SearchNotes found={found} />}
    </>
  );
}

/** What the search came upon besides games. */
function SearchNotes({ found: { offline, brokenDefinitions: broken } }: { readonly found: Found }) {
  const { t } = useTranslation();
  return (
    <>
      {offline.length > 0 && (
        <p className="folder-note">
          <Unplug aria-hidden />
          {t('gameCare.offline', { count: offline.length, folders: offline.join(', ') })}
        </p>
      )}
      {broken.length > 0 && (
        <div className="folder-note" data-tone="warn" role="alert">
          <TriangleAlert aria-hidden />
          <div>
            <strong>{t('gameCare.broken', { count: broken.length })}</strong>
            <ul>
              {broken.map(({ file, why }) => (
                <li key={file} className="muted">
                  <code>{file}</code>: <bdi>{why}</bdi>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </>
  );
}

interface FoundCardProps {
  readonly game: Found['games'][number];
  readonly adding: Adding;
}

/** One click adds a game whose folder is fine; of one that is not, it is said first. */
function FoundCard({ game, adding }: FoundCardProps) {
  const { t } = useTranslation();
  const [warnings, setWarnings] = useState<readonly FolderWarning[]>([]);
  const request = { path: game.folder, as: game.definition };
  const loader = game.targets.length === 0 && game.unresolved.some(({ why }) => why === 'choose-folder');
  const stuck = game.busy || (game.targets.length === 0 && !loader);
  const start = async (): Promise<void> => {
    const looked = await adding.look(game.folder);
    if (looked === null) return;
    if (looked.warnings.length > 0) setWarnings(looked.warnings);
    else await add();
  };
  const add = (): Promise<void> => (loader ? adding.addWithLoader(request) : adding.add(request));
  return (
    <article className="known-game">
      <span className="known-tile">
        <GameFace name={game.name} cover={game.pictures.cover} />
      </span>
      <div className="known-words">
        <h3 className="known-name">{game.name}</h3>
        <p className="muted ellipsis" title={game.folder}>
          {storeNames[game.store]} · <bdi>{game.folder}</bdi>
        </p>
        {game.busy && <p className="muted">{t('welcome.foundBusy')}</p>}
        {loader && <p className="muted">{t('gameCare.chooseLoaderHint')}</p>}
        {game.targets.length === 0 && !loader && <p className="muted">{t('gameCare.startOnceHint')}</p>}
      </div>
      {warnings.length === 0 && (
        <button
          type="button"
          className="known-go"
          disabled={stuck}
          aria-disabled={adding.busy !== null || undefined}
          onClick={adding.busy === null ? () => void start() : undefined}
        >
          {t('welcome.addAs', { game: game.name })}
          {loader ? <FolderSearch aria-hidden /> : <ArrowRight className="flip" aria-hidden />}
        </button>
      )}
      {warnings.length > 0 && (
        <div className="known-warned" role="alert">
          <FolderNotes warnings={warnings} />
          <div className="known-answers">
            {!warnings.some(({ blocks }) => blocks) && (
              <Button tone="primary" busy={adding.busy === 'adding'} onClick={() => void add()}>
                {t('gameCare.addAnyway', { game: game.name })}
              </Button>
            )}
            <Button onClick={() => setWarnings([])}>{t('gameCare.notNow')}</Button>
          </div>
        </div>
      )}
    </article>
  );
}

/** null until it is known, and when the search failed: choosing a folder always works. */
function useFound(): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      const answer = await settled(getBridge().games.detect());
      if (!gone && answer.ok) setFound(answer.value);
    };
    void look();
    return () => {
      gone = true;
    };
  }, []);
  return found;
}
