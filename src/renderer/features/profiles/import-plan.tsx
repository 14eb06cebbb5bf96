import { CircleAlert, FileInput, LogIn, Swords } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { ImportPlan, SharedModPlan } from '../../../shared/share.ts';
import { i18n } from '../../i18n/i18n.ts';
import { gameName } from '../../stores/games.ts';
import { signInScreen, show } from '../../stores/navigation.ts';
import { beginImport, closeSharing, importElsewhere } from '../../stores/share.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { providerName } from '../../ui/provider-name.ts';
import { linesShown, NameList, ShareSection } from './name-list.tsx';

interface ImportPlanProps {
  readonly gameId: GameId;
  readonly text: string;
  readonly plan: ImportPlan;
}

/** What an import would do, before it does it. */
export function ImportPlanDialog({ gameId, text, plan }: ImportPlanProps) {
  const { t } = useTranslation();
  const wanted = plan.mods.filter(({ status }) => status !== 'cannot-fetch').length;
  const possible = plan.sameGame && wanted > 0;
  return (
    <Dialog
      open
      onClose={closeSharing}
      title={t('share.planTitle', { name: plan.name })}
      icon={<FileInput aria-hidden />}
      wide
      actions={
        <>
          <Button onClick={closeSharing}>{t('common.cancel')}</Button>
          <Button tone="primary" disabled={!possible} onClick={() => void beginImport(gameId, text, plan)}>
            {t('share.start', { count: wanted })}
          </Button>
        </>
      }
    >
      {plan.sameGame ? (
        <p>{wanted === 0 ? t('share.nothingToImport') : t('share.planLead', { profile: plan.profile })}</p>
      ) : (
        <OtherGame gameId={gameId} text={text} plan={plan} />
      )}
      <SharedMods plan={plan} />
      {plan.winners > 0 && (
        <p className="preview-remark">
          <Swords aria-hidden />
          {t('share.winners', { count: plan.winners })}
        </p>
      )}
    </Dialog>
  );
}

function OtherGame({ gameId, text, plan }: ImportPlanProps) {
  const { t } = useTranslation();
  return (
    <div className="plan-problem" data-tone="bad" role="alert">
      <CircleAlert aria-hidden />
      <div>
        <p className="remark-title">{t('share.otherGame', { game: plan.game })}</p>
        <p className="muted">
          {plan.fits.length === 0 ? t('share.otherGameHint') : t('share.otherGameHave', { here: gameName(gameId) })}
        </p>
        {plan.fits.map((other) => (
          <Button key={other} size="sm" onClick={() => importElsewhere(other, text)}>
            {t('share.importInto', { game: gameName(other) })}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** What cannot be had comes first: it is what the player may want to do something about. */
function SharedMods({ plan: { mods, leftOut } }: { readonly plan: ImportPlan }) {
  const { t } = useTranslation();
  const of = (status: SharedModPlan['status']): readonly SharedModPlan[] => mods.filter((mod) => mod.status === status);
  const waiting = of('needs-sign-in');
  return (
    <>
      <ModSection
        title={t('share.needsSignIn')}
        hint={t('share.needsSignInHint')}
        mods={waiting}
        aside={<SignIns mods={waiting} />}
      />
      <ModSection title={t('share.cannotFetch')} hint={t('share.cannotFetchHint')} mods={of('cannot-fetch')} />
      <NameList title={t('share.leftOut')} hint={t('share.leftOutHint')} names={leftOut} />
      <ModSection title={t('share.toFetch')} mods={of('to-fetch')} />
      <ModSection title={t('share.inStore')} mods={of('in-store')} />
    </>
  );
}

function SignIns({ mods }: { readonly mods: readonly SharedModPlan[] }): ReactNode {
  const { t } = useTranslation();
  const providers = [...new Set(mods.flatMap(({ provider }) => provider ?? []))];
  return (
    <div className="share-sign-ins">
      {providers.map((provider) => (
        <Button
          key={provider}
          size="sm"
          icon={<LogIn className="flip" aria-hidden />}
          onClick={() => {
            closeSharing();
            show(signInScreen(provider));
          }}
        >
          {t('share.signIn', { provider: providerName(provider) })}
        </Button>
      ))}
    </div>
  );
}

interface ModSectionProps {
  readonly title: string;
  readonly hint?: string;
  readonly mods: readonly SharedModPlan[];
  readonly aside?: ReactNode;
}

function ModSection({ mods, ...rest }: ModSectionProps) {
  return (
    <ShareSection {...rest} count={mods.length}>
      {mods.slice(0, linesShown).map((mod, index) => (
        <li key={index} className="share-line">
          <bdi className="ellipsis">{mod.name}</bdi>
          <span className="faint">{factsOf(mod)}</span>
        </li>
      ))}
    </ShareSection>
  );
}

const factsOf = ({ version, provider, enabled }: SharedModPlan): string =>
  [version, provider === null ? null : providerName(provider), enabled ? null : i18n.t('share.off')]
    .filter((part) => part !== null)
    .join(' · ');
