import { Link2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PendingLink } from '../../../shared/model.ts';
import { useGames } from '../../stores/games.ts';
import { dismissLink, useLinks } from '../../stores/links.ts';
import { showGame, useNavigation } from '../../stores/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { providerName } from '../../ui/provider-name.ts';

/** Links from outside wait here. Opening one shows the page; nothing is installed by a link. */
export function LinkDialog() {
  const { t } = useTranslation();
  const link = useLinks((store) => store.state?.links[0] ?? null);
  const gameId = useGameFor(link);
  const close = (): void => {
    if (link !== null) void dismissLink(link.id);
  };
  const open = (): void => {
    if (link === null || gameId === null) return;
    showGame(gameId, { name: 'mod', ref: link.modRef });
    close();
  };
  const provider = link === null ? '' : providerName(link.provider);
  return (
    <Dialog
      open={link !== null}
      onClose={close}
      title={t('links.title')}
      icon={<Link2 aria-hidden />}
      actions={
        <>
          <Button onClick={close}>{t('links.dismiss')}</Button>
          {gameId !== null && (
            <Button tone="primary" onClick={open}>
              {t('links.open')}
            </Button>
          )}
        </>
      }
    >
      <p className="link-title">{link?.title}</p>
      <p>{gameId === null ? t('links.noGame', { provider }) : t('links.from', { provider })}</p>
    </Dialog>
  );
}

/** The game that is shown when it uses the provider, else the first that does. */
function useGameFor(link: PendingLink | null) {
  const shown = useNavigation((state) => state.gameId);
  const games = useGames((store) => store.state?.games ?? null);
  if (link === null || games === null) return null;
  const fitting = games.filter((game) => game.providers[link.provider] !== undefined);
  return (fitting.find((game) => game.id === shown) ?? fitting[0])?.id ?? null;
}
