import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { LoadoutChangeInput } from '../../../shared/ipc/inputs.ts';
import { useChangePreview } from '../../stores/preview.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ChangePreviewView } from './change-preview.tsx';

interface ChangeDialogProps {
  readonly gameId: GameId;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly change: LoadoutChangeInput;
  readonly title: string;
  readonly icon: ReactNode;
  readonly confirm: string;
  readonly tone?: 'primary' | 'danger';
  readonly children?: ReactNode;
  readonly onConfirm: () => Promise<void>;
}

/** Shows what a change would do and does it on a yes. */
export function ChangeDialog(props: ChangeDialogProps) {
  const { gameId, open, onClose, change, title, icon, confirm, tone = 'primary', children, onConfirm } = props;
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [preview, again] = useChangePreview(gameId, change, open);
  const run = async (): Promise<void> => {
    setBusy(true);
    await onConfirm();
    setBusy(false);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      icon={icon}
      wide
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button tone={tone} busy={busy} onClick={() => void run()}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
      <ChangePreviewView preview={preview} onRetry={again} />
      <p className="faint">{t('history.undoable')}</p>
    </Dialog>
  );
}
