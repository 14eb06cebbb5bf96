import { Copy, Save, Share2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import { getBridge } from '../../bridge.ts';
import { noticeError, noticePlain, orNotice, settled } from '../../stores/notices.ts';
import { useProfiles } from '../../stores/profiles.ts';
import { closeSharing } from '../../stores/share.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { NameList } from './name-list.tsx';

/** The profile in use as a text for others: what it holds, what it leaves out, and two ways to hand it on. */
export function ExportDialog({ gameId }: { readonly gameId: GameId }) {
  const { t } = useTranslation();
  const name = useProfiles(gameId).value?.profiles.find(({ active }) => active)?.name ?? '';
  const [exported, again] = useAsked(gameId, () => getBridge().share.export({ gameId }));
  const { value, error } = exported;
  const copy = async (): Promise<void> => {
    if (value === null) return;
    const done = await settled(getBridge().app.copyText({ text: value.text }));
    if (!done.ok) {
      noticeError(done.error);
      return;
    }
    noticePlain(t('share.copied', { name }));
    closeSharing();
  };
  const save = async (): Promise<void> => {
    const saved = await orNotice(getBridge().share.save({ gameId }));
    if (saved === null || saved.written === null) return;
    noticePlain(t('share.saved'), saved.written);
    closeSharing();
  };
  const usable = value !== null && value.mods > 0;
  return (
    <Dialog
      open
      onClose={closeSharing}
      title={t('share.exportTitle', { name })}
      icon={<Share2 aria-hidden />}
      actions={
        <>
          <Button onClick={closeSharing}>{t('common.cancel')}</Button>
          <Button icon={<Copy aria-hidden />} disabled={!usable} onClick={() => void copy()}>
            {t('share.copy')}
          </Button>
          <Button tone="primary" icon={<Save aria-hidden />} disabled={!usable} onClick={() => void save()}>
            {t('share.save')}
          </Button>
        </>
      }
    >
      {error !== null && <ErrorCard compact error={error} onRetry={again} />}
      {value !== null && (
        <>
          <p>{value.mods === 0 ? t('share.exportNothing') : t('share.exportLead', { count: value.mods })}</p>
          <NameList title={t('share.leftOutMine')} names={value.leftOut} />
        </>
      )}
    </Dialog>
  );
}
