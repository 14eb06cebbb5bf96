import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getBridge } from '../../bridge.ts';
import { orNotice } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { LogoMark } from '../../ui/logo.tsx';
import { SettingRow } from './setting-row.tsx';
import { useAppInfo } from './use-app-info.ts';

export function About() {
  const { t } = useTranslation();
  const info = useAppInfo();
  return (
    <section className="settings-section" aria-label={t('settings.about')}>
      <h2>{t('settings.about')}</h2>
      <div className="panel about">
        <LogoMark size={56} />
        <div className="about-words">
          <p className="about-name">{t('settings.version', { version: info?.version ?? '' })}</p>
          <p className="muted">{t('settings.aboutLead')}</p>
          <p className="muted">{t('settings.licence')}</p>
        </div>
      </div>
      <Licences />
    </section>
  );
}

function Licences() {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const load = async (): Promise<void> => {
    setBusy(true);
    const found = await orNotice(getBridge().app.notices());
    setBusy(false);
    if (found !== null) setText(found.text);
  };
  return (
    <div className="panel">
      <SettingRow title={t('settings.thirdParty')}>
        <Button busy={busy} icon={<ScrollText aria-hidden />} onClick={() => void load()}>
          {t('settings.showNotices')}
        </Button>
      </SettingRow>
      {text !== null && (
        // A scrolling area has to be reached by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className="licences" tabIndex={0} role="region" aria-label={t('settings.thirdParty')} lang="en" dir="ltr">
          {text}
        </pre>
      )}
    </div>
  );
}
