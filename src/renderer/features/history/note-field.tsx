import { NotebookPen } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { Generation } from '../../../shared/model.ts';
import { setNote } from '../../stores/history.ts';
import { useKeptText } from '../../ui/use-kept-text.ts';

interface NoteFieldProps {
  readonly gameId: GameId;
  readonly generation: Generation;
}

/** As long as the contract allows. */
const noteLimit = 500;

/** The player's own words about a generation. They keep themselves. */
export function NoteField({ gameId, generation }: NoteFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const { text, type, flush, saved } = useKeptText(generation.note, (note) => setNote(gameId, generation.number, note));
  return (
    <form
      className="note"
      onSubmit={(event) => {
        event.preventDefault();
        flush();
      }}
    >
      <label htmlFor={id} className="sr-only">
        {t('history.noteLabel')}
      </label>
      <NotebookPen aria-hidden />
      <input
        id={id}
        type="text"
        className="note-input"
        maxLength={noteLimit}
        placeholder={generation.pinned ? t('history.namePlaceholder') : t('history.notePlaceholder')}
        value={text}
        onChange={(event) => type(event.target.value)}
        onBlur={flush}
      />
      <span className="faint" role="status">
        {saved && t('history.noteSaved')}
      </span>
    </form>
  );
}
