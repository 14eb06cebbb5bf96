import { FileText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getBridge } from '../../bridge.ts';
import { noticePlain, orNotice } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { DataFolderRow } from './data-folder-row.tsx';
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
        <DataFolderRow dataDir={info?.dataDir ?? null} />
      </div>
    </section>
  );
}
