import { useTranslation } from 'react-i18next';

const everywhere = [
  ['Ctrl+K', 'settings.keyPalette'],
  ['Ctrl+Z', 'settings.keyUndo'],
  ['Ctrl+Shift+Z', 'settings.keyRedo'],
  ['Ctrl+1 … 7', 'settings.keyScreens'],
  ['Ctrl+J', 'settings.keyDownloads'],
  ['Ctrl+,', 'settings.keySettings'],
  ['/', 'settings.keyFind'],
  ['Alt+←', 'settings.keyBack'],
  ['Ctrl++ − 0', 'settings.keyTextSize'],
  ['F6', 'settings.keyNotices'],
] as const;

const inLists = [
  ['Enter', 'settings.keyOpen'],
  ['Space', 'settings.keySelect'],
  ['Ctrl+A', 'settings.keySelectAll'],
  ['E', 'settings.keyToggle'],
  ['P', 'settings.keyPin'],
  ['Del', 'settings.keyRemove'],
  ['Alt+↑ ↓', 'settings.keyMove'],
  ['Alt+Home End', 'settings.keyMoveFar'],
  ['Shift+F10', 'settings.keyMenu'],
] as const;

export function Keys() {
  const { t } = useTranslation();
  return (
    <section className="settings-section" aria-label={t('settings.keys')}>
      <h2>{t('settings.keys')}</h2>
      <p className="muted">{t('settings.keysLead')}</p>
      <h3>{t('settings.keysWindow')}</h3>
      <KeyList keys={everywhere} />
      <h3>{t('settings.keysLists')}</h3>
      <KeyList keys={inLists} />
    </section>
  );
}

function KeyList({ keys }: { readonly keys: typeof everywhere | typeof inLists }) {
  const { t } = useTranslation();
  return (
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
  );
}
