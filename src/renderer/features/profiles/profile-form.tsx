import { Layers } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorData } from '../../../shared/errors.ts';
import type { GameId } from '../../../shared/ids.ts';
import { errorLine } from '../../i18n/error-words.ts';
import { createProfile, renameProfile } from '../../stores/profiles.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';

interface ProfileFormProps {
  readonly gameId: GameId;
  readonly open: boolean;
  /** The profile that gets another name; null makes a new one. */
  readonly rename: string | null;
  readonly onClose: () => void;
  /** Asked to switch to the new one at once. */
  readonly onMade?: (name: string) => void;
}

/** As long as the contract allows. */
const nameLimit = 60;

export function ProfileForm({ gameId, open, rename, onClose, onMade }: ProfileFormProps) {
  const { t } = useTranslation();
  const id = useId();
  const [name, setName] = useState(rename ?? '');
  const [start, setStart] = useState<'copy' | 'empty'>('copy');
  const [error, setError] = useState<ErrorData | null>(null);
  const [busy, setBusy] = useState(false);
  const wanted = name.trim();
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (wanted === '' || busy) return;
    setBusy(true);
    const problem =
      rename === null
        ? await createProfile(gameId, wanted, start === 'copy')
        : await renameProfile(gameId, rename, wanted);
    setBusy(false);
    setError(problem);
    if (problem !== null) return;
    onClose();
    if (rename === null) onMade?.(wanted);
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={rename === null ? t('profiles.createTitle') : t('profiles.renameTitle', { name: rename })}
      icon={<Layers aria-hidden />}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button tone="primary" type="submit" form={id} busy={busy} disabled={wanted === ''}>
            {rename === null ? t('profiles.create') : t('profiles.renameConfirm')}
          </Button>
        </>
      }
    >
      <form id={id} className="profile-form" onSubmit={(event) => void save(event)}>
        <label>
          <span>{t('profiles.name')}</span>
          <input
            className="text-input"
            type="text"
            maxLength={nameLimit}
            placeholder={t('profiles.namePlaceholder')}
            value={name}
            aria-invalid={error !== null}
            aria-describedby={error === null ? undefined : `${id}-error`}
            onChange={(event) => {
              setName(event.target.value);
              setError(null);
            }}
          />
        </label>
        {error !== null && (
          <p id={`${id}-error`} className="field-error" role="alert">
            {errorLine(error)}
          </p>
        )}
        {rename === null && (
          <div className="profile-start">
            <span aria-hidden>{t('profiles.start')}</span>
            <Select
              label={t('profiles.start')}
              value={start}
              options={[
                { value: 'copy', label: t('profiles.copy') },
                { value: 'empty', label: t('profiles.empty') },
              ]}
              onChange={setStart}
            />
          </div>
        )}
      </form>
    </Dialog>
  );
}
