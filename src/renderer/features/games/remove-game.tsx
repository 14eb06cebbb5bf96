import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import { getBridge } from '../../bridge.ts';
import { gameName } from '../../stores/games.ts';
import { orNotice } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** Its history goes with the game, so this one act asks first. */
export function RemoveGame({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [working, setWorking] = useState(false);
  const game = gameName(gameId);
  const remove = async (): Promise<void> => {
    setWorking(true);
    await orNotice(getBridge().games.remove({ gameId }));
    setWorking(false);
    setAsking(false);
  };
  return (
    <>
      <Button tone="danger" icon={<Trash2 aria-hidden />} onClick={() => setAsking(true)}>
        {t('removeGame.open')}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('removeGame.title', { game })}
        icon={<Trash2 aria-hidden />}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('removeGame.keep')}</Button>
            <Button tone="danger" busy={working} onClick={() => void remove()}>
              {t('removeGame.confirm')}
            </Button>
          </>
        }
      >
        <p>{t('removeGame.files', { game })}</p>
        <p>{t('removeGame.history')}</p>
      </Dialog>
    </>
  );
}
