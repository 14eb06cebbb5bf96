import { CircleArrowUp, History } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { LibraryEntry } from '../../../shared/model.ts';
import { getBridge } from '../../bridge.ts';
import { revertMod } from '../../stores/library.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { Button } from '../../ui/button.tsx';
import { ChangeDialog } from '../change/change-dialog.tsx';

interface BackButtonProps {
  readonly gameId: GameId;
  readonly entry: LibraryEntry;
}

/** Back to the version a mod had before, when it had one. */
export function BackButton({ gameId, entry }: BackButtonProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [versions] = useAsked(`${entry.id} ${entry.manifest}`, () =>
    getBridge().library.versions({ gameId, entry: entry.id }),
  );
  const previous = versions.value?.find((one) => one.previous);
  if (previous === undefined) return null;
  const version = previous.version ?? previous.fileName;
  // Who went back to an older version has a newer one behind them.
  const newer = isNewer(previous.version, entry.provenance.version);
  return (
    <>
      {newer ? (
        <Button tone="primary" icon={<CircleArrowUp aria-hidden />} onClick={() => setOpen(true)}>
          {t('updates.updateTo', { version })}
        </Button>
      ) : (
        <Button icon={<History aria-hidden />} onClick={() => setOpen(true)}>
          {t('plan.goBackTo', { version })}
        </Button>
      )}
      <ChangeDialog
        gameId={gameId}
        open={open}
        onClose={() => setOpen(false)}
        change={{ verb: 'revert', entry: entry.id, manifest: previous.manifest }}
        title={newer ? t('updates.updateTo', { version }) : t('plan.goBackTitle', { mod: entry.name, version })}
        icon={newer ? <CircleArrowUp aria-hidden /> : <History aria-hidden />}
        confirm={newer ? t('browse.update') : t('plan.goBack')}
        onConfirm={() => revertMod(gameId, entry.id, previous.manifest)}
      />
    </>
  );
}

const isNewer = (version: string | null, than: string | null): boolean =>
  version !== null &&
  than !== null &&
  bareVersion(version).localeCompare(bareVersion(than), 'en', { numeric: true }) > 0;

const bareVersion = (version: string): string => version.replace(/^v/iu, '');
