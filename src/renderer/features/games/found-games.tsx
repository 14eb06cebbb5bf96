import { FolderOpen, FolderSearch, RotateCw, SearchX, TriangleAlert, Unplug } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FolderWarning, FoundGames as Found } from '../../../shared/games.ts';
import { getBridge } from '../../bridge.ts';
import { formatList } from '../../i18n/format.ts';
import { orNotice } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { GameFace } from '../../ui/game-face.tsx';
import { storeNames } from '../../ui/store-names.ts';
import { FolderNotes } from './folder-notes.tsx';
import { FolderPath } from './folder-path.tsx';
import { storesHere } from './system-here.ts';
import type { Adding } from './use-adding.ts';
import type { GameSearch } from './use-found-games.ts';

interface FoundGamesProps {
  readonly search: GameSearch;
  readonly adding: Adding;
  /** No game is managed yet. */
  readonly first: boolean;
}

export const notManaged = ({ found }: GameSearch): Found['games'] =>
  found?.games.filter((game) => game.managedAs === null) ?? [];

/** Games that stores installed here, each one click away; when there are none, that and where it was looked. */
export function FoundGames({ search, adding, first }: FoundGamesProps) {
  const { t } = useTranslation();
  const { found } = search;
  const games = notManaged(search);
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
      {found !== null && games.length === 0 && <NothingFound search={search} first={first} />}
      {found !== null && <SearchNotes found={found} />}
    </>
  );
}

function NothingFound({ search, first }: Pick<FoundGamesProps, 'search' | 'first'>) {
  const { t } = useTranslation();
  return (
    <div className="folder-note nothing-found" role="status">
      <SearchX aria-hidden />
      <div>
        <strong>{t(first ? 'welcome.nothingFound' : 'welcome.nothingElse')}</strong>
        <p className="muted">
          {t('welcome.lookedIn', { stores: formatList(storesHere().map((store) => storeNames[store])) })}
        </p>
      </div>
      <Button size="sm" icon={<RotateCw aria-hidden />} busy={search.looking} onClick={search.again}>
        {t('gameCare.lookAgain')}
      </Button>
    </div>
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
  const add = (): Promise<void> => (loader ? adding.addWithLoader(request) : adding.add(request));
  const look = async (): Promise<boolean> => {
    const looked = await adding.look(game.folder);
    if (looked !== null) setWarnings(looked.warnings);
    return looked?.warnings.length === 0;
  };
  const start = async (): Promise<void> => {
    if (await look()) await add();
  };
  return (
    <article className="known-game">
      <span className="known-tile">
        <GameFace name={game.name} cover={game.pictures.cover} />
      </span>
      <div className="known-words">
        <h3 className="known-name">{game.name}</h3>
        <p className="muted known-folder">
          {storeNames[game.store]} · <FolderPath path={game.folder} />
        </p>
        {game.busy && <p className="muted">{t('welcome.foundBusy')}</p>}
        {loader && <p className="muted">{t('gameCare.chooseLoaderHint')}</p>}
        {game.targets.length === 0 && !loader && <p className="muted">{t('gameCare.startOnceHint')}</p>}
      </div>
      {warnings.length === 0 ? (
        <Button
          tone="primary"
          icon={loader && <FolderSearch aria-hidden />}
          disabled={stuck}
          aria-disabled={adding.busy !== null || undefined}
          aria-label={t('welcome.addAs', { game: game.name })}
          onClick={adding.busy === null ? () => void start() : undefined}
        >
          {t('welcome.add')}
        </Button>
      ) : (
        <Warned
          game={game}
          adding={adding}
          warnings={warnings}
          onAdd={() => void add()}
          onLook={() => void look()}
          onNo={() => setWarnings([])}
        />
      )}
    </article>
  );
}

interface WarnedProps extends FoundCardProps {
  readonly warnings: readonly FolderWarning[];
  readonly onAdd: () => void;
  readonly onLook: () => void;
  readonly onNo: () => void;
}

/** What speaks against a game's folder, and the ways on: to put it right, to go on all the same, or not to. */
function Warned({ game, adding, warnings, onAdd, onLook, onNo }: WarnedProps) {
  const { t } = useTranslation();
  const blocked = warnings.some(({ blocks }) => blocks);
  return (
    <div className="known-warned" role="alert">
      <FolderNotes warnings={warnings} />
      <div className="known-answers">
        <Button
          tone={blocked ? 'primary' : 'plain'}
          icon={<RotateCw aria-hidden />}
          busy={adding.busy === 'looking'}
          onClick={onLook}
        >
          {t('gameCare.lookAgain')}
        </Button>
        <Button
          icon={<FolderOpen aria-hidden />}
          onClick={() => void orNotice(getBridge().games.openFound({ folder: game.folder }))}
        >
          {t('welcome.openFolder')}
        </Button>
        {!blocked && (
          <Button tone="primary" busy={adding.busy === 'adding'} onClick={onAdd}>
            {t('gameCare.addAnyway', { game: game.name })}
          </Button>
        )}
        <Button tone="quiet" onClick={onNo}>
          {t('gameCare.notNow')}
        </Button>
      </div>
    </div>
  );
}
