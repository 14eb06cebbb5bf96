import { FileHeart, FilePlus2, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { OutsideChange } from '../../../shared/model.ts';
import { keepChanges, restoreFiles } from '../../stores/outside.ts';
import { Button, IconButton } from '../../ui/button.tsx';

interface ChangeGroupProps {
  readonly gameId: GameId;
  /** null: files that belong to no mod. */
  readonly name: string | null;
  readonly changes: readonly OutsideChange[];
  readonly onAdopt: (files: readonly OutsideChange[]) => void;
}

/** More are acted on, but would not be read. */
const shownLimit = 50;

export function ChangeGroup({ gameId, name, changes, onAdopt }: ChangeGroupProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState<'keep' | 'restore' | null>(null);
  const during = async (what: 'keep' | 'restore', files: readonly OutsideChange[]): Promise<void> => {
    setBusy(what);
    await (what === 'keep' ? keepChanges(gameId, files) : restoreFiles(gameId, files));
    setBusy(null);
  };
  return (
    <article className="panel change-group">
      <div className="section-head">
        <div>
          <h3>
            <bdi>{name ?? t('upkeep.newFiles')}</bdi>{' '}
            <span className="faint change-count">{t('upkeep.files', { count: changes.length })}</span>
          </h3>
          {name === null && <p className="muted">{t('upkeep.newFilesHint')}</p>}
        </div>
        {name === null ? (
          <Button size="sm" icon={<FilePlus2 aria-hidden />} onClick={() => onAdopt(changes)}>
            {t('upkeep.adopt')}
          </Button>
        ) : (
          <>
            <Button
              size="sm"
              icon={<FileHeart aria-hidden />}
              busy={busy === 'keep'}
              title={t('upkeep.keepHint')}
              onClick={() => void during('keep', changes)}
            >
              {t('upkeep.keepAll')}
            </Button>
            <Button
              size="sm"
              icon={<RotateCcw className="flip" aria-hidden />}
              busy={busy === 'restore'}
              title={t('upkeep.restoreHint')}
              onClick={() => void during('restore', changes)}
            >
              {t('upkeep.restoreAll')}
            </Button>
          </>
        )}
      </div>
      <ul className="change-files">
        {changes.slice(0, shownLimit).map((change) => (
          <li key={`${change.target}/${change.path}`}>
            <ChangeLine
              change={change}
              onKeep={name === null ? null : () => void during('keep', [change])}
              onRestore={name === null ? null : () => void during('restore', [change])}
            />
          </li>
        ))}
      </ul>
      {changes.length > shownLimit && (
        <p className="faint">{t('history.moreFiles', { count: changes.length - shownLimit })}</p>
      )}
    </article>
  );
}

const kindKeys = {
  edited: 'upkeep.kindEdited',
  deleted: 'upkeep.kindDeleted',
  added: 'upkeep.kindAdded',
  'replaced-by-folder': 'upkeep.kindFolder',
  'replaced-by-link': 'upkeep.kindLink',
} as const satisfies Record<OutsideChange['kind'], string>;

interface ChangeLineProps {
  readonly change: OutsideChange;
  readonly onKeep: (() => void) | null;
  readonly onRestore: (() => void) | null;
}

function ChangeLine({ change, onKeep, onRestore }: ChangeLineProps) {
  const { t } = useTranslation();
  return (
    <>
      <bdi className="path ellipsis" title={change.path}>
        {change.path}
      </bdi>
      <span className="change-kind" data-kind={change.kind}>
        {t(kindKeys[change.kind])}
      </span>
      {onKeep !== null && (
        <IconButton size="sm" label={t('upkeep.keepFile', { file: change.path })} onClick={onKeep}>
          <FileHeart aria-hidden />
        </IconButton>
      )}
      {onRestore !== null && (
        <IconButton size="sm" label={t('upkeep.restoreFile', { file: change.path })} onClick={onRestore}>
          <RotateCcw className="flip" aria-hidden />
        </IconButton>
      )}
    </>
  );
}
