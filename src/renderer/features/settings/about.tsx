import { Copy, FileText, Keyboard, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { getBridge } from '../../bridge.ts';
import { show } from '../../stores/navigation.ts';
import { noticePlain } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { LogoMark } from '../../ui/logo.tsx';
import { DataFolderRow } from './data-folder-row.tsx';
import { Licences } from './licences.tsx';
import { useAppInfo } from './use-app-info.ts';

export function About() {
  const { t } = useTranslation();
  const info = useAppInfo();
  const copy = async (): Promise<void> => {
    if (info === null) return;
    const text = `Loadstone ${info.version} (${info.platform})`;
    if ((await getBridge().app.copyText({ text })).ok) noticePlain(t('settings.versionCopied'), text);
  };
  return (
    <section className="settings-section" aria-label={t('settings.about')}>
      <h2>{t('settings.about')}</h2>
      <div className="panel">
        <div className="about">
          <LogoMark size={56} />
          <div className="about-words">
            <p className="about-name">{t('settings.version', { version: info?.version ?? '' })}</p>
            <p className="muted">{t('settings.aboutLead')}</p>
            <p className="muted">{t('settings.licence')}</p>
          </div>
          <Button icon={<Copy aria-hidden />} onClick={() => void copy()}>
            {t('settings.copyVersion')}
          </Button>
        </div>
        <DataFolderRow dataDir={info?.dataDir ?? null} />
      </div>
      <MoreHelp />
      <Licences />
    </section>
  );
}

/** Sections that answer what people look for here. */
const helpful = [
  { section: 'logs', icon: FileText, lead: 'settings.logsLead' },
  { section: 'keys', icon: Keyboard, lead: 'settings.keysLead' },
  { section: 'privacy', icon: ShieldCheck, lead: 'settings.privacyLead' },
] as const;

function MoreHelp() {
  const { t } = useTranslation();
  return (
    <ul className="about-more">
      {helpful.map(({ section, icon: Icon, lead }) => (
        <li key={section}>
          <button type="button" className="panel about-link" onClick={() => show({ name: 'settings', section })}>
            <Icon aria-hidden />
            <span className="setting-title">{t(`settings.${section}`)}</span>
            <span className="muted">{t(lead)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
