import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { ModDetails, ModFile } from '../../../shared/model.ts';
import { fileReference } from '../../../shared/references.ts';
import { recommendedFile } from '../../stores/install.ts';
import { useEntriesOfMod } from '../../stores/library.ts';
import { Button } from '../../ui/button.tsx';
import { FileRow } from './file-row.tsx';

interface FileListProps {
  readonly gameId: GameId;
  readonly mod: ModDetails;
}

/** The files of a page in the groups of their provider, the recommended one marked; old ones on demand. */
export function FileList({ gameId, mod }: FileListProps) {
  const { t } = useTranslation();
  const current = mod.files.filter((file) => !file.archived);
  const old = mod.files.filter((file) => file.archived);
  const recommended = recommendedFile(mod);
  const unsure = current.length > 0 && mod.unavailable === null && recommended === null;
  const groups = grouped(current);
  return (
    <section aria-labelledby="files" className="panel">
      <h2 id="files" className="mod-section">
        {t('mod.files')}
      </h2>
      {mod.files.length === 0 && <p className="muted">{t('mod.noFiles')}</p>}
      {unsure && <p className="muted files-unsure">{t('mod.noInstallable')}</p>}
      {groups.map(([group, files]) => (
        <FileGroup
          key={group ?? ''}
          gameId={gameId}
          mod={mod}
          title={groups.length === 1 && group === null ? null : (group ?? t('plan.otherFiles'))}
          files={files}
          recommended={recommended}
        />
      ))}
      {old.length > 0 && <OldFiles gameId={gameId} mod={mod} files={old} />}
    </section>
  );
}

/** In the order of their first file. */
function grouped(files: readonly ModFile[]): readonly (readonly [string | null, readonly ModFile[]])[] {
  const groups = new Map<string | null, ModFile[]>();
  for (const file of files) {
    const group = groups.get(file.group);
    if (group === undefined) groups.set(file.group, [file]);
    else group.push(file);
  }
  return [...groups];
}

/** Files of a group that are shown before the player asks for all. */
const few = 5;

interface FileGroupProps extends FileListProps {
  readonly title: string | null;
  readonly files: readonly ModFile[];
  readonly recommended: ModFile | null;
}

function FileGroup({ gameId, mod, title, files, recommended }: FileGroupProps) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const entries = useEntriesOfMod(gameId, mod.ref);
  const shown = all ? files : files.slice(0, few);
  return (
    <div className="file-group">
      {title !== null && <h3 className="plan-heading">{title}</h3>}
      <ul className="file-list">
        {shown.map((file) => (
          <li key={fileReference(file.ref)}>
            <FileRow gameId={gameId} mod={mod} file={file} entries={entries} recommended={file === recommended} />
          </li>
        ))}
      </ul>
      {shown.length < files.length && (
        <Button
          size="sm"
          tone="quiet"
          className="older"
          icon={<ChevronDown aria-hidden />}
          onClick={() => setAll(true)}
        >
          {t('plan.moreFiles', { count: files.length - shown.length })}
        </Button>
      )}
    </div>
  );
}

function OldFiles({ gameId, mod, files }: FileListProps & { readonly files: readonly ModFile[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="sm"
        tone="quiet"
        className="older"
        icon={<ChevronDown aria-hidden />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t('mod.archivedFiles', { count: files.length })}
      </Button>
      {open && <FileGroup gameId={gameId} mod={mod} title={null} files={files} recommended={null} />}
    </>
  );
}
