import { PackagePlus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getBridge } from '../../bridge.ts';
import { i18n } from '../../i18n/i18n.ts';
import { useGame } from '../../stores/games.ts';
import { installFromPath } from '../../stores/install.ts';
import { setJobsOpen } from '../../stores/jobs.ts';
import { useNavigation } from '../../stores/navigation.ts';
import { readShared } from '../../stores/share.ts';
import { noticePlain } from '../../stores/notices.ts';

/** Archives can be dropped anywhere in the window. */
export function DropOverlay() {
  const { t } = useTranslation();
  const over = useFileDrag();
  const gameId = useNavigation((state) => state.gameId);
  const game = useGame(gameId);
  if (!over) return null;
  return (
    <div className="drop-overlay" role="status">
      <div className="drop-frame">
        <PackagePlus aria-hidden />
        <p className="drop-title">
          {game === null ? t('shell.dropNoGame') : t('shell.dropTitle', { game: game.name })}
        </p>
        {game !== null && <p className="muted">{t('shell.dropHint')}</p>}
      </div>
    </div>
  );
}

function useFileDrag(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Enter and leave come for every element that is crossed; only their sum says whether we are inside.
    let depth = 0;
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const hover = (event: DragEvent): void => {
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = hasFiles(event) ? 'copy' : 'none';
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      depth = 0;
      setOver(false);
      dropFiles([...(event.dataTransfer?.files ?? [])]);
    };
    const stop = new AbortController();
    const options = { signal: stop.signal };
    globalThis.addEventListener('dragenter', enter, options);
    globalThis.addEventListener('dragleave', leave, options);
    globalThis.addEventListener('dragover', hover, options);
    globalThis.addEventListener('drop', drop, options);
    return () => stop.abort();
  }, []);
  return over;
}

function dropFiles(files: readonly File[]): void {
  const { gameId } = useNavigation.getState();
  if (files.length === 0) return;
  if (gameId === null) {
    noticePlain(i18n.t('shell.dropNoGame'));
    return;
  }
  const [first] = files;
  if (first !== undefined && /\.json$/iu.test(first.name)) {
    void readShared(gameId, first);
    return;
  }
  for (const file of files) {
    const path = getBridge().pathOfFile(file);
    if (path === '') noticePlain(i18n.t('shell.dropNotAFile'));
    else void installFromPath(gameId, path);
  }
  setJobsOpen(true);
}
