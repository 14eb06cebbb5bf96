import { ExternalLink, Info, Power, PowerOff, SquareArrowOutUpRight, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntryId, GameId } from '../../../shared/ids.ts';
import { getBridge } from '../../bridge.ts';
import { removeEntries, setEnabled } from '../../stores/library.ts';
import { show } from '../../stores/navigation.ts';
import { orNotice } from '../../stores/notices.ts';
import { MenuItem, MenuLine } from '../../ui/menu.tsx';
import { sourceOf, type LibraryView, type Row } from './use-library-view.ts';

interface RowMenuProps {
  readonly gameId: GameId;
  readonly view: LibraryView;
  /** The row that was right-clicked. */
  readonly row: Row | null;
  readonly onShow: (id: EntryId | null) => void;
}

/** Acts on the whole selection when the row is part of it, else on the row. */
export function RowMenu({ gameId, view, row, onShow }: RowMenuProps) {
  const { t } = useTranslation();
  if (row === null) return null;
  const { entry } = row;
  const ids = view.selected.has(entry.id) ? [...view.selected] : [entry.id];
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
      <MenuLine />
      <MenuItem icon={<Power aria-hidden />} onSelect={() => void setEnabled(gameId, ids, true)}>
        {t('common.enable')}
      </MenuItem>
      <MenuItem icon={<PowerOff aria-hidden />} onSelect={() => void setEnabled(gameId, ids, false)}>
        {t('common.disable')}
      </MenuItem>
      <MenuLine />
      <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => void removeEntries(gameId, ids)}>
        {t('common.remove')}
      </MenuItem>
    </>
  );
}
