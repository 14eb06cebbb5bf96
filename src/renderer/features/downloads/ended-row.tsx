import { Ban, CircleAlert, CircleCheck, RotateCw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Download } from '../../../shared/jobs.ts';
import { errorLine } from '../../i18n/error-words.ts';
import { formatBytes, formatRelative } from '../../i18n/format.ts';
import { clearDownloads, retryDownloads } from '../../stores/downloads.ts';
import { showGame } from '../../stores/navigation.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { stateWords } from './download-words.ts';
import { DownloadSource } from './queue-row.tsx';

/** A download that has ended, with why, and another try where it did not end well. */
export function EndedRow({ download }: { readonly download: Download }) {
  const { t } = useTranslation();
  const { id, title, state, error, endedAt, bytesTotal } = download;
  const Icon = state === 'done' ? CircleCheck : state === 'failed' ? CircleAlert : Ban;
  return (
    <li className="download" data-state={state}>
      <span className="download-end">
        <Icon aria-hidden />
      </span>
      <div className="download-words">
        <p className="download-title">
          <OpenedTitle download={download} />
          <DownloadSource download={download} />
        </p>
        <p className="download-facts">
          <span>{stateWords(download, 0)}</span>
          {bytesTotal !== null && <span className="faint">{formatBytes(bytesTotal)}</span>}
          {endedAt !== null && <span className="faint">{t('downloads.ended', { when: formatRelative(endedAt) })}</span>}
        </p>
        {error !== null && <p className="download-error">{errorLine(error)}</p>}
      </div>
      <div className="download-actions">
        {state !== 'done' && (
          <Button
            size="sm"
            icon={<RotateCw aria-hidden />}
            aria-label={t('downloads.retryOne', { title })}
            onClick={() => void retryDownloads([id])}
          >
            {t('downloads.retry')}
          </Button>
        )}
        <IconButton size="sm" label={t('downloads.forgetOne', { title })} onClick={() => void clearDownloads([id])}>
          <X aria-hidden />
        </IconButton>
      </div>
    </li>
  );
}

/** Leads to the mod, where its game and its page are known. */
function OpenedTitle({ download: { title, wish, modRef } }: { readonly download: Download }) {
  const { t } = useTranslation();
  const words = (
    <bdi className="ellipsis" title={title}>
      {title}
    </bdi>
  );
  if (wish === null || modRef === null) return words;
  return (
    <button
      type="button"
      className="download-open"
      aria-label={t('downloads.openMod', { title })}
      onClick={() => showGame(wish.gameId, { name: 'mod', ref: modRef })}
    >
      {words}
    </button>
  );
}
