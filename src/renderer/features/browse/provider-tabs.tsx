import { Tabs } from '@base-ui/react/tabs';
import { CircleAlert, Clock, KeyRound, LoaderCircle, WifiOff, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ProviderAnswer, ProviderResult } from '../../../shared/catalogue.ts';
import type { ProviderId } from '../../../shared/model.ts';
import { formatCompact } from '../../i18n/format.ts';
import { providerName } from '../../ui/provider-name.ts';

interface ProviderTabsProps {
  readonly providers: readonly ProviderId[];
  /** The first about a source is the present one. */
  readonly results: readonly ProviderResult[];
}

/** All sources at once, or one of them, each with how its answer stands. */
export function ProviderTabs({ providers, results }: ProviderTabsProps) {
  const { t } = useTranslation();
  return (
    <Tabs.List className="tabs" aria-label={t('discover.sources')}>
      <Tabs.Tab value="all" className="tab">
        {t('browse.all')}
      </Tabs.Tab>
      {providers.map((id) => {
        const result = results.find(({ provider }) => provider === id);
        return (
          <Tabs.Tab key={id} value={id} className="tab">
            {providerName(id)}
            {result !== undefined && <Mark result={result} />}
          </Tabs.Tab>
        );
      })}
    </Tabs.List>
  );
}

const marks = {
  asking: { icon: LoaderCircle, words: 'browse.markAsking' },
  offline: { icon: WifiOff, words: 'browse.markOffline' },
  'rate-limited': { icon: Clock, words: 'browse.markLimited' },
  'needs-sign-in': { icon: KeyRound, words: 'browse.markSignIn' },
  error: { icon: CircleAlert, words: 'browse.markError' },
} as const satisfies Record<
  Exclude<ProviderAnswer['kind'], 'ok'>,
  { readonly icon: LucideIcon; readonly words: string }
>;

function Mark({ result: { answer, total } }: { readonly result: ProviderResult }) {
  const { t } = useTranslation();
  if (answer.kind === 'ok') {
    return total === null ? null : (
      <span className="tab-count" aria-hidden>
        {formatCompact(total)}
      </span>
    );
  }
  const { icon: Icon, words } = marks[answer.kind];
  return (
    <span className="tab-mark" data-state={answer.kind} title={t(words)}>
      <Icon className={answer.kind === 'asking' ? 'spin' : ''} aria-hidden />
      <span className="sr-only">, {t(words)}</span>
    </span>
  );
}
