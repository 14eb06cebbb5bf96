import { FolderOpen, Lock, RotateCw, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FolderInspection } from '../../../shared/ipc/contract.ts';
import type { GameDefinition } from '../../../shared/games.ts';
import { i18n } from '../../i18n/i18n.ts';
import { useGameDrafts } from '../../stores/game-drafts.ts';
import { useGames } from '../../stores/games.ts';
import { providerNames } from '../../ui/provider-name.ts';
import { Button } from '../../ui/button.tsx';
import { GameFace } from '../../ui/game-face.tsx';
import { CustomGame } from './custom-game.tsx';
import { FolderNotes } from './folder-notes.tsx';
import { FolderPath } from './folder-path.tsx';
import { NearbyGames } from './nearby-games.tsx';
import { systemHere } from './system-here.ts';
import type { Adding } from './use-adding.ts';

interface FolderResultProps {
  readonly adding: Adding;
  readonly inspection: FolderInspection;
}

/** What was found in the chosen folder, and what can be done with it. */
export function FolderResult({ adding, inspection }: FolderResultProps) {
  const { t } = useTranslation();
  const definitions = useGames((store) => store.definitions);
  const begun = useGameDrafts((store) => store.custom !== null);
  const nearby = inspection.nearby.length > 0;
  const [custom, setCustom] = useState(begun || (inspection.recognisedAs.length === 0 && !nearby));
  const known = inspection.recognisedAs.flatMap((id) => definitions.filter((one) => one.id === id));
  const fault = faultOf(inspection);
  // What is to be known of a folder above many games is not about one of them.
  const elsewhere = nearby && !custom;
  const barred = fault === null && inspection.warnings.some(({ blocks }) => blocks);
  return (
    <section className="folder-result" aria-live="polite">
      <div className="folder-path">
        <FolderOpen aria-hidden />
        <FolderPath path={inspection.path} />
        <Button
          size="sm"
          tone={barred ? 'plain' : 'quiet'}
          busy={adding.busy === 'looking'}
          onClick={() => void adding.choose()}
        >
          {t('welcome.chooseOther')}
        </Button>
      </div>
      {fault === null && inspection.warnings.length > 0 && (!elsewhere || barred) && (
        <div role={barred ? 'alert' : undefined}>
          <FolderNotes warnings={inspection.warnings} />
        </div>
      )}
      {fault !== null ? (
        <FolderFault {...fault} adding={adding} />
      ) : elsewhere ? (
        <NearbyGames inspection={inspection} adding={adding} onOther={barred ? null : () => setCustom(true)} />
      ) : barred ? null : custom ? (
        <CustomGame adding={adding} inspection={inspection} recognised={known.length > 0} />
      ) : (
        <>
          <h2 className="section-title" data-takes-focus>
            {known.length > 1 ? t('welcome.recognisedMany') : t('welcome.recognised')}
          </h2>
          <ul className="known-games">
            {known.map((definition, index) => (
              <li key={definition.id}>
                <KnownGame definition={definition} adding={adding} path={inspection.path} first={index === 0} />
              </li>
            ))}
          </ul>
          <Button tone="quiet" onClick={() => setCustom(true)}>
            {t('welcome.other')}
          </Button>
        </>
      )}
    </section>
  );
}

interface KnownGameProps {
  readonly definition: GameDefinition;
  readonly adding: Adding;
  readonly path: string;
  readonly first: boolean;
}

function KnownGame({ definition, adding, path, first }: KnownGameProps) {
  const { t } = useTranslation();
  const providers = providerNames(Object.keys(definition.providers));
  const byLoader = definition.targets.every(({ root }) => root === 'tool');
  const request = { path, as: definition.id };
  return (
    <article className="known-game" data-first={first || undefined}>
      <span className="known-tile">
        <GameFace name={definition.name} cover={null} />
      </span>
      <div className="known-words">
        <h3 className="known-name">{definition.name}</h3>
        <p className="muted">
          {t('welcome.modsGoTo', { folder: foldersHere(definition).join(', ') })}
          {' · '}
          {providers === '' ? t('welcome.noSource') : t('welcome.modsFrom', { providers })}
        </p>
        {byLoader && <p className="muted">{t('gameCare.chooseLoaderHint')}</p>}
      </div>
      <Button
        tone={first ? 'primary' : 'plain'}
        aria-label={t('welcome.addAs', { game: definition.name })}
        busy={adding.busy !== null}
        onClick={() => void (byLoader ? adding.addWithLoader(request) : adding.add(request))}
      >
        {adding.busy === 'adding' ? t('welcome.adding') : t('welcome.add')}
      </Button>
    </article>
  );
}

/** The folders that this system's build uses; all where none is said to. */
function foldersHere({ targets }: GameDefinition): readonly string[] {
  const here = targets.filter(({ os }) => os === undefined || os.includes(systemHere()));
  return (here.length > 0 ? here : targets).map(({ path }) => path);
}

interface Fault {
  readonly kind: 'missing' | 'locked';
  readonly title: string;
  readonly hint: string;
}

function faultOf(inspection: FolderInspection): Fault | null {
  if (!inspection.exists) {
    return { kind: 'missing', title: i18n.t('welcome.folderMissing'), hint: i18n.t('welcome.folderMissingHint') };
  }
  if (!inspection.writable) {
    return { kind: 'locked', title: i18n.t('welcome.notWritable'), hint: i18n.t('welcome.notWritableHint') };
  }
  return null;
}

function FolderFault({ kind, title, hint, adding }: Fault & { readonly adding: Adding }) {
  const { t } = useTranslation();
  return (
    <div className="error-card" role="alert">
      <span className="error-icon">{kind === 'locked' ? <Lock aria-hidden /> : <TriangleAlert aria-hidden />}</span>
      <div className="error-words">
        <p className="error-title">{title}</p>
        <p className="muted">{hint}</p>
        <div className="error-actions">
          <Button
            size="sm"
            icon={<RotateCw aria-hidden />}
            busy={adding.busy === 'looking'}
            onClick={() => void adding.lookAgain()}
          >
            {t('gameCare.lookAgain')}
          </Button>
        </div>
      </div>
    </div>
  );
}
