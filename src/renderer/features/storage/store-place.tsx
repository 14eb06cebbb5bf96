import { FolderInput, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoreMove, StoreStats } from '../../../shared/storage.ts';
import { formatBytes } from '../../i18n/format.ts';
import { cancelMove, chooseStorePlace, followMove, moveStore, type ChosenPlace } from '../../stores/storage.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProgressBar } from '../../ui/progress.tsx';

interface StorePlaceProps {
  readonly stats: StoreStats;
  readonly onMoved: () => void;
}

/** Where the mods are kept, and taking them to another drive: what it means first, then a yes. */
export function StorePlace({ stats, onMoved }: StorePlaceProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<ChosenPlace | null>(null);
  const [busy, setBusy] = useState(false);
  const choose = async (home: boolean): Promise<void> => {
    setBusy(true);
    setChosen(await chooseStorePlace(home));
    setBusy(false);
  };
  return (
    <section className="panel store-place" aria-labelledby="place-title">
      <div className="setting-row">
        <div className="setting-words">
          <h3 id="place-title" className="setting-title">
            {t('storage.place')}
          </h3>
          <p className="path">
            <bdi>{stats.path}</bdi>
          </p>
        </div>
        {stats.moved && (
          <Button size="sm" busy={busy} onClick={() => void choose(true)}>
            {t('storage.moveHome')}
          </Button>
        )}
        <Button size="sm" icon={<FolderInput aria-hidden />} busy={busy} onClick={() => void choose(false)}>
          {t('storage.move')}
        </Button>
      </div>
      {chosen !== null && (
        <MoveDialog
          chosen={chosen}
          onClose={(moved) => {
            setChosen(null);
            if (moved) onMoved();
          }}
        />
      )}
    </section>
  );
}

interface MoveDialogProps {
  readonly chosen: ChosenPlace;
  readonly onClose: (moved: boolean) => void;
}

function MoveDialog({ chosen: { folder, move }, onClose }: MoveDialogProps) {
  const { t } = useTranslation();
  const [done, setDone] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => followMove(setDone), []);
  const enough = move.bytes <= move.freeBytes;
  const begin = async (): Promise<void> => {
    setBusy(true);
    onClose(await moveStore(folder));
  };
  return (
    <Dialog
      open
      onClose={() => (busy ? cancelMove() : onClose(false))}
      title={t('storage.moveTitle')}
      icon={<FolderInput aria-hidden />}
      actions={
        <>
          <Button onClick={() => (busy ? cancelMove() : onClose(false))}>{t('common.cancel')}</Button>
          <Button tone="primary" busy={busy} disabled={!enough} onClick={() => void begin()}>
            {t('storage.moveNow', { bytes: formatBytes(move.bytes) })}
          </Button>
        </>
      }
    >
      <p className="path">
        <bdi>{move.to}</bdi>
      </p>
      <p className="muted">{t('storage.moveFree', { bytes: formatBytes(move.freeBytes) })}</p>
      <MoveWarnings move={move} enough={enough} />
      <p>{t('storage.moveHow')}</p>
      {busy && (
        <div role="status">
          <p className="muted">{t('storage.moving')}</p>
          <ProgressBar label={t('storage.moving')} value={done} />
        </div>
      )}
    </Dialog>
  );
}

function MoveWarnings({ move, enough }: { readonly move: StoreMove; readonly enough: boolean }) {
  const { t } = useTranslation();
  const warnings = [
    enough ? null : t('storage.moveFull'),
    move.copies.length === 0 ? null : t('storage.moveCopies', { games: move.copies.join(', ') }),
    move.cloud ? t('storage.moveCloud') : null,
  ].filter((warning) => warning !== null);
  return warnings.map((warning) => (
    <p key={warning} className="tool-result" data-tone="warn">
      <TriangleAlert aria-hidden />
      <span>{warning}</span>
    </p>
  ));
}
