import { FileText, FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getBridge } from '../../bridge.ts';
import { noticePlain, orNotice } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { SettingRow } from './setting-row.tsx';
import { useAppInfo } from './use-app-info.ts';

export function Logs() {
  const { t } = useTranslation();
  const info = useAppInfo();
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    const report = await orNotice(getBridge().app.report());
    setBusy(false);
    if (report !== null && report.written !== null) noticePlain(t('settings.reportSaved'), report.written);
  };
  return (
    <section className="settings-section" aria-label={t('settings.logs')}>
      <h2>{t('settings.logs')}</h2>
      <p className="muted">{t('settings.logsLead')}</p>
      <div className="panel">
        <SettingRow title={t('settings.report')} hint={t('settings.reportHint')}>
          <Button busy={busy} icon={<FileText aria-hidden />} onClick={() => void save()}>
            {t('settings.saveReport')}
          </Button>
        </SettingRow>
        <div className="setting-row">
          <div className="setting-words">
            <p className="setting-title">{t('settings.dataFolder')}</p>
            <p className="muted">{t('settings.dataFolderHint')}</p>
            {info !== null && (
              <p className="path">
                <bdi>{info.dataDir}</bdi>
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
      </div>
    </section>
  );
}
