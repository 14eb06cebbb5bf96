import {
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  ExternalLink,
  Info,
  ListOrdered,
  Pin,
  PinOff,
  Power,
  PowerOff,
  SquareArrowOutUpRight,
  Swords,
  Trash2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryId, GameId } from '../../../shared/ids.ts';
import { getBridge } from '../../bridge.ts';
import { setEnabled, setPinned } from '../../stores/library.ts';
import { show } from '../../stores/navigation.ts';
import { orNotice } from '../../stores/notices.ts';
import { MenuItem, MenuLine } from '../../ui/menu.tsx';
import type { Ask } from './library-dialogs.tsx';
import { moveEntries } from './moves.ts';
import { sourceOf } from './source-of.ts';
import type { LibraryView, Row } from './use-library-view.ts';

interface RowMenuProps {
  readonly gameId: GameId;
  readonly view: LibraryView;
  /** The row that was right-clicked. */
  readonly row: Row | null;
  readonly onShow: (id: EntryId | null) => void;
  readonly onAsk: Ask;
}

/** Acts on the whole selection when the row is part of it, else on the row. */
export function RowMenu({ gameId, view, row, onShow, onAsk }: RowMenuProps) {
  const { t } = useTranslation();
  if (row === null) return null;
  const { entry } = row;
  const ids = view.selected.has(entry.id) ? [...view.selected] : [entry.id];
  const many = ids.length > 1;
  const { modRef, pageUrl } = entry.provenance;
  return (
    <>
      <MenuItem icon={<Info aria-hidden />} onSelect={() => onShow(entry.id)}>
        {t('library.showDetails')}
      </MenuItem>
      {modRef !== null && (
        <MenuItem icon={<SquareArrowOutUpRight aria-hidden />} onSelect={() => show({ name: 'mod', ref: modRef })}>
          {t('library.openModPage')}
        </MenuItem>
      )}
      {pageUrl !== null && (
        <MenuItem
          icon={<ExternalLink aria-hidden />}
          onSelect={() => void orNotice(getBridge().app.openExternal({ url: pageUrl }))}
        >
          {t('library.openOnSite', { provider: sourceOf(entry) })}
        </MenuItem>
      )}
      {view.marks.scores.has(entry.id) && (
        <MenuItem icon={<Swords aria-hidden />} onSelect={() => show({ name: 'conflicts', text: entry.name })}>
          {t('library.showConflicts')}
        </MenuItem>
      )}
      <MenuLine />
      {(many || !entry.enabled) && (
        <MenuItem
          icon={<Power aria-hidden />}
          keys={many ? undefined : 'E'}
          onSelect={() => void setEnabled(gameId, ids, true)}
        >
          {t('common.enable')}
        </MenuItem>
      )}
      {(many || entry.enabled) && (
        <MenuItem
          icon={<PowerOff aria-hidden />}
          keys={many ? undefined : 'E'}
          onSelect={() => void setEnabled(gameId, ids, false)}
        >
          {t('common.disable')}
        </MenuItem>
      )}
      <MenuItem
        icon={entry.pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
        keys="P"
        onSelect={() => void setPinned(gameId, ids, !entry.pinned)}
      >
        {entry.pinned ? t('library.unpin') : t('library.pin')}
      </MenuItem>
      <MenuLine />
      <MoveItems gameId={gameId} ids={ids} onAsk={onAsk} />
      <MenuLine />
      <MenuItem danger icon={<Trash2 aria-hidden />} keys="Del" onSelect={() => onAsk({ about: 'remove', ids })}>
        {t('common.remove')}
      </MenuItem>
    </>
  );
}

const moves = [
  ['up', 'library.moveUp', ArrowUp, 'Alt+↑'],
  ['down', 'library.moveDown', ArrowDown, 'Alt+↓'],
  ['top', 'library.moveTop', ArrowUpToLine, 'Alt+Home'],
  ['bottom', 'library.moveBottom', ArrowDownToLine, 'Alt+End'],
] as const;

interface MoveItemsProps {
  readonly gameId: GameId;
  readonly ids: readonly EntryId[];
  readonly onAsk: Ask;
}

export function MoveItems({ gameId, ids, onAsk }: MoveItemsProps) {
  const { t } = useTranslation();
  return (
    <>
      {moves.map(([move, label, Icon, keys]) => (
        <MenuItem
          key={move}
          icon={<Icon aria-hidden />}
          keys={keys}
          onSelect={() => void moveEntries(gameId, ids, move)}
        >
          {t(label)}
        </MenuItem>
      ))}
      <MenuItem icon={<ListOrdered aria-hidden />} onSelect={() => onAsk({ about: 'move', ids })}>
        {t('library.moveBeside')}
      </MenuItem>
    </>
  );
}
