import { useTranslation } from 'react-i18next';
import { providerIds, type ProviderId } from '../../../shared/model.ts';
import { changeSettings, useSettings } from '../../stores/settings.ts';
import { providerName } from '../../ui/provider-name.ts';
import { Switch } from '../../ui/switch.tsx';
import { SettingRow } from './setting-row.tsx';

const sent = {
  nexus: 'settings.sentNexus',
  gamebanana: 'settings.sentGamebanana',
  github: 'settings.sentGithub',
  modio: 'settings.sentModio',
  factorio: 'settings.sentFactorio',
} as const satisfies Record<ProviderId, string>;

export function Privacy() {
  const { t } = useTranslation();
  const { blurAdult } = useSettings();
  return (
    <section className="settings-section" aria-label={t('settings.privacy')}>
      <h2>{t('settings.privacy')}</h2>
      <p className="muted">{t('settings.privacyLead')}</p>
      <div className="panel">
        <SettingRow title={t('settings.blur')} hint={t('settings.blurHint')}>
          <Switch
            label={t('settings.blur')}
            checked={blurAdult}
            onChange={(next) => void changeSettings({ blurAdult: next })}
          />
        </SettingRow>
      </div>
      <h3>{t('settings.whoGets')}</h3>
      <dl className="panel sent">
        {providerIds.map((provider) => (
          <div key={provider}>
            <dt>{providerName(provider)}</dt>
            <dd>{t(sent[provider])}</dd>
          </div>
        ))}
        <div>
          <dt>{t('settings.sentNobody')}</dt>
          <dd>{t('settings.sentNobodyHint')}</dd>
        </div>
      </dl>
    </section>
  );
}
