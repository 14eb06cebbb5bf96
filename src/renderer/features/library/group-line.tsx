import { ChevronDown, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../../ui/switch.tsx';
import type { GroupRow, LibraryView } from './use-library-view.ts';

interface GroupLineProps {
  readonly line: GroupRow;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly active: boolean;
  readonly view: LibraryView;
  readonly onActive: (key: string) => void;
}

/** The head of a category: opens and closes it, and selects all of it. */
export function GroupLine({ line, index, top, height, active, view, onActive }: GroupLineProps) {
  const { t } = useTranslation();
  const { category, ids, open, key } = line;
  const name = category === '' ? t('library.noCategory') : category;
  const chosen = ids.filter((id) => view.selected.has(id)).length;
  const tabIndex = active ? 0 : -1;
  return (
    <div
      role="row"
      className="body-row group-row"
      data-index={index}
      aria-rowindex={index + 2}
      tabIndex={tabIndex}
      style={{ translate: `0 ${top}px`, blockSize: height }}
      onFocus={() => onActive(key)}
    >
      <div role="gridcell" className="cell cell-select">
        <Checkbox
          label={name}
          checked={chosen > 0 && chosen === ids.length}
          mixed={chosen > 0 && chosen < ids.length}
          tabIndex={tabIndex}
          onChange={(on) => view.select(ids, on)}
        />
      </div>
      <div role="gridcell" className="cell">
        <button
          type="button"
          className="group-button"
          tabIndex={tabIndex}
          aria-expanded={open}
          onClick={() => view.toggleGroup(category)}
        >
          {open ? <ChevronDown aria-hidden /> : <ChevronRight className="flip" aria-hidden />}
          {name}
          <span className="faint">{t('library.shown', { count: ids.length })}</span>
        </button>
      </div>
    </div>
  );
}
