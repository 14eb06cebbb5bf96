import { LogIn } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { JobId } from '../../../shared/ids.ts';
import type { WaitsFor } from '../../../shared/jobs.ts';
import { worded } from '../../i18n/say.ts';
import { setJobsOpen } from '../../stores/jobs.ts';
import { signInScreen, show } from '../../stores/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { providerName } from '../../ui/provider-name.ts';
import { NexusLinksHint, PageButtons, pageWords } from './page-steps.tsx';

interface ParkedProps {
  readonly title: string;
  readonly waitsFor: WaitsFor;
  /** The download, where it is known. */
  readonly id?: JobId;
}

/** What the player has to do before a download goes on: the reason, the button, and what happens then. */
export function Parked({ title, waitsFor, id }: ParkedProps) {
  const { t } = useTranslation();
  return (
    <div className="parked">
      <p className="muted">{worded(waitsFor.why)}</p>
      {waitsFor.kind === 'page' ? (
        <>
          <p className="parked-step">{pageWords(waitsFor.url)}</p>
          <NexusLinksHint url={waitsFor.url} />
          <div className="parked-buttons">
            <PageButtons url={waitsFor.url} title={title} id={id ?? null} />
          </div>
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
              show(signInScreen(waitsFor.provider));
            }}
          >
            {t('downloads.signIn', { provider: providerName(waitsFor.provider) })}
          </Button>
        </>
      )}
    </div>
  );
}
