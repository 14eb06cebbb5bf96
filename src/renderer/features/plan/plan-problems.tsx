import { Ban, CircleSlash, ExternalLink, Info, Repeat } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModFile, ProviderId } from '../../../shared/model.ts';
import { isPartOfGame, type NeededThing, type RequirementsPlan } from '../../../shared/requirements.ts';
import { getBridge } from '../../bridge.ts';
import { worded } from '../../i18n/say.ts';
import { planInstead } from '../../stores/install-plan.ts';
import { orNotice } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';

interface PlanProblemsProps {
  readonly plan: RequirementsPlan;
  /** Of the file that is to be installed; null: not known. */
  readonly provider: ProviderId | null;
}

/** What stands in the way, and what the player has to know. Each says which mod it is about and why. */
export function PlanProblems({ plan, provider }: PlanProblemsProps) {
  const { t } = useTranslation();
  return (
    <>
      {plan.missing.map(({ requirement, neededBy, why }) => (
        <Problem
          key={`missing ${requirement.name}`}
          tone="bad"
          icon={<CircleSlash aria-hidden />}
          title={t('plan.missing', { mod: neededBy, name: requirement.name })}
          text={worded(why)}
          url={requirement.url}
        />
      ))}
      {plan.instead !== null && <Instead file={plan.instead} />}
      {plan.incompatible.map(({ requirement, neededBy, entry }) => (
        <Problem
          key={`incompatible ${neededBy} ${requirement.name}`}
          tone="bad"
          icon={<Ban aria-hidden />}
          title={t('plan.incompatible', { mod: neededBy, name: requirement.name })}
          text={[requirement.note, entry === null ? t('plan.wouldCome') : t('plan.turnOff', { name: requirement.name })]
            .filter((part) => part !== '')
            .join(' ')}
          url={null}
        />
      ))}
      {plan.outside
        .filter((one) => isWorthAWord(one, provider))
        .map(({ requirement, neededBy }) => (
          <Problem
            key={`outside ${requirement.name}`}
            tone="plain"
            icon={<Info aria-hidden />}
            title={t('plan.outside', { mod: neededBy, name: requirement.name })}
            text={requirement.note === '' ? t('plan.outsideHint') : requirement.note}
            url={requirement.url}
          />
        ))}
      {plan.cycles.map((cycle) => (
        <Problem
          key={`cycle ${cycle.join(' ')}`}
          tone="plain"
          icon={<Repeat aria-hidden />}
          title={t('plan.cycle', { mods: cycle.join(', ') })}
          text={t('plan.cycleHint')}
          url={null}
        />
      ))}
    </>
  );
}

function Instead({ file }: { readonly file: ModFile }) {
  const { t } = useTranslation();
  return (
    <p className="plan-instead">
      <Button tone="primary" onClick={() => void planInstead(file)}>
        {t('plan.instead', { version: file.version ?? file.name })}
      </Button>
    </p>
  );
}

/** Parts of the game are there: one that is not counts as missing. */
const isWorthAWord = ({ requirement }: NeededThing, provider: ProviderId | null): boolean =>
  !isPartOfGame(provider, requirement) && (requirement.url !== null || requirement.note !== '');

interface ProblemProps {
  readonly tone: 'bad' | 'plain';
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly url: string | null;
}

function Problem({ tone, icon, title, text, url }: ProblemProps) {
  const { t } = useTranslation();
  return (
    <div className="plan-problem" data-tone={tone} role="note">
      {icon}
      <div>
        <p className="remark-title">{title}</p>
        <p className="muted">{text}</p>
        {url !== null && (
          <Button
            size="sm"
            icon={<ExternalLink aria-hidden />}
            onClick={() => void orNotice(getBridge().app.openExternal({ url }))}
          >
            {t('plan.openPage')}
          </Button>
        )}
      </div>
    </div>
  );
}
