/** Keys of the table. The focus is on one line; a mod's keys act on the selection when the mod is part of it. */
import type { KeyboardEvent } from 'react';
import type { EntryId, GameId } from '../../../shared/ids.ts';
import { setEnabled, setPinned } from '../../stores/library.ts';
import { rowForKey } from '../../ui/row-keys.ts';
import type { Ask } from './library-dialogs.tsx';
import { moveEntries } from './moves.ts';
import type { LibraryView, Line, Row } from './use-library-view.ts';

const pageStep = 10;

interface LineKey {
  readonly event: KeyboardEvent;
  readonly gameId: GameId;
  readonly view: LibraryView;
  readonly line: Line;
  readonly index: number;
  readonly focusRow: (index: number) => void;
  readonly onShow: (id: EntryId | null) => void;
  readonly onAsk: Ask;
}

/**
 * Arrows, Home, End and Page keys move, with Shift they select on the way; Ctrl+A selects all. What a mod can be
 * asked for is in `onModKey`.
 */
export function onLineKey(key: LineKey): void {
  const { event, view, line, index, focusRow } = key;
  const next = event.altKey ? null : rowForKey(event.key, index, view.lines.length - 1, pageStep);
  if (next !== null) {
    const to = view.lines[next];
    if (event.shiftKey && line.kind === 'mod' && to?.kind === 'mod') {
      if (view.selected.size === 0) view.select([line.entry.id], true);
      view.selectRange(to.entry.id);
    }
    focusRow(next);
  } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
    view.select(
      view.rows.map((row) => row.entry.id),
      true,
    );
  } else if (event.key === 'Escape' && view.selected.size > 0) view.clearSelection();
  else if (line.kind === 'group') {
    const turns = event.key === 'ArrowLeft' ? line.open : event.key === 'ArrowRight' ? !line.open : isPress(event);
    if (!turns) return;
    view.toggleGroup(line.category);
  } else if (!onModKey(key, line)) return;
  event.preventDefault();
}

const isPress = (event: KeyboardEvent): boolean => event.key === 'Enter' || event.key === ' ';

/** Space selects; Enter shows details; E switches; P pins; Alt with arrows moves; Delete removes. All undoable. */
function onModKey({ event, gameId, view, onShow, onAsk }: LineKey, { entry }: Row): boolean {
  const { id, enabled, pinned } = entry;
  const ids = view.selected.has(id) ? [...view.selected] : [id];
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.altKey && event.key === 'ArrowUp') void moveEntries(gameId, ids, 'up');
  else if (event.altKey && event.key === 'ArrowDown') void moveEntries(gameId, ids, 'down');
  else if (event.altKey && event.key === 'Home') void moveEntries(gameId, ids, 'top');
  else if (event.altKey && event.key === 'End') void moveEntries(gameId, ids, 'bottom');
  else if (event.key === ' ') view.select([id], !view.selected.has(id));
  else if (event.key === 'Enter') onShow(id);
  else if (event.key === 'Escape') onShow(null);
  else if (event.key === 'Delete') onAsk({ about: 'remove', ids: view.selected.size > 0 ? [...view.selected] : [id] });
  else if (plain && event.key.toLowerCase() === 'e') void setEnabled(gameId, ids, !enabled);
  else if (plain && event.key.toLowerCase() === 'p') void setPinned(gameId, ids, !pinned);
  else return false;
  return true;
}
