import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { LibraryEntry } from '../../../shared/model.ts';
import { setModNote } from '../../stores/library.ts';
import { useKeptText } from '../../ui/use-kept-text.ts';

/** As long as the contract allows. */
const noteLimit = 2_000;

/** The player's own words about a mod. They keep themselves. */
export function EntryNote({ gameId, entry }: { readonly gameId: GameId; readonly entry: LibraryEntry }) {
  const { t } = useTranslation();
  const id = useId();
  const { text, type, flush, saved } = useKeptText(entry.note, (note) => setModNote(gameId, entry.id, note));
  return (
    <div className="entry-note">
      <span className="entry-note-head">
        <label htmlFor={id}>{t('library.note')}</label>
        <span className="faint" role="status">
          {saved && t('library.noteSaved')}
        </span>
      </span>
      <textarea
        id={id}
        className="text-input"
        rows={2}
        maxLength={noteLimit}
        placeholder={t('library.notePlaceholder')}
        value={text}
        onChange={(event) => type(event.target.value)}
        onBlur={flush}
      />
    </div>
  );
}
