import { RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Download } from '../../../shared/jobs.ts';
import { errorWords } from '../../i18n/error-words.ts';
import { formatRelative } from '../../i18n/format.ts';
import { resumeDownloads } from '../../stores/downloads.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/use-now.ts';

/** What broke a download off that goes on by itself, when that is, and the button for whoever will not wait. */
export function NextTry({ download }: { readonly download: Download }) {
  const { t } = useTranslation();
  const { id, title, state, error, notBefore } = download;
  const now = useNow(notBefore === null ? null : 1_000);
  if (error === null || (state !== 'queued' && state !== 'resolving')) return null;
  const waits = state === 'queued' && notBefore !== null && notBefore > now;
  return (
    <p className="next-try" role="status">
      <span>{errorWords(error).message}</span>{' '}
      <span className="faint">
        {waits ? t('downloads.nextTry', { when: formatRelative(notBefore, now) }) : t('downloads.triesNow')}
      </span>
      {waits && (
        <Button
          size="sm"
          tone="quiet"
          icon={<RotateCw aria-hidden />}
          aria-label={t('downloads.tryNowOne', { title })}
          onClick={() => void resumeDownloads([id])}
        >
          {t('downloads.tryNow')}
        </Button>
      )}
    </p>
  );
}

/** Whether a download has been broken off and waits for its next try. */
export const isBroken = (download: Download | null): boolean =>
  download !== null && download.error !== null && (download.state === 'queued' || download.state === 'resolving');
