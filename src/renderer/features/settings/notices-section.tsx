import { useTranslation } from 'react-i18next';
import { changeSettings, useSettings } from '../../stores/settings.ts';
import { Switch } from '../../ui/switch.tsx';
import { SettingRow } from './setting-row.tsx';

export function NoticesSection() {
  const { t } = useTranslation();
  const { systemNotices } = useSettings();
  return (
    <section className="settings-section" aria-label={t('settings.notices')}>
      <h2>{t('settings.notices')}</h2>
      <p className="muted">{t('settings.noticesLead')}</p>
      <div className="panel">
        <SettingRow title={t('settings.systemNotices')} hint={t('settings.systemNoticesHint')}>
          <Switch
            label={t('settings.systemNotices')}
            checked={systemNotices}
            onChange={(next) => void changeSettings({ systemNotices: next })}
          />
        </SettingRow>
        <SettingRow title={t('settings.noticesWindow')} hint={t('settings.noticesWindowHint')}>
          <kbd className="key">F6</kbd>
        </SettingRow>
      </div>
    </section>
  );
}
