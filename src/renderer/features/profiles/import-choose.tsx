import { FileInput, FileUp } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorData } from '../../../shared/errors.ts';
import type { GameId } from '../../../shared/ids.ts';
import { closeSharing, lookAtShared, readShared } from '../../stores/share.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorCard } from '../../ui/states.tsx';

interface ImportChooseProps {
  readonly gameId: GameId;
  readonly reading: boolean;
  readonly error: ErrorData | null;
}

/** A file, by a dialog or dropped (the window takes drops everywhere), or the text itself. */
export function ImportChoose({ gameId, reading, error }: ImportChooseProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const id = useId();
  const picker = useRef<HTMLInputElement>(null);
  const choose = (file: File | undefined): void => {
    if (file !== undefined) void readShared(gameId, file);
  };
  return (
    <Dialog
      open
      onClose={closeSharing}
      title={t('share.importTitle')}
      icon={<FileInput aria-hidden />}
      actions={
        <>
          <Button onClick={closeSharing}>{t('common.cancel')}</Button>
          {text.trim() !== '' && (
            <Button tone="primary" busy={reading} onClick={() => void lookAtShared(gameId, text)}>
              {t('share.look')}
            </Button>
          )}
        </>
      }
    >
      <p>{t('share.importLead')}</p>
      {error !== null && <ErrorCard compact error={error} />}
      <div className="share-drop">
        <input
          ref={picker}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={t('share.chooseFile')}
          onChange={(event) => {
            choose(event.target.files?.[0]);
            // The same file may be chosen again.
            event.target.value = '';
          }}
        />
        <Button
          tone={text.trim() === '' ? 'primary' : 'plain'}
          icon={<FileUp aria-hidden />}
          busy={reading && text === ''}
          onClick={() => picker.current?.click()}
        >
          {t('share.chooseFile')}
        </Button>
        <p className="faint">{t('share.drop')}</p>
      </div>
      <details className="share-paste">
        <summary>{t('share.paste')}</summary>
        <label htmlFor={id} className="sr-only">
          {t('share.pasteLabel')}
        </label>
        <textarea
          id={id}
          className="text-input"
          rows={5}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </details>
    </Dialog>
  );
}
