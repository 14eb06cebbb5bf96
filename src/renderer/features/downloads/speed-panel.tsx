import { useTranslation } from 'react-i18next';
import type { Download } from '../../../shared/jobs.ts';
import { formatBytes, formatDuration } from '../../i18n/format.ts';
import { speedSeconds, totalRate, useDownloads } from '../../stores/downloads.ts';

/** How fast it goes, how much is left, and the last two minutes as a graph. */
export function SpeedPanel({ queue }: { readonly queue: readonly Download[] }) {
  const { t } = useTranslation();
  const rate = totalRate(queue);
  const known = queue.filter(({ bytesTotal }) => bytesTotal !== null);
  const left = known.reduce((sum, one) => sum + Math.max(0, (one.bytesTotal ?? 0) - one.bytesDone), 0);
  return (
    <div className="panel speed-panel">
      <dl>
        <div>
          <dt>{t('downloads.speed')}</dt>
          <dd className="speed-now">
            {rate === 0 ? t('downloads.idle') : t('downloads.perSecond', { bytes: formatBytes(rate) })}
          </dd>
        </div>
        <div>
          <dt>{t('downloads.total')}</dt>
          <dd>{left === 0 ? '–' : formatBytes(left)}</dd>
        </div>
        <div>
          <dt>{t('downloads.remaining')}</dt>
          <dd>{rate > 0 && left > 0 ? formatDuration(left / rate) : '–'}</dd>
        </div>
      </dl>
      <SpeedGraph now={rate} />
    </div>
  );
}

const height = 40;

function SpeedGraph({ now }: { readonly now: number }) {
  const { t } = useTranslation();
  const speeds = useDownloads((store) => store.speeds);
  const most = Math.max(1, ...speeds);
  // Newest at the end; what is older than the samples is nothing.
  const start = speedSeconds - speeds.length;
  const points = speeds.map((speed, index) => `${start + index},${height - (speed / most) * (height - 4)}`);
  const words = t('downloads.graph', {
    now: t('downloads.perSecond', { bytes: formatBytes(now) }),
    most: t('downloads.perSecond', { bytes: formatBytes(speeds.length === 0 ? 0 : most) }),
  });
  return (
    <svg
      className="speed-graph"
      viewBox={`0 0 ${speedSeconds - 1} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words}
    >
      <path className="speed-grid" d={`M0 ${height / 2}H${speedSeconds}M0 ${height - 0.5}H${speedSeconds}`} />
      {points.length > 1 && (
        <>
          <polygon
            className="speed-area"
            points={`${start},${height} ${points.join(' ')} ${speedSeconds - 1},${height}`}
          />
          <polyline className="speed-line" points={points.join(' ')} />
        </>
      )}
    </svg>
  );
}
