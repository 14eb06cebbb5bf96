import { Eraser, FileCheck2, ShieldAlert, ShieldCheck, Wrench, type LucideIcon } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { VerifiedGame } from '../../../shared/model.ts';
import { gameName } from '../../stores/games.ts';
import { cancelJob, useWork } from '../../stores/jobs.ts';
import { purge, repair, useUpkeep, verify, type UpkeepVerb } from '../../stores/upkeep.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { ChangeDialog } from '../change/change-dialog.tsx';
import { describeChange } from '../history/sentences.ts';

export function Tools({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  const { verified, repaired, error } = useUpkeep(gameId);
  const [asking, setAsking] = useState(false);
  return (
    <section className="settings-section" aria-labelledby="tools-title">
      <h2 id="tools-title">{t('upkeep.tools')}</h2>
      <Tool gameId={gameId} verb="verify" icon={FileCheck2} start={() => void verify(gameId)}>
        {verified !== null && <Verified gameId={gameId} found={verified} />}
      </Tool>
      <Tool gameId={gameId} verb="repair" icon={Wrench} start={() => void repair(gameId)}>
        {repaired !== null && (
          <p className="tool-result" role="status">
            <ShieldCheck aria-hidden />
            {t('upkeep.repaired', { words: describeChange(repaired.changed) })}
          </p>
        )}
      </Tool>
      <Tool gameId={gameId} verb="purge" icon={Eraser} start={() => setAsking(true)} />
      {error !== null && (
        <ErrorCard
          error={error.data}
          onRetry={() => void (error.verb === 'verify' ? verify : error.verb === 'repair' ? repair : purge)(gameId)}
        />
      )}
      <ChangeDialog
        gameId={gameId}
        open={asking}
        onClose={() => setAsking(false)}
        change={{ verb: 'purge' }}
        title={t('upkeep.purgeTitle', { game: gameName(gameId) })}
        icon={<Eraser aria-hidden />}
        confirm={t('upkeep.purgeConfirm')}
        tone="danger"
        onConfirm={() => purge(gameId)}
      >
        <p>{t('upkeep.purgeHint')}</p>
      </ChangeDialog>
    </section>
  );
}

const words = {
  verify: ['upkeep.verify', 'upkeep.verifyHint', 'upkeep.verifyNow'],
  repair: ['upkeep.repair', 'upkeep.repairHint', 'upkeep.repairNow'],
  purge: ['upkeep.purge', 'upkeep.purgeHint', 'upkeep.purgeNow'],
} as const satisfies Record<UpkeepVerb, readonly string[]>;

interface ToolProps {
  readonly gameId: GameId;
  readonly verb: UpkeepVerb;
  readonly icon: LucideIcon;
  readonly start: () => void;
  readonly children?: ReactNode;
}

function Tool({ gameId, verb, icon: Icon, start, children }: ToolProps) {
  const { t } = useTranslation();
  const { running } = useUpkeep(gameId);
  const [title, hint, now] = words[verb];
  return (
    <div className="panel tool">
      <div className="setting-row">
        <span className="tool-icon">
          <Icon aria-hidden />
        </span>
        <div className="setting-words">
          <h3 className="setting-title">{t(title)}</h3>
          <p className="muted">{t(hint)}</p>
        </div>
        <Button
          tone={verb === 'purge' ? 'danger' : 'plain'}
          busy={running === verb}
          disabled={running !== null && running !== verb}
          onClick={start}
        >
          {t(now)}
        </Button>
      </div>
      {running === verb && <Running gameId={gameId} verb={verb} label={t(title)} />}
      {children}
    </div>
  );
}

interface RunningProps {
  readonly gameId: GameId;
  readonly verb: UpkeepVerb;
  readonly label: string;
}

function Running({ gameId, verb, label }: RunningProps) {
  const { t } = useTranslation();
  const job = useWork(gameId, verb);
  const { filesDone = 0, filesTotal = null } = job ?? {};
  return (
    <div className="tool-progress">
      <ProgressBar label={label} value={filesTotal === null || filesTotal === 0 ? null : filesDone / filesTotal} />
      <p className="faint">
        {filesTotal === null ? t('upkeep.starting') : t('upkeep.running', { done: filesDone, total: filesTotal })}
      </p>
      {job !== null && (
        <Button size="sm" onClick={() => void cancelJob(job.id)}>
          {t('upkeep.stop')}
        </Button>
      )}
    </div>
  );
}

function Verified({ gameId, found }: { readonly gameId: GameId; readonly found: VerifiedGame }) {
  const { t } = useTranslation();
  const { changes, files, damagedBlobs } = found;
  const well = changes.length === 0 && damagedBlobs.length === 0;
  return (
    <div className="tool-result" data-tone={well ? undefined : 'warn'} role="status">
      {well ? <ShieldCheck aria-hidden /> : <ShieldAlert aria-hidden />}
      <div className="setting-words">
        <p>
          {changes.length === 0
            ? t('upkeep.verifiedGood', { count: files })
            : t('upkeep.verifiedBad', { count: changes.length })}
        </p>
        {damagedBlobs.length > 0 && <p>{t('upkeep.damaged', { count: damagedBlobs.length })}</p>}
      </div>
      {!well && (
        <Button size="sm" icon={<Wrench aria-hidden />} onClick={() => void repair(gameId)}>
          {t('upkeep.repairNow')}
        </Button>
      )}
    </div>
  );
}
