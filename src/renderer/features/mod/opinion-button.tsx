import { Heart, Star, ThumbsUp, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModDetails } from '../../../shared/model.ts';
import { getBridge } from '../../bridge.ts';
import { errorWords } from '../../i18n/error-words.ts';
import { i18n } from '../../i18n/i18n.ts';
import { announce } from '../../stores/announcer.ts';
import { signInScreen, show } from '../../stores/navigation.ts';
import { noticeError, noticePlain, settled } from '../../stores/notices.ts';
import { providerOffers } from '../../stores/provider-offers.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { Button } from '../../ui/button.tsx';
import { providerName } from '../../ui/provider-name.ts';

const opinions = {
  endorse: { icon: ThumbsUp, give: 'plan.endorse', given: 'plan.endorsed' },
  star: { icon: Star, give: 'plan.star', given: 'plan.starred' },
  like: { icon: Heart, give: 'plan.like', given: 'plan.liked' },
} as const satisfies Record<string, { icon: LucideIcon; give: string; given: string }>;

/** Says that a mod is good, in the words of its site. Needs an account there; nothing where the site takes no word. */
export function OpinionButton({ mod, version }: { readonly mod: ModDetails; readonly version: string | null }) {
  const { t } = useTranslation();
  const { provider } = mod.ref;
  const { opinion } = providerOffers[provider];
  const [given, setGiven] = useState(false);
  const [busy, setBusy] = useState(false);
  const [accounts] = useAsked(opinion === null ? null : provider, () => getBridge().accounts.snapshot());
  if (opinion === null) return null;
  const { icon: Icon, give, given: giveBack } = opinions[opinion];
  const known = accounts.value?.accounts.find((one) => one.provider === provider);
  if (known !== undefined && known.account === null) {
    return (
      <Button tone="quiet" icon={<Icon aria-hidden />} onClick={() => show(signInScreen(provider))}>
        {t('plan.signInTo', { what: t(give) })}
      </Button>
    );
  }
  const tell = async (): Promise<void> => {
    setBusy(true);
    const result = await settled(getBridge().mods.approve({ ref: mod.ref, version, approve: !given }));
    setBusy(false);
    if (result.ok) {
      setGiven(!given);
      announce(i18n.t(given ? 'plan.takenBack' : giveBack));
    } else if (result.error.code === 'needs_sign_in') {
      noticePlain(i18n.t('browse.signIn', { provider: providerName(provider) }), errorWords(result.error).hint);
    } else noticeError(result.error);
  };
  return (
    <Button tone="quiet" icon={<Icon aria-hidden />} busy={busy} aria-pressed={given} onClick={() => void tell()}>
      {t(given ? giveBack : give)}
    </Button>
  );
}
