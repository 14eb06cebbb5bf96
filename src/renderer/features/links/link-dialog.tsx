import { CircleAlert, ExternalLink, Link2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { PendingLink, RefusedLink } from '../../../shared/links.ts';
import { getBridge } from '../../bridge.ts';
import { errorWords } from '../../i18n/error-words.ts';
import { useGames } from '../../stores/games.ts';
import { confirmLink, dismissLink, useLinks } from '../../stores/links.ts';
import { showGame, useNavigation } from '../../stores/navigation.ts';
import { orNotice } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { providerName } from '../../ui/provider-name.ts';
import { Select } from '../../ui/select.tsx';
import { LinkFacts } from './link-facts.tsx';
import './links.css';

/** Links from outside wait here, one after the other. Nothing happens without the player's word. */
export function LinkDialog() {
  const link = useLinks((store) => store.state?.links[0] ?? null);
  const refused = useLinks((store) => store.state?.refused[0] ?? null);
  return (
    <>
      <WaitingLink link={link} />
      <RefusedDialog refused={link === null ? refused : null} />
    </>
  );
}

function WaitingLink({ link }: { readonly link: PendingLink | null }) {
  const { t } = useTranslation();
  const more = useLinks((store) => (store.state?.links.length ?? 1) - 1);
  const games = useFittingGames(link);
  const shown = useNavigation((state) => state.gameId);
  const [chosen, setChosen] = useState<GameId | null>(null);
  const [busy, setBusy] = useState(false);
  const gameId = [chosen, shown].find((id) => id !== null && games.some((game) => game.id === id)) ?? games[0]?.id;
  useEffect(() => {
    setChosen(null);
    setBusy(false);
  }, [link?.id]);
  const close = (): void => {
    if (link !== null) void dismissLink(link.id);
  };
  const open = (): void => {
    if (link === null || gameId === undefined) return;
    showGame(gameId, { name: 'mod', ref: link.modRef });
    close();
  };
  const confirm = async (): Promise<void> => {
    if (link === null || gameId === undefined) return;
    setBusy(true);
    await confirmLink(link.id, gameId);
    setBusy(false);
  };
  const provider = link === null ? '' : providerName(link.provider);
  const goesOn = link !== null && link.jobId !== null;
  return (
    <Dialog
      open={link !== null}
      onClose={close}
      title={t('links.title')}
      icon={<Link2 aria-hidden />}
      actions={
        <>
          <Button onClick={close}>{t('links.dismiss')}</Button>
          {gameId !== undefined && !goesOn && (
            <Button tone={link?.file === null ? 'primary' : 'plain'} onClick={open}>
              {t('links.open')}
            </Button>
          )}
          {gameId !== undefined && link?.file !== null && (
            <Button tone="primary" busy={busy} onClick={() => void confirm()}>
              {goesOn ? t('links.confirmGoOn') : t('links.confirm')}
            </Button>
          )}
        </>
      }
    >
      {link !== null && <LinkFacts key={link.id} link={link} />}
      <p>{gameId === undefined ? t('links.noGame', { provider }) : goesOn ? t('links.goOn') : t('links.from')}</p>
      {gameId !== undefined && !goesOn && link?.file !== null && (
        <div className="link-game">
          {games.length > 1 ? (
            <Select
              label={t('links.into')}
              showLabel
              value={gameId}
              options={games.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={setChosen}
            />
          ) : (
            <p>
              <span className="muted">{t('links.into')}</span> <bdi>{games[0]?.name}</bdi>
            </p>
          )}
        </div>
      )}
      {more > 0 && <p className="faint">{t('links.more', { count: more })}</p>}
    </Dialog>
  );
}

function RefusedDialog({ refused }: { readonly refused: RefusedLink | null }) {
  const { t } = useTranslation();
  const close = (): void => {
    if (refused !== null) void dismissLink(refused.id);
  };
  const page = refused?.page ?? null;
  const words = refused === null ? null : errorWords(refused.error);
  return (
    <Dialog
      open={refused !== null}
      onClose={close}
      title={t('links.refusedTitle')}
      icon={<CircleAlert aria-hidden />}
      actions={
        <>
          <Button onClick={close}>{t('common.close')}</Button>
          {page !== null && (
            <Button
              tone="primary"
              icon={<ExternalLink className="flip" aria-hidden />}
              onClick={() => {
                void orNotice(getBridge().app.openExternal({ url: page }));
                close();
              }}
            >
              {t('links.openPage')}
            </Button>
          )}
        </>
      }
    >
      <p className="link-title">{words?.message}</p>
      <p>{words?.hint}</p>
      {words !== null && words.original !== null && <p className="faint">{words.original}</p>}
    </Dialog>
  );
}

/** The games a link could go into. One that names only a page fits every game that uses the provider. */
function useFittingGames(link: PendingLink | null) {
  const games = useGames((store) => store.state?.games ?? null);
  if (link === null || games === null) return [];
  const named = games.filter((game) => link.games.includes(game.id));
  if (named.length > 0 || link.file !== null) return named;
  return games.filter((game) => game.providers[link.provider] !== undefined);
}
