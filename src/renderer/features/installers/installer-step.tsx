import { Info } from 'lucide-react';
import { useId, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstallerChoices } from '../../../shared/installer.ts';
import { answerTo, type WalkedGroup, type WalkedOption, type WalkedStep } from '../../../shared/installer-walk.ts';
import { OptionPane } from './option-pane.tsx';
import { groupWords, typeWords } from './words.ts';

interface StepProps {
  readonly step: WalkedStep;
  readonly number: number;
  readonly count: number;
  readonly remembered: InstallerChoices | null;
  /** The questions are other ones than those that were answered. */
  readonly changed: boolean;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  /** Of the whole installer, where an option has no picture. */
  readonly fallbackImage: string | null;
  readonly first: boolean;
  readonly onAnswer: (group: string, options: readonly string[]) => void;
}

export function InstallerStepView(props: StepProps) {
  const { t } = useTranslation();
  const { step, number, count, remembered, changed, heading, fallbackImage, first, onAnswer } = props;
  const options = step.groups.flatMap(({ group, options: held }) =>
    held.map((one) => ({ key: `${group.id}\0${one.option.id}`, ...one })),
  );
  const [shownKey, setShownKey] = useState<string | null>(null);
  const shown =
    options.find(({ key }) => key === shownKey) ?? options.find(({ selected }) => selected) ?? options[0] ?? null;
  return (
    <div className="installer-body">
      <div className="installer-questions">
        <h2 ref={heading} tabIndex={-1} className="installer-heading">
          <span className="faint">{t('installers.step', { number, count })}</span>
          {step.step.name || t('installers.options')}
        </h2>
        {first && remembered !== null && (
          <p className="installer-note">
            <Info aria-hidden />
            {t(changed ? 'installers.rememberedChanged' : 'installers.rememberedLead')}
          </p>
        )}
        {step.groups.length === 0 && <p className="muted">{t('installers.noChoice')}</p>}
        {step.groups.map((group) => (
          <Group
            key={group.group.id}
            walked={group}
            remembered={remembered === null ? undefined : answerTo(remembered, group.group.id)}
            shownKey={shown?.key ?? null}
            onShow={setShownKey}
            onAnswer={onAnswer}
          />
        ))}
      </div>
      <OptionPane shown={shown} fallbackImage={fallbackImage} />
    </div>
  );
}

interface GroupProps {
  readonly walked: WalkedGroup;
  readonly remembered: readonly string[] | undefined;
  readonly shownKey: string | null;
  readonly onShow: (key: string) => void;
  readonly onAnswer: StepProps['onAnswer'];
}

function Group({ walked, remembered, shownKey, onShow, onAnswer }: GroupProps) {
  const { t } = useTranslation();
  const name = useId();
  const { group, options } = walked;
  const single = group.type === 'exactly-one' || group.type === 'at-most-one';
  const chosen = options.filter(({ selected }) => selected).map(({ option }) => option.id);
  const choose = (id: string, on: boolean): void => {
    if (single) onAnswer(group.id, [id]);
    else onAnswer(group.id, on ? [...chosen, id] : chosen.filter((one) => one !== id));
  };
  return (
    <fieldset className="installer-group" data-unanswered={walked.unanswered || undefined}>
      <legend>
        <span className="installer-group-name">{group.name || t('installers.options')}</span>
        <span className="faint">{t(groupWords[group.type])}</span>
      </legend>
      {options.map((walkedOption) => {
        const key = `${group.id}\0${walkedOption.option.id}`;
        return (
          <Option
            key={key}
            walked={walkedOption}
            kind={single ? 'radio' : 'checkbox'}
            name={name}
            isRemembered={remembered?.includes(walkedOption.option.id) ?? false}
            shown={key === shownKey}
            onShow={() => onShow(key)}
            onChoose={(on) => choose(walkedOption.option.id, on)}
          />
        );
      })}
      {group.type === 'at-most-one' && !options.every(({ locked }) => locked) && (
        <label className="installer-option">
          <input type="radio" name={name} checked={chosen.length === 0} onChange={() => onAnswer(group.id, [])} />
          <span className="installer-option-name">{t('installers.none')}</span>
        </label>
      )}
    </fieldset>
  );
}

interface OptionProps {
  readonly walked: WalkedOption;
  readonly kind: 'radio' | 'checkbox';
  readonly name: string;
  readonly isRemembered: boolean;
  readonly shown: boolean;
  readonly onShow: () => void;
  readonly onChoose: (on: boolean) => void;
}

/** Hovering or reaching an option shows what the author says about it; screen readers get it with the option. */
function Option({ walked, kind, name, isRemembered, shown, onShow, onChoose }: OptionProps) {
  const { t } = useTranslation();
  const description = useId();
  const { option, type, selected, locked } = walked;
  const words = typeWords[type];
  return (
    <label
      className="installer-option"
      data-selected={selected || undefined}
      data-shown={shown || undefined}
      data-locked={locked || undefined}
      onPointerEnter={onShow}
    >
      <input
        type={kind}
        name={name}
        checked={selected}
        aria-disabled={locked || undefined}
        aria-describedby={option.description === '' ? undefined : description}
        onFocus={onShow}
        // A locked one keeps its focus, so that what it is can be read.
        onChange={(event) => !locked && onChoose(event.currentTarget.checked)}
      />
      <span className="installer-option-name">{option.name || t('installers.options')}</span>
      {words !== null && (
        <span className="installer-badge" data-type={type}>
          {t(words)}
        </span>
      )}
      {isRemembered && <span className="installer-badge">{t('installers.remembered')}</span>}
      {option.description !== '' && (
        <span id={description} className="sr-only">
          {option.description}
        </span>
      )}
    </label>
  );
}
