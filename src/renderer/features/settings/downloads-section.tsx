import { useTranslation } from 'react-i18next';
import { changeSettings, useSettings } from '../../stores/settings.ts';
import { Switch } from '../../ui/switch.tsx';
import { AtOnceSelect, SpeedSelect } from '../downloads/limit-selects.tsx';
import { SettingRow } from './setting-row.tsx';

export function DownloadsSection() {
  const { t } = useTranslation();
  const { nxmLinks, askBeforeWinning } = useSettings();
  return (
    <section className="settings-section" aria-label={t('settings.downloads')}>
      <h2>{t('settings.downloads')}</h2>
      <div className="panel">
        <SettingRow title={t('settings.downloadsAtOnce')} hint={t('settings.downloadsAtOnceHint')}>
          <AtOnceSelect />
        </SettingRow>
        <SettingRow title={t('settings.downloadLimit')} hint={t('settings.downloadLimitHint')}>
          <SpeedSelect />
        </SettingRow>
      </div>
      <h3>{t('settings.installing')}</h3>
      <div className="panel">
        <SettingRow title={t('settings.askBeforeWinning')} hint={t('settings.askBeforeWinningHint')}>
          <Switch
            label={t('settings.askBeforeWinning')}
            checked={askBeforeWinning}
            onChange={(next) => void changeSettings({ askBeforeWinning: next })}
          />
        </SettingRow>
      </div>
      <h3>{t('settings.links')}</h3>
      <p className="muted">{t('settings.linksHint')}</p>
      <div className="panel">
        <SettingRow title={t('settings.nxm')} hint={t('settings.nxmHint')}>
          <Switch
            label={t('settings.nxm')}
            checked={nxmLinks}
            onChange={(next) => void changeSettings({ nxmLinks: next })}
          />
        </SettingRow>
      </div>
    </section>
  );
}
