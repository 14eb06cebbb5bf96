import { Clock, Database, KeyRound, LogIn, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Game } from '../../../shared/games.ts';
import type { ProviderId } from '../../../shared/model.ts';
import { formatDuration, formatTime } from '../../i18n/format.ts';
import { useCatalogue } from '../../stores/catalogue.ts';
import { isAsking, search, showKnown, type Browse } from '../../stores/discover.ts';
import { signInScreen, show } from '../../stores/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { providerName, providerNames } from '../../ui/provider-name.ts';
import { EmptyState } from '../../ui/states.tsx';
import { useNow } from '../../ui/use-now.ts';
import { ClearFilters } from './clear-filters.tsx';

/** Whether all of them were asked, none answered, and nothing is shown instead: then the middle of the page is the way on. */
export const nobodyAnswered = (browse: Browse): boolean =>
  browse.status === 'ready' &&
  browse.mods.length === 0 &&
  browse.providers.length > 0 &&
  !isAsking(browse) &&
  browse.providers.every(({ answer }) => answer.kind !== 'ok');

interface NoAnswersProps {
  readonly game: Game;
  readonly browse: Browse;
}

/** No source answered: what helps comes first. A sign-in, waiting, or another try. */
export function NoAnswers({ game, browse }: NoAnswersProps) {
  const { providers } = browse;
  const signIn = providers.find(({ answer }) => answer.kind === 'needs-sign-in');
  const pauses = providers.flatMap(({ answer }) => (answer.kind === 'rate-limited' ? answer.until : []));
  if (signIn !== undefined) return <SignInFirst game={game} browse={browse} provider={signIn.provider} />;
  if (pauses.length > 0 && pauses.length === providers.length)
    return <Pause game={game} browse={browse} until={Math.min(...pauses)} />;
  return <NotReached game={game} browse={browse} />;
}

function SignInFirst({ game, browse, provider }: NoAnswersProps & { readonly provider: ProviderId }) {
  const { t } = useTranslation();
  const name = providerName(provider);
  return (
    <EmptyState
      icon={<KeyRound aria-hidden />}
      title={t('browse.asksWho', { provider: name })}
      hint={t('browse.asksWhoHint', { provider: name })}
    >
      <Button
        tone="primary"
        icon={<LogIn className="flip" aria-hidden />}
        aria-label={t('accounts.signInTo', { provider: name })}
        onClick={() => show(signInScreen(provider))}
      >
        {t('browse.toAccounts')}
      </Button>
      {browse.providers.length > 1 && <Button onClick={() => void search(game.id)}>{t('common.retry')}</Button>}
      <LookThroughKnown game={game} browse={browse} />
    </EmptyState>
  );
}

/** Asking before the pause is over would only be refused again: the button counts down. */
function Pause({ game, browse, until }: NoAnswersProps & { readonly until: number }) {
  const { t } = useTranslation();
  const now = useNow(1_000);
  const waits = now < until;
  return (
    <EmptyState
      icon={<Clock aria-hidden />}
      title={t('browse.pauseUntil', {
        provider: providerNames(browse.providers.map(({ provider }) => provider)),
        time: formatTime(until),
        count: browse.providers.length,
      })}
      hint={t('browse.nothingHereHint')}
    >
      <Button tone="primary" disabled={waits} onClick={() => void search(game.id)}>
        {waits ? t('browse.retryIn', { time: formatDuration((until - now) / 1_000) }) : t('common.retry')}
      </Button>
      <LookThroughKnown game={game} browse={browse} />
    </EmptyState>
  );
}

function NotReached({ game, browse }: NoAnswersProps) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<WifiOff aria-hidden />}
      title={t('browse.nothingHere')}
      hint={browse.text === '' ? t('browse.nothingHereHint') : t('browse.nothingKnown', { text: browse.text })}
    >
      <Button tone="primary" onClick={() => void search(game.id)}>
        {t('common.retry')}
      </Button>
      <LookThroughKnown game={game} browse={browse} />
      <ClearFilters gameId={game.id} browse={browse} />
    </EmptyState>
  );
}

function LookThroughKnown({ game, browse: { scope } }: NoAnswersProps) {
  const { t } = useTranslation();
  const { value } = useCatalogue(game.id);
  const sources = value?.sources.filter(({ provider }) => scope === 'all' || provider === scope) ?? [];
  const count = sources.reduce((sum, { mods }) => sum + mods, 0);
  if (count === 0) return null;
  return (
    <Button icon={<Database aria-hidden />} onClick={() => void showKnown(game.id)}>
      {t('browse.lookThrough', { count })}
    </Button>
  );
}
