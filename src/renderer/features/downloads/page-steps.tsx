import { ExternalLink, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { JobId } from '../../../shared/ids.ts';
import { i18n } from '../../i18n/i18n.ts';
import { resumeDownloads } from '../../stores/downloads.ts';
import {
  isNexusPage,
  openDownloadPage,
  takeLinksAndOpen,
  useLinksElsewhere,
  useOpenedPages,
} from '../../stores/parked-pages.ts';
import { Button } from '../../ui/button.tsx';

/** What to press on the page, and what happens then. */
export const pageWords = (url: string): string =>
  i18n.t(isNexusPage(url) ? 'downloads.pressSlow' : 'downloads.doOnPage');

/** The page can hand the download over only when its links lead here. */
export function NexusLinksHint({ url }: { readonly url: string }) {
  const { t } = useTranslation();
  if (!useLinksElsewhere(url)) return null;
  return (
    <p className="links-hint">
      {t('downloads.linksElsewhere')}{' '}
      <Button size="sm" tone="primary" onClick={() => void takeLinksAndOpen(url)}>
        {t('downloads.takeLinks')}
      </Button>
    </p>
  );
}

interface PageButtonsProps {
  readonly url: string;
  readonly title: string;
  /** Of the download, where it can go on without a link. */
  readonly id: JobId | null;
}

export function PageButtons({ url, title, id }: PageButtonsProps) {
  const { t } = useTranslation();
  const opened = useOpenedPages((store) => store.urls.has(url));
  const elsewhere = useLinksElsewhere(url);
  return (
    <>
      <Button
        size="sm"
        tone={elsewhere ? 'plain' : 'primary'}
        icon={<ExternalLink className="flip" aria-hidden />}
        aria-label={t(opened ? 'downloads.openAgainOne' : 'downloads.openPageOne', { title })}
        onClick={() => void openDownloadPage(url)}
      >
        {t(opened ? 'downloads.openAgain' : 'downloads.openPage')}
      </Button>
      {id !== null && !isNexusPage(url) && (
        <Button size="sm" icon={<Play aria-hidden />} onClick={() => void resumeDownloads([id])}>
          {t('plan.goOn')}
        </Button>
      )}
    </>
  );
}
