import { ClipboardCopy, FolderSearch, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameCheck as Check } from '../../../shared/games.ts';
import type { GameId } from '../../../shared/ids.ts';
import { getBridge } from '../../bridge.ts';
import { noticePlain, orNotice, settled } from '../../stores/notices.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { Button } from '../../ui/button.tsx';
import { FolderNotes } from './folder-notes.tsx';

/** What is to be known about the folders of a managed game, and the folders that are still missing. */
export function GameCheck({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  const [check, again] = useAsked(gameId, () => getBridge().games.check({ gameId }), true);
  return (
    <section className="settings-section" aria-label={t('gameCare.checkTitle')}>
      <div className="section-head">
        <h2>{t('gameCare.checkTitle')}</h2>
        <Button icon={<RefreshCw aria-hidden />} busy={check.loading} onClick={again}>
          {t('gameCare.lookAgain')}
        </Button>
      </div>
      {check.value === null ? (
        <p className="muted">{t('gameCare.looking')}</p>
      ) : (
        <>
          <FolderNotes warnings={check.value.warnings} sayNone />
          {check.value.unresolved.map((missing) => (
            <MissingTarget key={missing.name} gameId={gameId} missing={missing} onDone={again} />
          ))}
          {check.value.launchOptions !== null && <LaunchOptions text={check.value.launchOptions} />}
        </>
      )}
    </section>
  );
}

const missingHints = {
  'choose-folder': 'gameCare.chooseLoaderHint',
  'start-once': 'gameCare.startOnceHint',
  'holds-mods': 'gameCare.holdsModsHint',
} as const;

interface MissingTargetProps {
  readonly gameId: GameId;
  readonly missing: Check['unresolved'][number];
  readonly onDone: () => void;
}

function MissingTarget({ gameId, missing: { name, why }, onDone }: MissingTargetProps) {
  const { t } = useTranslation();
  const chosen = why === 'choose-folder';
  const complete = async (): Promise<void> => {
    const done = await orNotice(getBridge().games.completeTargets({ gameId, ...(chosen ? { target: name } : {}) }));
    if (done !== null) onDone();
  };
  return (
    <div className="panel setting-row">
      <div className="setting-words">
        <p className="setting-title">
          {t('gameCare.missingTarget')} (<bdi>{name}</bdi>)
        </p>
        <p className="muted">{t(missingHints[why])}</p>
      </div>
      <Button icon={chosen ? <FolderSearch aria-hidden /> : <RefreshCw aria-hidden />} onClick={() => void complete()}>
        {t(chosen ? 'gameCare.chooseLoader' : 'gameCare.lookAgain')}
      </Button>
    </div>
  );
}

function LaunchOptions({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const copy = async (): Promise<void> => {
    const done = await settled(getBridge().app.copyText({ text }));
    if (done.ok) noticePlain(t('gameCare.copied'));
  };
  return (
    <div className="panel setting-row">
      <div className="setting-words">
        <p className="setting-title">{t('gameCare.launchOptions')}</p>
        <p className="muted">{t('gameCare.launchOptionsHint')}</p>
        <code className="path">{text}</code>
      </div>
      <Button icon={<ClipboardCopy aria-hidden />} onClick={() => void copy()}>
        {t('gameCare.copy')}
      </Button>
    </div>
  );
}
