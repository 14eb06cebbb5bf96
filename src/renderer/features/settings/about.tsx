import { FolderOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppInfo } from '../../../shared/ipc/contract.ts';
import { getBridge } from '../../bridge.ts';
import { orNotice } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { LogoMark } from '../../ui/logo.tsx';

export function About() {
  const { t } = useTranslation();
  const [info, setInfo] = useState<AppInfo | null>(null);
  useEffect(() => {
    void orNotice(getBridge().app.info()).then(setInfo);
  }, []);
  return (
    <section className="settings-section" aria-label={t('settings.about')}>
      <h2>{t('settings.about')}</h2>
      <div className="panel about">
        <LogoMark size={56} />
        <div className="about-words">
          <p className="about-name">{t('settings.version', { version: info?.version ?? '' })}</p>
          <p className="muted">{t('settings.aboutLead')}</p>
          <p className="muted">{t('settings.privacy')}</p>
        </div>
      </div>
      {info !== null && (
        <div className="panel setting-row">
          <div className="setting-words">
            <p className="setting-title">{t('settings.dataFolder')}</p>
            <p className="path">{info.dataDir}</p>
          </div>
          <Button
            icon={<FolderOpen aria-hidden />}
            onClick={() => void orNotice(getBridge().app.openFolder({ folder: 'data' }))}
          >
            {t('settings.openData')}
          </Button>
        </div>
      )}
      <Keys />
    </section>
  );
}

const keys = [
  ['Ctrl+Z', 'settings.keyUndo'],
  ['Ctrl+Shift+Z', 'settings.keyRedo'],
  ['Ctrl+1 … 6', 'settings.keyScreens'],
  ['/', 'settings.keyFind'],
  ['Alt+←', 'settings.keyBack'],
  ['Alt+↑ ↓', 'settings.keyMove'],
  ['E', 'settings.keyToggle'],
  ['F6', 'settings.keyNotices'],
] as const;

function Keys() {
  const { t } = useTranslation();
  return (
    <>
      <h3>{t('settings.keys')}</h3>
      <dl className="panel keys">
        {keys.map(([key, label]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(label)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
