import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Requirement } from '../../../shared/model.ts';
import { modReference } from '../../../shared/references.ts';
import type { Alternatives, NeededThing, RequirementsPlan } from '../../../shared/requirements.ts';

interface ChoicesProps {
  readonly plan: RequirementsPlan;
  /** References of the mods that were chosen. */
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
}

/** Several mods, one of which is enough: the player says which. */
export function PlanAlternatives({ plan, chosen, onChoose }: ChoicesProps) {
  return plan.alternatives.map((one, index) => (
    // The order is the provider's and stays.
    <OneOf key={index} alternatives={one} chosen={chosen} onChoose={onChoose} />
  ));
}

interface OneOfProps extends Pick<ChoicesProps, 'chosen' | 'onChoose'> {
  readonly alternatives: Alternatives;
}

function OneOf({ alternatives: { neededBy, options, chosen: at }, chosen, onChoose }: OneOfProps) {
  const { t } = useTranslation();
  const name = useId();
  const references = options.map(({ requirement }) => referenceOf(requirement));
  // The answer shows at once; the plan that follows from it takes a moment.
  const answer = references.findIndex((reference) => reference !== null && chosen.includes(reference));
  const marked = answer === -1 ? at : answer;
  const choose = (reference: string): void =>
    onChoose([...chosen.filter((one) => !references.includes(one)), reference]);
  return (
    <fieldset className="plan-choice" data-open={at === null || undefined}>
      <legend className="plan-heading">{t('plan.oneOf', { mod: neededBy })}</legend>
      {options.map(({ requirement, entry }, index) => {
        const reference = references[index] ?? null;
        return (
          <label key={requirement.name} className="plan-option">
            <input
              type="radio"
              name={name}
              checked={marked === index}
              disabled={reference === null}
              onChange={() => reference !== null && choose(reference)}
            />
            <span>
              <bdi>{requirement.name}</bdi>
              {entry !== null && <span className="faint"> · {t('plan.isThere')}</span>}
              {requirement.note !== '' && <span className="faint"> · {requirement.note}</span>}
              {reference === null && <span className="faint"> · {t('plan.notHere')}</span>}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

interface OptionalProps extends Pick<ChoicesProps, 'chosen' | 'onChoose'> {
  readonly offered: readonly NeededThing[];
}

/** What would be nice to have. */
export function PlanOptional({ offered, chosen, onChoose }: OptionalProps) {
  const { t } = useTranslation();
  const wanted = offered.filter(({ requirement }) => requirement.modRef !== null);
  if (wanted.length === 0) return null;
  return (
    <fieldset className="plan-choice">
      <legend className="plan-heading">{t('plan.optional')}</legend>
      {wanted.map(({ requirement, neededBy }) => (
        <label key={`${requirement.name} ${neededBy}`} className="plan-option">
          <input
            type="checkbox"
            checked={chosen.includes(referenceOf(requirement) ?? '')}
            onChange={(event) => onChoose(toggled(chosen, referenceOf(requirement), event.target.checked))}
          />
          <span>
            <bdi>{requirement.name}</bdi>
            <span className="faint"> · {t('plan.goesWith', { mod: neededBy })}</span>
            {requirement.note !== '' && <span className="faint"> · {requirement.note}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

const referenceOf = ({ modRef }: Requirement): string | null => (modRef === null ? null : modReference(modRef));

function toggled(chosen: readonly string[], reference: string | null, on: boolean): readonly string[] {
  const others = chosen.filter((one) => one !== reference);
  return on && reference !== null ? [...others, reference] : others;
}
