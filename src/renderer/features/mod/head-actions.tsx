import { CircleArrowUp, Download, ExternalLink, LibraryBig } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { LibraryEntry, ModDetails } from '../../../shared/model.ts';
import { modReference } from '../../../shared/references.ts';
import { getBridge } from '../../bridge.ts';
import { installFile, installNewest, recommendedFile, useStarting } from '../../stores/install.ts';
import { useJobOfMod } from '../../stores/jobs.ts';
import { useEntryOfMod } from '../../stores/library.ts';
import { show } from '../../stores/navigation.ts';
import { newerOnPage } from '../../stores/newer-file.ts';
import { orNotice } from '../../stores/notices.ts';
import { useUpdateOf } from '../../stores/updates.ts';
import { Button } from '../../ui/button.tsx';
import { providerName } from '../../ui/provider-name.ts';
import { UpdateDialog } from '../updates/update-dialog.tsx';
import { BackButton } from './back-button.tsx';
import { OpinionButton } from './opinion-button.tsx';

interface HeadActionsProps {
  readonly gameId: GameId;
  readonly mod: ModDetails;
}

export function HeadActions({ gameId, mod }: HeadActionsProps) {
  const { t } = useTranslation();
  const entry = useEntryOfMod(gameId, mod.ref);
  return (
    <div className="mod-head-actions">
      {entry === null ? (
        <InstallNewest gameId={gameId} mod={mod} />
      ) : (
        <Installed gameId={gameId} mod={mod} entry={entry} />
      )}
      <OpinionButton mod={mod} version={entry?.provenance.version ?? mod.version} />
      <Button
        tone="quiet"
        icon={<ExternalLink aria-hidden />}
        onClick={() => void orNotice(getBridge().app.openExternal({ url: mod.pageUrl }))}
      >
        {t('common.openPage', { provider: providerName(mod.ref.provider) })}
      </Button>
    </div>
  );
}

function InstallNewest({ gameId, mod }: HeadActionsProps) {
  const { t } = useTranslation();
  const job = useJobOfMod(gameId, mod.ref);
  const starting = useStarting((state) => state.keys.has(modReference(mod.ref)));
  const file = recommendedFile(mod);
  if (file === null) return null;
  return (
    <Button
      tone="primary"
      size="lg"
      icon={<Download aria-hidden />}
      busy={job !== null || starting}
      onClick={() => void installNewest(gameId, file, mod)}
    >
      {t('mod.installNewest')}
    </Button>
  );
}

function Installed({ gameId, mod, entry }: HeadActionsProps & { readonly entry: LibraryEntry }) {
  const { t } = useTranslation();
  const busy = useJobOfMod(gameId, mod.ref) !== null;
  const starting = useStarting((state) => state.keys.has(modReference(mod.ref)));
  const update = useUpdateOf(gameId, entry.id);
  const [planning, setPlanning] = useState(false);
  const checked = update?.result.kind === 'update' && !entry.pinned ? update.result.file : null;
  const newer = checked ?? newerOnPage(mod, entry);
  return (
    <>
      {newer !== null && (
        <Button
          tone="primary"
          icon={<CircleArrowUp aria-hidden />}
          busy={busy || starting}
          onClick={() => (checked === null ? void installFile(gameId, newer, mod, entry.id) : setPlanning(true))}
        >
          {newer.version === null ? t('browse.update') : t('updates.updateTo', { version: newer.version })}
        </Button>
      )}
      <Button icon={<LibraryBig aria-hidden />} onClick={() => show({ name: 'library', select: entry.id })}>
        {t('mod.openLibrary')}
      </Button>
      <BackButton gameId={gameId} entry={entry} />
      {planning && <UpdateDialog gameId={gameId} entries={[entry.id]} onClose={() => setPlanning(false)} />}
    </>
  );
}
