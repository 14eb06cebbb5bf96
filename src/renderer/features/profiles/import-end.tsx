import { CircleAlert, CircleCheck, ExternalLink, LogIn, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ErrorData } from '../../../shared/errors.ts';
import type { GameId } from '../../../shared/ids.ts';
import type { Imported } from '../../../shared/share.ts';
import { getBridge } from '../../bridge.ts';
import { errorLine } from '../../i18n/error-words.ts';
import { useIsLastStep } from '../../stores/batches.ts';
import { useHistoryStore } from '../../stores/history.ts';
import { accountsScreen, show } from '../../stores/navigation.ts';
import { orNotice } from '../../stores/notices.ts';
import { closeSharing, takeImportBack } from '../../stores/share.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { linesShown, ShareSection } from './name-list.tsx';

interface ImportDoneProps {
  readonly gameId: GameId;
  readonly imported: Imported;
}

/** What an import has brought, what it could not, and the one way back from all of it. */
export function ImportDone({ gameId, imported }: ImportDoneProps) {
  const { t } = useTranslation();
  const moving = useHistoryStore((store) => store.moving !== null);
  const { profile, installed, skipped, before } = imported;
  const isLast = useIsLastStep({ gameId, before });
  return (
    <Dialog
      open
      onClose={closeSharing}
      title={t('share.doneTitle', { name: profile })}
      icon={<CircleCheck aria-hidden />}
      wide={skipped.length > 0}
      actions={
        <>
          {isLast && (
            <Button icon={<Undo2 aria-hidden />} busy={moving} onClick={() => void takeImportBack(gameId)}>
              {t('share.takeBack')}
            </Button>
          )}
          <Button tone="primary" onClick={closeSharing}>
            {t('share.done')}
          </Button>
        </>
      }
    >
      <p>{t('share.doneLead', { count: installed })}</p>
      <ShareSection title={t('share.skipped')} count={skipped.length}>
        {skipped.slice(0, linesShown).map((one, index) => (
          <li key={index} className="share-skipped">
            <div>
              <p className="plan-name">
                <bdi>{one.name}</bdi>
              </p>
              <p className="muted">{errorLine(one.error)}</p>
            </div>
            {one.error.code === 'needs_sign_in' && <ToAccounts />}
            {one.pageUrl !== null && <OpenPage name={one.name} url={one.pageUrl} />}
          </li>
        ))}
      </ShareSection>
    </Dialog>
  );
}

function toAccounts(): void {
  closeSharing();
  show(accountsScreen);
}

function ToAccounts() {
  const { t } = useTranslation();
  return (
    <Button size="sm" icon={<LogIn className="flip" aria-hidden />} onClick={toAccounts}>
      {t('accounts.signIn')}
    </Button>
  );
}

function OpenPage({ name, url }: { readonly name: string; readonly url: string }) {
  const { t } = useTranslation();
  return (
    <IconButton
      size="sm"
      label={t('share.openPage', { name })}
      onClick={() => void orNotice(getBridge().app.openExternal({ url }))}
    >
      <ExternalLink className="flip" aria-hidden />
    </IconButton>
  );
}

export function ImportFailed({ name, error }: { readonly name: string; readonly error: ErrorData }) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      onClose={closeSharing}
      title={t('share.failedTitle')}
      icon={<CircleAlert aria-hidden />}
      actions={
        <Button tone="primary" onClick={closeSharing}>
          {t('common.close')}
        </Button>
      }
    >
      <p>{t('share.working', { name })}</p>
      <ErrorCard error={error} />
    </Dialog>
  );
}
