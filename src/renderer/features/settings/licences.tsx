import { ExternalLink } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getBridge } from '../../bridge.ts';
import { orNotice } from '../../stores/notices.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { IconButton } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { findLicences, readLicences, type Licence } from './licence-list.ts';
import './licences.css';

/** What Loadstone is built with, by whom, and under which terms. */
export function Licences() {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [notices, again] = useAsked('notices', () => getBridge().app.notices());
  const all = useMemo(() => readLicences(notices.value?.text ?? ''), [notices.value]);
  const found = findLicences(all.packages, words);
  if (notices.error !== null) return <ErrorCard compact error={notices.error} onRetry={again} />;
  return (
    <section className="panel licences" aria-label={t('settings.thirdParty')}>
      <div className="licences-head">
        <div>
          <h3>{t('settings.thirdParty')}</h3>
          <p className="muted" role="status">
            {t('settings.packages', { count: found.length })}
          </p>
        </div>
        <SearchField
          label={t('settings.searchLicences')}
          placeholder={t('settings.searchLicences')}
          clearLabel={t('discover.clear')}
          value={words}
          onChange={setWords}
        />
      </div>
      {found.length === 0 && words !== '' && <p className="muted">{t('settings.noLicence', { text: words })}</p>}
      <ul>
        {found.map((one) => (
          <Package key={`${one.name} ${one.version}`} one={one} />
        ))}
      </ul>
      {all.lead !== '' && (
        <p className="faint licences-lead" lang="en" dir="ltr">
          {all.lead}
        </p>
      )}
    </section>
  );
}

/** The licences are in English, as their authors wrote them. */
function Package({ one: { name, version, licence, author, url, text } }: { readonly one: Licence }) {
  const { t } = useTranslation();
  return (
    <li className="licence">
      <details>
        <summary>
          <span className="licence-name">
            <bdi>{name}</bdi> <span className="faint">{version}</span>
          </span>
          <span className="muted licence-by">
            <bdi>{author}</bdi>
          </span>
          <span className="muted licence-kind">
            <bdi>{licence}</bdi>
          </span>
        </summary>
        <pre lang="en" dir="ltr">
          {text}
        </pre>
      </details>
      {url !== null && (
        <IconButton
          size="sm"
          label={t('plan.openPageOf', { name })}
          onClick={() => void orNotice(getBridge().app.openExternal({ url }))}
        >
          <ExternalLink className="flip" aria-hidden />
        </IconButton>
      )}
    </li>
  );
}
