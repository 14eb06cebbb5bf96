import { Layers } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import { switchProfile } from '../../stores/profiles.ts';
import { ChangeDialog } from '../change/change-dialog.tsx';

interface SwitchDialogProps {
  readonly gameId: GameId;
  /** null: closed. */
  readonly name: string | null;
  readonly onClose: () => void;
}

export function SwitchDialog({ gameId, name, onClose }: SwitchDialogProps) {
  const { t } = useTranslation();
  // The name stays while the dialog fades out.
  const [last, setLast] = useState('');
  useEffect(() => {
    if (name !== null) setLast(name);
  }, [name]);
  const shown = name ?? last;
  if (shown === '') return null;
  return (
    <ChangeDialog
      gameId={gameId}
      open={name !== null}
      onClose={onClose}
      change={{ verb: 'switchProfile', name: shown }}
      title={t('profiles.switchTitle', { name: shown })}
      icon={<Layers aria-hidden />}
      confirm={t('profiles.switchConfirm')}
      onConfirm={() => switchProfile(gameId, shown)}
    />
  );
}
