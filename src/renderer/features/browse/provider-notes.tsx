import { CircleAlert, Clock, KeyRound, RotateCw, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderResult } from '../../../shared/catalogue.ts';
import type { GameId } from '../../../shared/ids.ts';
import type { ProviderId } from '../../../shared/model.ts';
import { errorWords } from '../../i18n/error-words.ts';
import { formatRelative, formatTime } from '../../i18n/format.ts';
import { askAgain, type Browse } from '../../stores/discover.ts';
import { signInScreen, show } from '../../stores/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { providerName } from '../../ui/provider-name.ts';
import { useTimeReached } from '../../ui/use-time-reached.ts';
import { nobodyAnswered } from './no-answers.tsx';

interface ProviderNotesProps {
  readonly gameId: GameId;
  readonly browse: Browse;
}

/** Which sources could not answer, why, and the way on. What others answered is below. */
export function ProviderNotes({ gameId, browse }: ProviderNotesProps) {
  const { t } = useTranslation();
  const silent = browse.providers.filter(({ answer }) => answer.kind !== 'ok' && answer.kind !== 'asking');
  // Nothing at all to show: the middle of the page has the one way on, here is only what each source said.
  const alone = nobodyAnswered(browse);
  if (alone && silent.length === 1 && silent[0]?.answer.kind !== 'error') return null;
  const retry = (provider: ProviderId): void => void askAgain(gameId, provider);
  return (
    <ul className="provider-notes" aria-label={t('browse.notes')} aria-live="polite">
      {silent.map((result) => (
        <Note
          key={result.provider}
          result={result}
          known={knownOf(browse, result.provider)}
          onRetry={alone ? null : retry}
        />
      ))}
    </ul>
  );
}

const knownOf = ({ mods, stale }: Browse, provider: ProviderId): number =>
  stale ? 0 : mods.filter(({ ref, seenAt }) => ref.provider === provider && seenAt !== null).length;

interface NoteProps {
  readonly result: ProviderResult;
  /** Mods of it that the catalogue shows instead. */
  readonly known: number;
  /** null: not from here. */
  readonly onRetry: ((provider: ProviderId) => void) | null;
}

function Note({ result: { provider, answer }, known, onRetry }: NoteProps) {
  const { t } = useTranslation();
  const name = providerName(provider);
  const fallback = known === 0 ? null : t('browse.fromCatalogue', { count: known });
  switch (answer.kind) {
    case 'ok':
    case 'asking':
      return null;
    case 'offline':
      return (
        <NoteLine icon={<WifiOff aria-hidden />} title={t('browse.offline', { provider: name })} also={fallback}>
          {onRetry !== null && <Retry provider={provider} onRetry={onRetry} />}
        </NoteLine>
      );
    case 'rate-limited':
      return (
        <NoteLine
          icon={<Clock aria-hidden />}
          title={t('browse.limited', { provider: name })}
          also={[
            t('discover.limitedUntil', { time: formatTime(answer.until), when: formatRelative(answer.until) }),
            ...(fallback === null ? [] : [fallback]),
          ].join(' ')}
        >
          {onRetry !== null && <RetryAfter provider={provider} until={answer.until} onRetry={onRetry} />}
        </NoteLine>
      );
    case 'needs-sign-in':
      return (
        <NoteLine icon={<KeyRound aria-hidden />} title={t('browse.signIn', { provider: name })} also={fallback}>
          <Button size="sm" tone="primary" onClick={() => show(signInScreen(provider))}>
            {t('browse.toAccounts')}
          </Button>
          {onRetry !== null && <Retry provider={provider} onRetry={onRetry} />}
        </NoteLine>
      );
    case 'error': {
      const { message, hint } = errorWords(answer.error);
      return (
        <NoteLine
          bad
          icon={<CircleAlert aria-hidden />}
          title={message}
          also={[hint, ...(fallback === null ? [] : [fallback])].join(' ')}
        >
          {onRetry !== null && <Retry provider={provider} onRetry={onRetry} />}
        </NoteLine>
      );
    }
    default:
      return answer satisfies never;
  }
}

interface NoteLineProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly also: string | null;
  readonly bad?: boolean;
  readonly children: ReactNode;
}

function NoteLine({ icon, title, also, bad = false, children }: NoteLineProps) {
  return (
    <li className="provider-note" data-bad={bad || undefined}>
      {icon}
      <p>
        <span className="provider-note-title">{title}</span> {also !== null && <span className="muted">{also}</span>}
      </p>
      <span className="provider-note-actions">{children}</span>
    </li>
  );
}

interface RetryProps {
  readonly provider: ProviderId;
  readonly onRetry: (provider: ProviderId) => void;
}

function Retry({ provider, onRetry }: RetryProps) {
  const { t } = useTranslation();
  return (
    <Button
      size="sm"
      icon={<RotateCw aria-hidden />}
      aria-label={t('browse.retry', { provider: providerName(provider) })}
      onClick={() => onRetry(provider)}
    >
      {t('common.retry')}
    </Button>
  );
}

/** Asking earlier would only be refused again. */
function RetryAfter({ until, ...retry }: RetryProps & { readonly until: number }) {
  return useTimeReached(until) ? <Retry {...retry} /> : null;
}
