import { NotebookPen } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { Generation } from '../../../shared/model.ts';
import { setNote } from '../../stores/history.ts';
import { Button } from '../../ui/button.tsx';

interface NoteFieldProps {
  readonly gameId: GameId;
  readonly generation: Generation;
}

/** As long as the contract allows. */
const noteLimit = 500;

export function NoteField({ gameId, generation }: NoteFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState(generation.note);
  const [busy, setBusy] = useState(false);
  const changed = text.trim() !== generation.note;
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!changed || busy) return;
    setBusy(true);
    await setNote(gameId, generation.number, text.trim());
    setBusy(false);
  };
  return (
    <form className="note" onSubmit={(event) => void save(event)}>
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
        onChange={(event) => setText(event.target.value)}
      />
      {changed && (
        <Button type="submit" size="sm" busy={busy}>
          {t('history.noteSave')}
        </Button>
      )}
    </form>
  );
}
