import { Compass } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Game } from '../../../shared/games.ts';
import { getBridge } from '../../bridge.ts';
import { keepSources, useGameDrafts, type TypedSources } from '../../stores/game-drafts.ts';
import { noticePlain, orNotice } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SourceFields, sourceKeys } from './source-fields.tsx';

interface ChangeSourcesProps {
  readonly game: Game;
  /** A button that stands by itself says what it changes. */
  readonly label?: string;
}

/** Says anew where the mods of a managed game are. */
export function ChangeSources({ game, label }: ChangeSourcesProps) {
  const { t } = useTranslation();
  const typed = useGameDrafts((store) => store.sources[game.id]) ?? null;
  const setTyped = (next: TypedSources | null): void => keepSources(game.id, next);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const form = useId();
  const close = (): void => {
    setTyped(null);
    setAsked(false);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save();
  };
  const save = async (): Promise<void> => {
    setAsked(true);
    const providers = sourceKeys(typed ?? {});
    if (providers === null) return;
    setBusy(true);
    const saved = await orNotice(getBridge().games.setSources({ gameId: game.id, providers }), () => void save());
    setBusy(false);
    if (saved === null) return;
    noticePlain(t('gameSources.saved'));
    close();
  };
  return (
    <>
      <Button {...(label === undefined ? { size: 'sm', tone: 'quiet' } : {})} onClick={() => setTyped(game.providers)}>
        {label ?? t('gameSources.change')}
      </Button>
      <Dialog
        open={typed !== null}
        onClose={close}
        title={t('gameSources.changeTitle', { game: game.name })}
        icon={<Compass aria-hidden />}
        actions={
          <>
            <Button onClick={close}>{t('common.cancel')}</Button>
            <Button tone="primary" type="submit" form={form} busy={busy}>
              {t('gameSources.save')}
            </Button>
          </>
        }
      >
        <p>{t('gameSources.changeHint')}</p>
        <form id={form} className="source-fields" onSubmit={submit} noValidate>
          <SourceFields typed={typed ?? {}} game={game.name} strict={asked} onChange={setTyped} />
        </form>
      </Dialog>
    </>
  );
}
