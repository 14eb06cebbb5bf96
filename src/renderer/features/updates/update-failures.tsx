import { CircleAlert, Clock, KeyRound, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ProviderAnswer } from '../../../shared/catalogue.ts';
import type { GameId } from '../../../shared/ids.ts';
import type { UpdateFailure } from '../../../shared/updates.ts';
import { errorWords } from '../../i18n/error-words.ts';
import { formatRelative, formatTime } from '../../i18n/format.ts';
import { i18n } from '../../i18n/i18n.ts';
import { signInScreen, show } from '../../stores/navigation.ts';
import { checkUpdates } from '../../stores/updates.ts';
import { Button } from '../../ui/button.tsx';
import { providerName } from '../../ui/provider-name.ts';

interface UpdateFailuresProps {
  readonly gameId: GameId;
  readonly failures: readonly UpdateFailure[];
}

/** Sources that could not be asked. What they said before still stands. */
export function UpdateFailures({ gameId, failures }: UpdateFailuresProps) {
  const { t } = useTranslation();
  if (failures.length === 0) return null;
  return (
    <ul className="update-failures" aria-label={t('updates.failures')}>
      {failures.map(({ provider, answer }) => (
        <li key={provider} className="plan-problem" data-tone={answer.kind === 'error' ? 'bad' : 'plain'}>
          {iconOf(answer)}
          <div>
            <p className="remark-title">{titleOf(answer, providerName(provider))}</p>
            <p className="muted">{t('updates.failureStands')}</p>
            {answer.kind === 'needs-sign-in' ? (
              <Button size="sm" tone="primary" onClick={() => show(signInScreen(provider))}>
                {t('browse.toAccounts')}
              </Button>
            ) : (
              <Button size="sm" onClick={() => void checkUpdates(gameId)}>
                {t('common.retry')}
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function titleOf(answer: ProviderAnswer, provider: string): string {
  switch (answer.kind) {
    case 'offline':
      return i18n.t('browse.offline', { provider });
    case 'rate-limited':
      return `${i18n.t('browse.limited', { provider })} ${i18n.t('discover.limitedUntil', {
        time: formatTime(answer.until),
        when: formatRelative(answer.until),
      })}`;
    case 'needs-sign-in':
      return i18n.t('browse.signIn', { provider });
    case 'error':
      return errorWords(answer.error).message;
    case 'asking':
    case 'ok':
      return provider;
    default:
      return answer satisfies never;
  }
}

function iconOf({ kind }: ProviderAnswer) {
  if (kind === 'offline') return <WifiOff aria-hidden />;
  if (kind === 'rate-limited') return <Clock aria-hidden />;
  return kind === 'needs-sign-in' ? <KeyRound aria-hidden /> : <CircleAlert aria-hidden />;
}
