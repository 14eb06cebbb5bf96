import { FolderOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { getBridge } from '../../bridge.ts';
import { orNotice } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';

/** Where Loadstone keeps its data. */
export function DataFolderRow({ dataDir }: { readonly dataDir: string | null }) {
  const { t } = useTranslation();
  return (
    <div className="setting-row">
      <div className="setting-words">
        <p className="setting-title">{t('settings.dataFolder')}</p>
        <p className="muted">{t('settings.dataFolderHint')}</p>
        {dataDir !== null && (
          <p className="path">
            <bdi>{dataDir}</bdi>
          </p>
        )}
      </div>
      <Button
        icon={<FolderOpen aria-hidden />}
        onClick={() => void orNotice(getBridge().app.openFolder({ folder: 'data' }))}
      >
        {t('settings.openData')}
      </Button>
    </div>
  );
}
