import { CircleCheck, Power, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ModFile } from '../../../shared/model.ts';
import { fileReference, modReference } from '../../../shared/references.ts';
import type { PlannedMod, PresentMod, RequirementsPlan } from '../../../shared/requirements.ts';
import { formatBytes } from '../../i18n/format.ts';
import { i18n } from '../../i18n/i18n.ts';
import { chooseVariant, variantOf, type PlannedInstall } from '../../stores/install-plan.ts';
import { providerName } from '../../ui/provider-name.ts';
import { Select } from '../../ui/select.tsx';
import { FileWarnings } from './file-warnings.tsx';

interface PlanFetchProps {
  readonly planned: PlannedInstall;
  readonly plan: RequirementsPlan;
}

/** What would be fetched, in the order it is installed in. */
export function PlanFetch({ planned, plan }: PlanFetchProps) {
  const { t } = useTranslation();
  const { name, file, modRef } = planned;
  return (
    <section>
      <h3 className="plan-heading">{t('plan.fetch')}</h3>
      <ol className="plan-list">
        {plan.install.map((mod) => (
          <li key={modReference(mod.ref)}>
            <Needed planned={planned} mod={mod} />
          </li>
        ))}
        <li>
          <div className="plan-mod">
            <p className="plan-name">
              <bdi>{name}</bdi>
            </p>
            <p className="plan-size">{sizeWords(file)}</p>
            <p className="faint plan-why">
              {[providerName(modRef.provider), file.version, file.name].filter((part) => part !== null).join(' · ')}
            </p>
          </div>
        </li>
      </ol>
    </section>
  );
}

function Needed({ planned, mod }: { readonly planned: PlannedInstall; readonly mod: PlannedMod }) {
  const { t } = useTranslation();
  const file = variantOf(planned, mod);
  const facts = [
    providerName(mod.ref.provider),
    file.version,
    t('plan.neededBy', { mods: mod.neededBy.join(', ') }),
    mod.versions.length === 0 ? null : t('plan.versions', { versions: mod.versions.join(', ') }),
    mod.replaces === null ? null : t('plan.replacesOther'),
  ];
  return (
    <div className="plan-mod">
      <p className="plan-name">
        <bdi>{mod.name}</bdi>
      </p>
      <p className="plan-size">{sizeWords(file)}</p>
      <p className="faint plan-why">{facts.filter((part) => part !== null).join(' · ')}</p>
      {mod.others.length > 0 && <Variants mod={mod} file={file} />}
      <FileWarnings file={file} provider={mod.ref.provider} />
    </div>
  );
}

function Variants({ mod, file }: { readonly mod: PlannedMod; readonly file: ModFile }) {
  const { t } = useTranslation();
  const files = [mod.file, ...mod.others];
  return (
    <Select
      label={t('plan.variant', { mod: mod.name })}
      value={fileReference(file.ref)}
      options={files.map((one) => ({ value: fileReference(one.ref), label: variantWords(one) }))}
      onChange={(next) => {
        const chosen = files.find((one) => fileReference(one.ref) === next);
        if (chosen !== undefined) chooseVariant(mod, chosen);
      }}
    />
  );
}

const variantWords = ({ name, version, size }: ModFile): string =>
  [name, version, size === null ? null : formatBytes(size)].filter((part) => part !== null).join(' · ');

const sizeWords = ({ size }: ModFile): string => (size === null ? i18n.t('mod.sizeUnknown') : formatBytes(size));

/** What the library has already. */
export function PlanPresent({ plan: { present } }: { readonly plan: RequirementsPlan }) {
  const { t } = useTranslation();
  if (present.length === 0) return null;
  return (
    <section>
      <h3 className="plan-heading">{t('plan.present')}</h3>
      <ul className="plan-list">
        {present.map((mod) => (
          <li key={mod.entry} className="plan-present">
            {presentIcon(mod)}
            <bdi>{mod.name}</bdi>
            <span className="faint">{presentWords(mod)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function presentIcon({ enabled, fits }: PresentMod) {
  if (fits === false) return <TriangleAlert className="tone-warn" aria-hidden />;
  return enabled ? <CircleCheck className="tone-good" aria-hidden /> : <Power className="tone-info" aria-hidden />;
}

function presentWords({ enabled, fits, version }: PresentMod): string {
  const state =
    fits === false ? i18n.t('plan.otherVersion') : enabled ? i18n.t('plan.isThere') : i18n.t('plan.willBeOn');
  return [version, state].filter((part) => part !== null).join(' · ');
}
