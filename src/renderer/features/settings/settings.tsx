import { useTranslation } from 'react-i18next';
import { show } from '../../stores/navigation.ts';
import { settingsSections } from './sections.ts';
import './settings.css';

/** Settings of the app: a list of sections, and the one that is shown. */
export function Settings({ section }: { readonly section: string }) {
  const { t } = useTranslation();
  const shown = settingsSections.find((one) => one.id === section) ?? settingsSections[0];
  return (
    <div className="settings">
      <nav className="settings-nav" aria-label={t('settings.sections')}>
        <h1>{t('settings.page')}</h1>
        <ul>
          {settingsSections.map(({ id, label, icon: Icon }) => (
            <li key={id}>
              <button
                type="button"
                className="game-menu-item"
                aria-current={id === shown?.id ? 'page' : undefined}
                onClick={() => show({ name: 'settings', section: id })}
              >
                <Icon aria-hidden />
                <span>{t(label)}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div className="settings-body">{shown !== undefined && <shown.Section key={shown.id} />}</div>
    </div>
  );
}
