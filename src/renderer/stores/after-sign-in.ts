/** What had to wait for a sign-in is asked for again by itself. Downloads go on in main. */
import type { GameId } from '../../shared/ids.ts';
import type { ProviderId } from '../../shared/model.ts';
import { askAgain, useDiscover } from './discover.ts';
import { hasDraft } from './game-drafts.ts';
import { readDetails, useModPages } from './mod-pages.ts';
import { goBack, useNavigation } from './navigation.ts';

export function askAfterSignIn(provider: ProviderId): void {
  backToForm(provider);
  for (const [gameId, { providers }] of Object.entries(useDiscover.getState().games)) {
    const waits = providers.some((one) => one.provider === provider && one.answer.kind === 'needs-sign-in');
    if (waits) void askAgain(gameId as GameId, provider);
  }
  for (const { ref, error } of Object.values(useModPages.getState().pages))
    if (ref.provider === provider && error?.code === 'needs_sign_in') void readDetails(ref);
}

/** Who came to this account from a form that wanted it goes on there. */
function backToForm(provider: ProviderId): void {
  const { screen, trail } = useNavigation.getState();
  const last = trail.at(-1);
  const isHere = screen.name === 'settings' && screen.provider === provider;
  if (isHere && last !== undefined && hasDraft(last)) goBack();
}
