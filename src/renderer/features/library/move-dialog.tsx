import { ListOrdered } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryId, GameId } from '../../../shared/ids.ts';
import { formatNumber } from '../../i18n/format.ts';
import { reorder, useEntries } from '../../stores/library.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';

interface MoveDialogProps {
  readonly gameId: GameId;
  readonly ids: readonly EntryId[];
  readonly onClose: () => void;
}

/** More would not be looked through; typing narrows them. */
const shownLimit = 60;

/** Finds another mod by name and moves the chosen ones next to it. */
export function MoveDialog({ gameId, ids, onClose }: MoveDialogProps) {
  const { t } = useTranslation();
  const entries = useEntries(gameId);
  const [text, setText] = useState('');
  const [place, setPlace] = useState<'before' | 'after'>('after');
  const [beside, setBeside] = useState<EntryId | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useId();
  const moved = new Set(ids);
  const words = text.toLocaleLowerCase();
  const found = entries
    .map((entry, index) => ({ entry, place: index + 1 }))
    .filter(({ entry }) => !moved.has(entry.id) && entry.name.toLocaleLowerCase().includes(words));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void move();
  };
  const move = async (): Promise<void> => {
    if (beside === null) return;
    setBusy(true);
    await reorder(gameId, ids, { beside, place });
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('library.moveTitle', { count: ids.length })}
      icon={<ListOrdered aria-hidden />}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button tone="primary" busy={busy} disabled={beside === null} type="submit" form={form}>
            {place === 'before' ? t('library.moveBefore') : t('library.moveAfter')}
          </Button>
        </>
      }
    >
      <form id={form} className="dialog-form" onSubmit={submit}>
        <input
          className="text-input"
          type="text"
          aria-label={t('library.moveFind')}
          placeholder={t('library.moveFind')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <fieldset className="choice-list" aria-label={t('library.moveFind')}>
          {found.slice(0, shownLimit).map(({ entry, place: number }) => (
            <label key={entry.id} className="choice">
              <input type="radio" name="beside" checked={beside === entry.id} onChange={() => setBeside(entry.id)} />
              <span className="faint">{formatNumber(number)}</span>
              <bdi className="ellipsis">{entry.name}</bdi>
            </label>
          ))}
        </fieldset>
      </form>
      <Select
        label={t('library.movePlace')}
        showLabel
        value={place}
        options={[
          { value: 'before', label: t('library.moveBefore') },
          { value: 'after', label: t('library.moveAfter') },
        ]}
        onChange={setPlace}
      />
      <p className="faint">{t('library.moveWinsHint')}</p>
    </Dialog>
  );
}
