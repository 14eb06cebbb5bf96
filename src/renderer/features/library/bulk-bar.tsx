import { ListOrdered, Pin, Power, PowerOff, Trash2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import { setEnabled, setPinned } from '../../stores/library.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { MenuButton } from '../../ui/menu.tsx';
import type { Ask } from './library-dialogs.tsx';
import { MoveItems } from './row-menu.tsx';
import type { LibraryView } from './use-library-view.ts';

interface BulkBarProps {
  readonly gameId: GameId;
  readonly view: LibraryView;
  readonly onAsk: Ask;
}

/** What can be done to all selected mods. All of it is one undo away; removing many is shown first. */
export function BulkBar({ gameId, view, onAsk }: BulkBarProps) {
  const { t } = useTranslation();
  const ids = [...view.selected];
  const then = async (work: Promise<void>): Promise<void> => {
    await work;
    view.clearSelection();
  };
  return (
    <div className="bulk-bar" role="toolbar" aria-label={t('library.selected', { count: ids.length })}>
      <span className="bulk-count" role="status">
        {t('library.selected', { count: ids.length })}
      </span>
      <Button size="sm" icon={<Power aria-hidden />} onClick={() => void then(setEnabled(gameId, ids, true))}>
        {t('common.enable')}
      </Button>
      <Button size="sm" icon={<PowerOff aria-hidden />} onClick={() => void then(setEnabled(gameId, ids, false))}>
        {t('common.disable')}
      </Button>
      <Button size="sm" icon={<Pin aria-hidden />} onClick={() => void then(setPinned(gameId, ids, true))}>
        {t('library.pin')}
      </Button>
      <MenuButton
        trigger={
          <Button size="sm" icon={<ListOrdered aria-hidden />}>
            {t('library.move')}
          </Button>
        }
      >
        <MoveItems gameId={gameId} ids={ids} onAsk={onAsk} />
      </MenuButton>
      <Button size="sm" tone="danger" icon={<Trash2 aria-hidden />} onClick={() => onAsk({ about: 'remove', ids })}>
        {t('common.remove')}
      </Button>
      <IconButton size="sm" label={t('library.clearSelection')} onClick={view.clearSelection}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
