import { FilePlus2 } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { OutsideChange } from '../../../shared/model.ts';
import { gameName } from '../../stores/games.ts';
import { adoptFiles } from '../../stores/outside.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

interface AdoptDialogProps {
  readonly gameId: GameId;
  readonly files: readonly OutsideChange[];
  readonly onClose: () => void;
}

/** As long as the contract allows. */
const nameLimit = 200;

/** Makes a mod out of files that came from outside. */
export function AdoptDialog({ gameId, files, onClose }: AdoptDialogProps) {
  const { t } = useTranslation();
  const id = useId();
  const [name, setName] = useState<string>(t('upkeep.adoptDefault', { game: gameName(gameId) }));
  const [busy, setBusy] = useState(false);
  const adopt = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (name.trim() === '' || busy) return;
    setBusy(true);
    const done = await adoptFiles(gameId, files, name.trim());
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('upkeep.adoptTitle', { count: files.length })}
      icon={<FilePlus2 aria-hidden />}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button tone="primary" type="submit" form={id} busy={busy} disabled={name.trim() === ''}>
            {t('upkeep.adoptConfirm')}
          </Button>
        </>
      }
    >
      <form id={id} className="profile-form" onSubmit={(event) => void adopt(event)}>
        <label>
          <span>{t('upkeep.adoptName')}</span>
          <input
            className="text-input"
            type="text"
            maxLength={nameLimit}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
      </form>
      <p>{t('upkeep.newFilesHint')}</p>
    </Dialog>
  );
}
