import { ArrowRight, CircleArrowUp, Info } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryId, GameId } from '../../../shared/ids.ts';
import type { PlannedUpdate, SkipReason, UpdatePlan } from '../../../shared/updates.ts';
import { formatBytes, formatList } from '../../i18n/format.ts';
import { i18n } from '../../i18n/i18n.ts';
import { applyUpdates } from '../../stores/update-run.ts';
import { planUpdates } from '../../stores/updates.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { ChangelogView } from '../mod/changelog-view.tsx';
import { FileWarnings } from '../plan/file-warnings.tsx';
import { PlanProblems } from '../plan/plan-problems.tsx';
import '../plan/plan.css';

interface UpdateDialogProps {
  readonly gameId: GameId;
  readonly entries: readonly EntryId[];
  readonly onClose: () => void;
}

/** What updating would fetch and change; nothing happens before the yes. */
export function UpdateDialog({ gameId, entries, onClose }: UpdateDialogProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [plan, again] = useAsked(entries.join(' '), () => planUpdates(gameId, entries));
  const count = plan.value?.updates.length ?? 0;
  const apply = async (value: UpdatePlan): Promise<void> => {
    setBusy(true);
    const begun = await applyUpdates(value);
    setBusy(false);
    if (begun) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('updates.planTitle')}
      icon={<CircleArrowUp aria-hidden />}
      wide
      actions={
        <>
          <p className="plan-total">{plan.value !== null && totalWords(plan.value)}</p>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            tone="primary"
            busy={busy || plan.loading}
            disabled={plan.value === null || count === 0}
            onClick={() => plan.value !== null && void apply(plan.value)}
          >
            {t('updates.apply', { count })}
          </Button>
        </>
      }
    >
      {plan.error !== null && <ErrorCard compact error={plan.error} onRetry={again} />}
      {plan.value === null ? plan.error === null && <PlanSkeleton /> : <PlanBody plan={plan.value} />}
      <p className="faint">{t('updates.oldStays')}</p>
    </Dialog>
  );
}

function PlanSkeleton() {
  const { t } = useTranslation();
  return (
    <div className="preview-loading" role="status">
      <span className="sr-only">{t('plan.working')}</span>
      <div className="skeleton" aria-hidden />
      <div className="skeleton" aria-hidden />
    </div>
  );
}

function totalWords(plan: UpdatePlan): string {
  const needed = plan.requirements.flatMap(({ install }) => install.map(({ file }) => file.size));
  const sizes = [...plan.updates.map(({ file }) => file.size), ...needed];
  const size = formatBytes(sizes.reduce<number>((sum, one) => sum + (one ?? 0), 0));
  return i18n.t(sizes.includes(null) ? 'updates.totalAtLeast' : 'updates.total', { size });
}

function PlanBody({ plan }: { readonly plan: UpdatePlan }) {
  const { t } = useTranslation();
  return (
    <>
      <ul className="plan-list">
        {plan.updates.map((update) => (
          <li key={update.entry}>
            <PlannedRow update={update} />
          </li>
        ))}
      </ul>
      {plan.requirements.map((one) => (
        <section key={one.name} className="update-needs">
          <PlanProblems
            plan={one}
            provider={plan.updates.find(({ name }) => name === one.name)?.file.ref.provider ?? null}
          />
          {one.install.length > 0 && (
            <p className="preview-remark">
              <Info aria-hidden />
              {t('updates.alsoNeeds', { mod: one.name, names: one.install.map(({ name }) => name).join(', ') })}
            </p>
          )}
        </section>
      ))}
      {plan.unread.length > 0 && (
        <p className="preview-remark" data-tone="warn">
          <Info aria-hidden />
          {t('updates.unread', { count: plan.unread.length })}
        </p>
      )}
      {plan.skipped.length > 0 && (
        <p className="muted">
          {t('updates.skipped', {
            names: plan.skipped.map(({ name, why }) => `${name} (${t(skipKeys[why])})`).join(', '),
          })}
        </p>
      )}
    </>
  );
}

const skipKeys = {
  pinned: 'updates.skipPinned',
  current: 'updates.skipCurrent',
  look: 'updates.skipLook',
  gone: 'updates.skipGone',
  unchecked: 'updates.skipUnchecked',
  'from-archive': 'updates.skipArchive',
} as const satisfies Record<SkipReason, string>;

function PlannedRow({ update: { name, from, to, file, changes, keeps = [] } }: { readonly update: PlannedUpdate }) {
  const { t } = useTranslation();
  return (
    <div className="plan-mod">
      <p className="plan-name">
        <bdi>{name}</bdi>
      </p>
      <p className="plan-size">{file.size === null ? t('mod.sizeUnknown') : formatBytes(file.size)}</p>
      <p className="update-versions plan-why">
        <span>{from ?? t('common.unknown')}</span>
        <ArrowRight className="flip" aria-hidden />
        <span className="sr-only">{t('updates.to')}</span>
        <strong>{to ?? file.name}</strong>
      </p>
      <FileWarnings file={file} provider={file.ref.provider} />
      {keeps.length > 0 && (
        <p className="plan-why faint">{t('updates.keepsChoices', { choices: formatList(keeps) })}</p>
      )}
      {changes.some(({ text }) => text.length > 0) && (
        <details className="plan-why">
          <summary>{t('updates.whatsNew')}</summary>
          <ChangelogView entries={changes} />
        </details>
      )}
    </div>
  );
}
