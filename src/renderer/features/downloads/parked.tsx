import { ExternalLink, LogIn } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { WaitsFor } from '../../../shared/jobs.ts';
import { getBridge } from '../../bridge.ts';
import { setJobsOpen } from '../../stores/jobs.ts';
import { accountsScreen, show } from '../../stores/navigation.ts';
import { orNotice } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { providerName } from '../../ui/provider-name.ts';

/** What the player has to do before a download goes on: the reason, the button, and what happens then. */
export function Parked({ title, waitsFor }: { readonly title: string; readonly waitsFor: WaitsFor }) {
  const { t } = useTranslation();
  return (
    <div className="parked">
      <p>{waitsFor.why}</p>
      {waitsFor.kind === 'page' ? (
        <>
          <p className="muted">{t('downloads.openPageThen')}</p>
          <Button
            size="sm"
            tone="primary"
            icon={<ExternalLink className="flip" aria-hidden />}
            aria-label={t('downloads.openPageOne', { title })}
            onClick={() => void orNotice(getBridge().app.openExternal({ url: waitsFor.url }))}
          >
            {t('downloads.openPage')}
          </Button>
        </>
      ) : (
        <>
          <p className="muted">{t('downloads.signInThen')}</p>
          <Button
            size="sm"
            tone="primary"
            icon={<LogIn className="flip" aria-hidden />}
            onClick={() => {
              setJobsOpen(false);
              show(accountsScreen);
            }}
          >
            {t('downloads.signIn', { provider: providerName(waitsFor.provider) })}
          </Button>
        </>
      )}
    </div>
  );
}
