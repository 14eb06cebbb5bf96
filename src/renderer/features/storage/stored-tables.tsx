import { useState, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoredMod, StoreStats } from '../../../shared/storage.ts';
import { i18n } from '../../i18n/i18n.ts';
import { formatBytes, formatNumber } from '../../i18n/format.ts';
import { gameName } from '../../stores/games.ts';
import { Button } from '../../ui/button.tsx';

interface StoredProps {
  readonly stats: StoreStats;
}

export function StoredGames({ stats: { games } }: StoredProps) {
  const { t } = useTranslation();
  const most = Math.max(1, ...games.map((game) => game.bytes));
  return (
    <>
      <h3>{t('storage.games')}</h3>
      <ul className="panel stored-games">
        {games.map((game) => (
          <li key={game.gameId}>
            <bdi className="setting-title ellipsis">{game.name}</bdi>
            <span className="faint">{t('storage.states', { count: game.generations })}</span>
            <span className="stored-bytes">{formatBytes(game.bytes)}</span>
            <span className="stored-bar" aria-hidden style={{ '--share': game.bytes / most } as CSSProperties} />
          </li>
        ))}
      </ul>
    </>
  );
}

export function StoredMods({ stats: { mods } }: StoredProps) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  if (mods.length === 0) return null;
  const shown = all ? mods : mods.slice(0, largest);
  return (
    <>
      <h3 id="stored-mods">{t('storage.mods')}</h3>
      {/* A region that scrolls has to be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="panel stored-mods" role="region" aria-labelledby="stored-mods" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('storage.mod')}</th>
              <th scope="col">{t('storage.files')}</th>
              <th scope="col" title={t('storage.sharedHint')}>
                {t('storage.shared')}
              </th>
              <th scope="col">{t('storage.archive')}</th>
              <th scope="col">{t('storage.versions')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((mod) => (
              <tr key={`${mod.gameId} ${mod.entry}`}>
                <th scope="row">
                  <bdi className="setting-title">{mod.name}</bdi>
                  <span className="faint">
                    {[gameName(mod.gameId), placeWords(mod)].filter((words) => words !== null).join(' · ')}
                  </span>
                </th>
                <td>{formatBytes(mod.bytes)}</td>
                <td>{mod.sharedBytes === 0 ? '—' : formatBytes(mod.sharedBytes)}</td>
                <td>{mod.archiveBytes === 0 ? '—' : formatBytes(mod.archiveBytes)}</td>
                <td className="stored-versions">
                  <Versions mod={mod} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < mods.length && (
        <Button size="sm" onClick={() => setAll(true)}>
          {t('storage.allMods', { count: mods.length })}
        </Button>
      )}
    </>
  );
}

/** Rows that are shown at once: the largest tell where the space went. */
const largest = 10;

function placeWords({ where }: StoredMod): string | null {
  if (where === 'loadout') return null;
  return i18n.t(where === 'profile' ? 'storage.otherProfile' : 'storage.notActive');
}

const shownVersions = 2;

/** By name where the author gives them one, else their number. */
function Versions({ mod: { versions, versionNames } }: { readonly mod: StoredMod }) {
  const { t } = useTranslation();
  const shown = versionNames.slice(0, shownVersions);
  if (shown.length === 0) return formatNumber(versions);
  const more = versions - shown.length;
  return (
    <>
      <bdi title={versionNames.join(', ')}>{shown.join(', ')}</bdi>
      {more > 0 && <span className="faint">{t('storage.more', { count: more })}</span>}
    </>
  );
}
