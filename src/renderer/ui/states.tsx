import { CircleAlert, Clock, Copy, RotateCw, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorData } from '../../shared/errors.ts';
import { getBridge } from '../bridge.ts';
import { errorWords } from '../i18n/error-words.ts';
import { formatRelative, formatTime } from '../i18n/format.ts';
import { noticeError, noticePlain, settled } from '../stores/notices.ts';
import { Button } from './button.tsx';
import './states.css';

interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly hint: string;
  readonly children?: ReactNode;
}

/** A whole area that has nothing to show, and the way on. */
export function EmptyState({ icon, title, hint, children }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <span className="empty-icon">{icon}</span>
      <h2>{title}</h2>
      <p>{hint}</p>
      {children !== undefined && <div className="empty-actions">{children}</div>}
    </div>
  );
}

interface ErrorCardProps {
  readonly error: ErrorData;
  readonly onRetry?: (() => void) | undefined;
  /** Said under the hint. */
  readonly also?: string;
  readonly compact?: boolean;
  /** Other ways on, beside the other try. */
  readonly children?: ReactNode;
}

/** The one way an error is shown in a place: what happened, what to do, the facts, and another try. */
export function ErrorCard({ error, onRetry, also, compact = false, children }: ErrorCardProps) {
  const { t } = useTranslation();
  const details = Object.entries(error.details ?? {}).filter(([key]) => key !== 'until');
  const until = error.details?.['until'];
  const { message, hint, original } = errorWords(error);
  return (
    <div className="error-card" role="alert" data-compact={compact || undefined}>
      <span
        className="error-icon"
        data-tone={error.code === 'offline' || error.code === 'rate_limited' ? 'pause' : undefined}
      >
        {iconOf(error)}
      </span>
      <div className="error-words">
        <p className="error-title">{message}</p>
        <p className="muted">{hint}</p>
        {original !== null && <p className="faint">{original}</p>}
        {typeof until === 'number' && (
          <p className="muted">
            {t('discover.limitedUntil', { time: formatTime(until), when: formatRelative(until) })}
          </p>
        )}
        {also !== undefined && <p className="muted">{also}</p>}
        {details.length > 0 && !compact && <ErrorDetails error={error} details={details} />}
        {(onRetry !== undefined || children !== undefined) && (
          <div className="error-actions">
            {onRetry !== undefined && (
              <Button size={compact ? 'sm' : 'md'} icon={<RotateCw aria-hidden />} onClick={onRetry}>
                {t('common.retry')}
              </Button>
            )}
            {children}
          </div>
        )}
      </div>
    </div>
  );
}

function iconOf(error: ErrorData): ReactNode {
  if (error.code === 'offline') return <WifiOff aria-hidden />;
  if (error.code === 'rate_limited') return <Clock aria-hidden />;
  return <CircleAlert aria-hidden />;
}

interface ErrorDetailsProps {
  readonly error: ErrorData;
  readonly details: readonly (readonly [string, string | number])[];
}

function ErrorDetails({ error, details }: ErrorDetailsProps) {
  const { t } = useTranslation();
  const copy = async (): Promise<void> => {
    const done = await settled(getBridge().app.copyText({ text: JSON.stringify(error, null, 2) }));
    if (done.ok) noticePlain(t('error.copied'));
    else noticeError(done.error);
  };
  return (
    <details className="error-details">
      <summary>{t('error.details')}</summary>
      <dl>
        {[['code', error.code] as const, ...details].map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Button size="sm" tone="quiet" icon={<Copy aria-hidden />} onClick={() => void copy()}>
        {t('error.copy')}
      </Button>
    </details>
  );
}
