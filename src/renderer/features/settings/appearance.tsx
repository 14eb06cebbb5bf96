import { useTranslation } from 'react-i18next';
import { changeSettings, useSettings } from '../../stores/settings.ts';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { SettingRow } from './setting-row.tsx';

export function Appearance() {
  const { t } = useTranslation();
  const { theme, blurAdult } = useSettings();
  return (
    <section className="settings-section" aria-label={t('settings.appearance')}>
      <h2>{t('settings.appearance')}</h2>
      <div className="panel">
        <SettingRow title={t('settings.theme')} hint={t('settings.themeHint')}>
          <Select
            label={t('settings.theme')}
            value={theme}
            options={[
              { value: 'system', label: t('shell.themeSystem') },
              { value: 'dark', label: t('shell.themeDark') },
              { value: 'light', label: t('shell.themeLight') },
            ]}
            onChange={(next) => void changeSettings({ theme: next })}
          />
        </SettingRow>
        <SettingRow title={t('settings.blur')} hint={t('settings.blurHint')}>
          <Switch
            label={t('settings.blur')}
            checked={blurAdult}
            onChange={(next) => void changeSettings({ blurAdult: next })}
          />
        </SettingRow>
      </div>
    </section>
  );
}
