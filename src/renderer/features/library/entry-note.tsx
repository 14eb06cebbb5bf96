import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { LibraryEntry } from '../../../shared/model.ts';
import { setModNote } from '../../stores/library.ts';
import { Button } from '../../ui/button.tsx';

/** As long as the contract allows. */
const noteLimit = 2_000;

/** The player's own words about a mod. Saved with the button or Ctrl+Enter. */
export function EntryNote({ gameId, entry }: { readonly gameId: GameId; readonly entry: LibraryEntry }) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState(entry.note);
  const [busy, setBusy] = useState(false);
  const changed = text.trim() !== entry.note;
  const save = async (): Promise<void> => {
    if (!changed || busy) return;
    setBusy(true);
    await setModNote(gameId, entry.id, text.trim());
    setBusy(false);
  };
  return (
    <div className="entry-note">
      <label htmlFor={id}>{t('library.note')}</label>
      <textarea
        id={id}
        className="text-input"
        rows={2}
        maxLength={noteLimit}
        placeholder={t('library.notePlaceholder')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
      />
      {changed && (
        <Button size="sm" busy={busy} onClick={() => void save()}>
          {t('library.noteSave')}
        </Button>
      )}
    </div>
  );
}
