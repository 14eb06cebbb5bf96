import { Info, ShieldAlert, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ModFile, ProviderId } from '../../../shared/model.ts';
import { i18n } from '../../i18n/i18n.ts';
import { providerName } from '../../ui/provider-name.ts';

interface FileWarningsProps {
  readonly file: ModFile;
  readonly provider: ProviderId;
}

/** What the provider found inside, and what its scanner said when that is bad. */
export function FileWarnings({ file, provider }: FileWarningsProps) {
  const { t } = useTranslation();
  if (file.scan !== 'flagged' && file.warnings.length === 0) return null;
  return (
    <ul className="file-warnings">
      {file.scan === 'flagged' && (
        <li className="file-remark" data-tone="bad">
          <ShieldAlert aria-hidden />
          {t('mod.scanFlagged', { provider: providerName(provider) })}
        </li>
      )}
      {file.warnings.map((warning) => {
        const risky = runsCode(warning);
        return (
          <li key={warning} className="file-remark" data-tone={risky ? 'warn' : 'plain'}>
            {risky ? <TriangleAlert aria-hidden /> : <Info aria-hidden />}
            {warningWords(warning, provider)}
          </li>
        );
      })}
    </ul>
  );
}

/** Providers have their own words for what can act by itself. */
export const runsCode = (warning: string): boolean => /exe|script|program|dll|bat|binary/iu.test(warning);

function warningWords(warning: string, id: ProviderId): string {
  if (warning === 'contains_exe') return i18n.t('mod.warnContainsExe');
  if (warning === 'nested_archive') return i18n.t('mod.warnNestedArchive');
  if (warning === 'other_platform') return i18n.t('mod.warnOtherPlatform');
  if (/script/iu.test(warning)) return i18n.t('plan.warnScript');
  return i18n.t('mod.warnOther', { provider: providerName(id), warning: warning.replaceAll('_', ' ') });
}
