/** What had to wait for a sign-in is asked for again by itself. Downloads go on in main. */
import type { GameId } from '../../shared/ids.ts';
import type { ProviderId } from '../../shared/model.ts';
import { askAgain, useDiscover } from './discover.ts';
import { readDetails, useModPages } from './mod-pages.ts';
import { goBack, useNavigation } from './navigation.ts';

/** True: the player was led back to what wanted the sign-in. */
export function goOnAfterSignIn(provider: ProviderId): boolean {
  const { screen } = useNavigation.getState();
  const wanted = screen.name === 'settings' && screen.provider === provider && screen.wanted === true;
  if (wanted) goBack();
  for (const [gameId, { providers }] of Object.entries(useDiscover.getState().games)) {
    const waits = providers.some((one) => one.provider === provider && one.answer.kind === 'needs-sign-in');
    if (waits) void askAgain(gameId as GameId, provider);
  }
  for (const { ref, error } of Object.values(useModPages.getState().pages))
    if (ref.provider === provider && error?.code === 'needs_sign_in') void readDetails(ref);
  return wanted;
}
