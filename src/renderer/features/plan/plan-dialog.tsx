import { Download, LoaderCircle, ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderId } from '../../../shared/model.ts';
import type { RequirementsPlan } from '../../../shared/requirements.ts';
import { formatBytes } from '../../i18n/format.ts';
import { i18n } from '../../i18n/i18n.ts';
import {
  beginPlanned,
  closePlan,
  replan,
  useInstallPlan,
  variantOf,
  type PlannedInstall,
} from '../../stores/install-plan.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { providerName } from '../../ui/provider-name.ts';
import { FileWarnings, runsCode } from './file-warnings.tsx';
import { PlanAlternatives, PlanOptional } from './plan-choices.tsx';
import { PlanFetch, PlanPresent } from './plan-mods.tsx';
import { PlanProblems } from './plan-problems.tsx';
import './plan.css';

/** An installation that needs a word first: what it would fetch, decide and change. */
export function PlanDialog() {
  const open = useInstallPlan((store) => store.open);
  return open === null ? null : <OpenPlan planned={open} />;
}

function OpenPlan({ planned }: { readonly planned: PlannedInstall }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const { name, file, plan, error, loading, chosen } = planned;
  const undecided = plan?.alternatives.some((one) => one.chosen === null) ?? false;
  const risky = error !== null || file.scan === 'flagged' || blocked(plan);
  const count = (plan?.install.length ?? 0) + 1;
  const begin = async (): Promise<void> => {
    setBusy(true);
    const begun = await beginPlanned(planned);
    setBusy(false);
    if (begun) closePlan();
  };
  return (
    <Dialog
      open
      onClose={closePlan}
      title={t('plan.title', { mod: name })}
      icon={<Download aria-hidden />}
      wide
      actions={
        <>
          <p className="plan-total">
            {loading ? <Working /> : undecided ? t('plan.chooseFirst') : totalWords(planned)}
          </p>
          <Button onClick={closePlan}>{t('common.cancel')}</Button>
          <Button
            tone={risky ? 'danger' : 'primary'}
            busy={busy || loading}
            disabled={undecided}
            onClick={() => void begin()}
          >
            {risky ? t('plan.installAnyway') : t('plan.install', { count })}
          </Button>
        </>
      }
    >
      {error !== null && (
        <ErrorCard compact error={error} onRetry={() => void replan(chosen)} also={t('plan.unread')} />
      )}
      {file.scan === 'flagged' ? (
        <Flagged provider={planned.modRef.provider} />
      ) : (
        <FileWarnings file={file} provider={planned.modRef.provider} />
      )}
      {plan !== null && (
        <>
          <PlanProblems plan={plan} provider={file.ref.provider} />
          <PlanAlternatives plan={plan} chosen={chosen} onChoose={(next) => void replan(next)} />
          <PlanFetch planned={planned} plan={plan} />
          <PlanPresent plan={plan} />
          <PlanOptional offered={planned.offered} chosen={chosen} onChoose={(next) => void replan(next)} />
        </>
      )}
      {!risky && !file.warnings.some(runsCode) && <p className="faint">{t('history.undoable')}</p>}
    </Dialog>
  );
}

/** What a program has done is not undone with its files: nothing here soothes. */
function Flagged({ provider }: { readonly provider: ProviderId }) {
  const { t } = useTranslation();
  return (
    <div className="plan-problem" data-tone="bad" role="alert">
      <ShieldAlert aria-hidden />
      <div>
        <p className="remark-title">{t('plan.flagged', { provider: providerName(provider) })}</p>
        <p>{t('plan.flaggedHint')}</p>
      </div>
    </div>
  );
}

function Working() {
  const { t } = useTranslation();
  return (
    <span role="status">
      <LoaderCircle className="spin" aria-hidden /> {t('plan.working')}
    </span>
  );
}

/** Something the player should not walk into without knowing; a choice that is still open is no such thing. */
const blocked = (plan: RequirementsPlan | null): boolean =>
  plan !== null && (plan.missing.length > 0 || plan.incompatible.length > 0);

/** "3 mods, 52 MB to fetch". */
function totalWords(planned: PlannedInstall): string {
  const files = [...(planned.plan?.install ?? []).map((mod) => variantOf(planned, mod)), planned.file];
  const sizes = files.map(({ size }) => size);
  const known = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  return i18n.t(!sizes.includes(null) ? 'plan.total' : known === 0 ? 'plan.totalUnknown' : 'plan.totalAtLeast', {
    count: files.length,
    size: formatBytes(known),
  });
}
