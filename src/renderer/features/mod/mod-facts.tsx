import { useTranslation } from 'react-i18next';
import type { ModDetails } from '../../../shared/model.ts';
import { formatDate, formatNumber } from '../../i18n/format.ts';
import { providerName } from '../../ui/provider-name.ts';

export function ModFacts({ mod }: { readonly mod: ModDetails }) {
  const { t } = useTranslation();
  const rows: readonly (readonly [string, string | null])[] = [
    [t('mod.author'), mod.author],
    [t('mod.category'), mod.category],
    [t('mod.version'), mod.version],
    [t('mod.license'), mod.license],
    [t('mod.likes'), mod.likes === null ? null : formatNumber(mod.likes)],
    [t('mod.downloads'), mod.downloads === null ? null : formatNumber(mod.downloads)],
    [t('mod.updated'), mod.updatedAt === null ? null : formatDate(mod.updatedAt)],
    [t('mod.created'), mod.createdAt === null ? null : formatDate(mod.createdAt)],
    [t('mod.source'), providerName(mod.ref.provider)],
  ];
  return (
    <section aria-labelledby="facts" className="panel">
      <h2 id="facts" className="mod-section">
        {t('mod.facts')}
      </h2>
      <dl className="facts">
        {rows.flatMap(([label, value]) =>
          value === null
            ? []
            : [
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>,
              ],
        )}
      </dl>
    </section>
  );
}
