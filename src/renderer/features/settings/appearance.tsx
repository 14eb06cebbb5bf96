import { Minus, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { accents, largestText, smallestText, type Settings } from '../../../shared/settings.ts';
import { changeSettings, useSettings } from '../../stores/settings.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Select } from '../../ui/select.tsx';
import { resizeText } from '../palette/use-app-keys.ts';
import { SettingRow } from './setting-row.tsx';

export function Appearance() {
  const { t } = useTranslation();
  const { theme, density } = useSettings();
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
        <SettingRow title={t('settings.accent')} hint={t('settings.accentHint')}>
          <AccentChoice />
        </SettingRow>
        <SettingRow title={t('settings.density')} hint={t('settings.densityHint')}>
          <Segments
            label={t('settings.density')}
            value={density}
            options={[
              { value: 'comfortable', label: t('settings.densityComfortable') },
              { value: 'compact', label: t('settings.densityCompact') },
            ]}
            onChange={(next) => void changeSettings({ density: next })}
          />
        </SettingRow>
        <SettingRow title={t('settings.textSize')} hint={t('settings.textSizeHint')}>
          <TextSize />
        </SettingRow>
      </div>
    </section>
  );
}

const accentKeys = {
  brass: 'settings.accentBrass',
  teal: 'settings.accentTeal',
  blue: 'settings.accentBlue',
  violet: 'settings.accentViolet',
  rose: 'settings.accentRose',
} as const satisfies Record<Settings['accent'], string>;

function AccentChoice() {
  const { t } = useTranslation();
  const { accent } = useSettings();
  return (
    <fieldset className="swatches" aria-label={t('settings.accent')}>
      {accents.map((one) => (
        <label key={one} className="swatch" data-accent-of={one} title={t(accentKeys[one])}>
          <input
            type="radio"
            name="accent"
            aria-label={t(accentKeys[one])}
            checked={one === accent}
            onChange={() => void changeSettings({ accent: one })}
          />
        </label>
      ))}
    </fieldset>
  );
}

const step = 10;

function TextSize() {
  const { t } = useTranslation();
  const { textSize } = useSettings();
  return (
    <div className="text-size">
      <IconButton
        label={t('settings.smaller')}
        aria-disabled={textSize <= smallestText}
        onClick={() => resizeText(-step)}
      >
        <Minus aria-hidden />
      </IconButton>
      <output aria-label={t('settings.textSize')}>{t('settings.percent', { value: textSize })}</output>
      <IconButton label={t('settings.larger')} aria-disabled={textSize >= largestText} onClick={() => resizeText(step)}>
        <Plus aria-hidden />
      </IconButton>
      <Button size="sm" tone="quiet" onClick={() => void changeSettings({ textSize: 100 })}>
        {t('settings.usual')}
      </Button>
    </div>
  );
}
