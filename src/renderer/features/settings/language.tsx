import { useTranslation } from 'react-i18next';
import type { Language } from '../../../shared/settings.ts';
import { formatBytes, formatDateTime, formatNumber, formatRelative } from '../../i18n/format.ts';
import { offeredLanguages, systemLanguage } from '../../i18n/i18n.ts';
import { changeSettings, useSettings } from '../../stores/settings.ts';
import { Select } from '../../ui/select.tsx';
import { SettingRow } from './setting-row.tsx';

/** In their own words, whatever the window speaks: so that everybody finds theirs. */
const ownNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  'en-XA': '⟦Ļöñĝéŕ⟧',
  'en-XB': '⟦Ļöñĝéŕ⟧ ←',
};

export function LanguageSection() {
  const { t } = useTranslation();
  const { language } = useSettings();
  const now = Date.now();
  return (
    <section className="settings-section" aria-label={t('settings.language')}>
      <h2>{t('settings.language')}</h2>
      <div className="panel">
        <SettingRow title={t('settings.languageChoice')} hint={t('settings.languageLead')}>
          <Select
            label={t('settings.languageChoice')}
            value={language}
            options={[
              { value: 'system', label: t('settings.languageSystem', { language: ownNames[systemLanguage()] }) },
              ...offeredLanguages.map((one) => ({ value: one, label: ownNames[one] })),
            ]}
            onChange={(next) => void changeSettings({ language: next })}
          />
        </SettingRow>
        <SettingRow title={t('settings.example')}>
          <p className="muted">
            {[
              formatNumber(1_234_567.8),
              formatBytes(1_713_021),
              formatDateTime(now),
              formatRelative(now - 90_000),
            ].join(' · ')}
          </p>
        </SettingRow>
      </div>
    </section>
  );
}
