import { useTranslation } from 'react-i18next';
import { mostDownloadsAtOnce } from '../../../shared/settings.ts';
import { formatBytes, formatNumber } from '../../i18n/format.ts';
import { changeSettings, useSettings } from '../../stores/settings.ts';
import { Select } from '../../ui/select.tsx';

const megabyte = 1_000_000;
/** Bytes a second that are offered. */
const offered = [0.25, 0.5, 1, 2, 5, 10, 25, 50].map((value) => value * megabyte);

/** How many downloads run at the same time, and how fast all of them together. */
export function LimitSelects() {
  return (
    <div className="limit-selects">
      <AtOnceSelect showLabel />
      <SpeedSelect showLabel />
    </div>
  );
}

export function AtOnceSelect({ showLabel = false }: { readonly showLabel?: boolean }) {
  const { t } = useTranslation();
  const { downloadsAtOnce } = useSettings();
  return (
    <Select
      label={t('downloads.atOnce')}
      showLabel={showLabel}
      value={String(downloadsAtOnce)}
      options={Array.from({ length: mostDownloadsAtOnce }, (_, index) => ({
        value: String(index + 1),
        label: formatNumber(index + 1),
      }))}
      onChange={(value) => void changeSettings({ downloadsAtOnce: Number(value) })}
    />
  );
}

export function SpeedSelect({ showLabel = false }: { readonly showLabel?: boolean }) {
  const { t } = useTranslation();
  const { downloadLimit } = useSettings();
  // One that was set elsewhere, on the command line say, is shown as it is.
  const amounts = downloadLimit === null || offered.includes(downloadLimit) ? offered : [downloadLimit, ...offered];
  return (
    <Select
      label={t('downloads.limit')}
      showLabel={showLabel}
      value={downloadLimit === null ? 'none' : String(downloadLimit)}
      options={[
        { value: 'none', label: t('downloads.limitNone') },
        ...amounts.map((amount) => ({
          value: String(amount),
          label: t('downloads.limitOf', { bytes: formatBytes(amount) }),
        })),
      ]}
      onChange={(value) => void changeSettings({ downloadLimit: value === 'none' ? null : Number(value) })}
    />
  );
}
