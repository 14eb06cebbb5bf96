import { Recycle, Sparkles } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collected, Retention } from '../../../shared/storage.ts';
import { formatBytes } from '../../i18n/format.ts';
import { notLoaded, type Loaded } from '../../stores/loading.ts';
import { gameName } from '../../stores/games.ts';
import { settled } from '../../stores/notices.ts';
import { changeSettings, useSettings } from '../../stores/settings.ts';
import { collect, previewCollect } from '../../stores/storage.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { IntoView } from '../../ui/into-view.tsx';
import { Checkbox } from '../../ui/switch.tsx';
import { outcomeSentence } from '../history/sentences.ts';

const gigabyte = 1_000_000_000;

/** What shall be kept, then what that would cost, then a yes: nothing goes away unseen. */
export function MakeRoom({ onFreed }: { readonly onFreed: () => void }) {
  const { t } = useTranslation();
  const [retention, setRetention] = useState<Retention>(useSettings.getState().retention);
  const [found, setFound] = useState<Loaded<Collected>>(notLoaded);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<Retention>): void => {
    const next = { ...retention, ...part };
    setRetention(next);
    void changeSettings({ retention: next });
    setFound(notLoaded);
  };
  const look = async (): Promise<void> => {
    setFound({ value: null, error: null, loading: true });
    const result = await settled(previewCollect(retention));
    setFound(
      result.ok
        ? { value: result.value, error: null, loading: false }
        : { value: null, error: result.error, loading: false },
    );
  };
  const free = async (): Promise<void> => {
    setBusy(true);
    const done = await collect(retention);
    setBusy(false);
    if (!done) return;
    setFound(notLoaded);
    onFreed();
  };
  return (
    <div className="panel make-room">
      <div>
        <h3>{t('storage.keep')}</h3>
        <p className="muted">{t('storage.keepLead')}</p>
      </div>
      <RetentionFields retention={retention} onChange={change} />
      <Button icon={<Recycle aria-hidden />} busy={found.loading} onClick={() => void look()}>
        {found.loading ? t('storage.looking') : t('storage.look')}
      </Button>
      {found.error !== null && <ErrorCard compact error={found.error} onRetry={() => void look()} />}
      {found.value !== null && (
        <IntoView>
          <Cost found={found.value} busy={busy} onFree={() => void free()} />
        </IntoView>
      )}
    </div>
  );
}

interface RetentionFieldsProps {
  readonly retention: Retention;
  readonly onChange: (part: Partial<Retention>) => void;
}

function RetentionFields({ retention, onChange }: RetentionFieldsProps) {
  const { t } = useTranslation();
  const { generations, days, budget, archives } = retention;
  return (
    <div className="retention">
      <NumberField
        label={t('storage.generations')}
        unit={t('storage.generationsUnit')}
        value={generations}
        min={1}
        max={100_000}
        onChange={(value) => onChange({ generations: value })}
      />
      <NumberField
        label={t('storage.days')}
        unit={t('storage.daysUnit')}
        value={days}
        min={0}
        max={36_500}
        onChange={(value) => onChange({ days: value })}
      />
      <div className="retention-budget">
        <Checkbox
          label={t('storage.budget')}
          checked={budget !== null}
          onChange={(on) => onChange({ budget: on ? 20 * gigabyte : null })}
        />
        <NumberField
          label={t('storage.budget')}
          unit={t('storage.budgetUnit')}
          value={budget === null ? null : Math.round(budget / gigabyte)}
          min={0}
          max={100_000}
          onChange={(value) => onChange({ budget: value * gigabyte })}
        />
      </div>
      <p className="faint">{t('storage.budgetHint')}</p>
      <div className="retention-archives">
        <Checkbox label={t('storage.keepArchives')} checked={archives} onChange={(on) => onChange({ archives: on })} />
        <div>
          <p>{t('storage.keepArchives')}</p>
          <p className="faint">{t('storage.keepArchivesHint')}</p>
        </div>
      </div>
    </div>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly unit: string;
  /** null: not used. */
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

function NumberField({ label, unit, value, min, max, onChange }: NumberFieldProps) {
  const id = useId();
  return (
    <div className="number-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="text-input"
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        disabled={value === null}
        value={value ?? ''}
        aria-describedby={`${id}-unit`}
        onChange={(event) => {
          const next = Math.round(event.target.valueAsNumber);
          if (Number.isFinite(next)) onChange(Math.min(max, Math.max(min, next)));
        }}
      />
      <span id={`${id}-unit`} className="muted">
        {unit}
      </span>
    </div>
  );
}

interface CostProps {
  readonly found: Collected;
  readonly busy: boolean;
  readonly onFree: () => void;
}

function Cost({ found, busy, onFree }: CostProps) {
  const { t } = useTranslation();
  if (found.bytes === 0 && found.generations.length === 0) {
    return (
      <p className="tool-result">
        <Sparkles aria-hidden />
        <span>
          {t('storage.nothingToFree')}. {t('storage.nothingToFreeHint')}
        </span>
      </p>
    );
  }
  const bytes = formatBytes(found.bytes);
  return (
    <div className="cost">
      <p className="cost-title">{t('storage.wouldFree', { bytes })}</p>
      {found.generations.length + found.needDownload.length === 0 && <p>{t('storage.lostNone')}</p>}
      <States words={t('storage.lost', { count: found.generations.length })} states={found.generations} />
      <States words={t('storage.needDownload', { count: found.needDownload.length })} states={found.needDownload} />
      <div className="cost-end">
        <Button tone="danger" busy={busy} onClick={onFree}>
          {t('storage.freeNow', { bytes })}
        </Button>
        <p className="faint">{t('storage.final')}</p>
      </div>
    </div>
  );
}

const shownStates = 8;

function States({ words, states }: { readonly words: string; readonly states: Collected['generations'] }) {
  const { t } = useTranslation();
  if (states.length === 0) return null;
  return (
    <div>
      <p>{words}</p>
      <ul className="cost-states">
        {states.slice(0, shownStates).map(({ gameId, number, reason, subject }) => (
          <li key={`${gameId} ${number}`}>
            <bdi className="ellipsis">{t('storage.state', { number, sentence: outcomeSentence(reason, subject) })}</bdi>
            <span className="faint">{gameName(gameId)}</span>
          </li>
        ))}
      </ul>
      {states.length > shownStates && (
        <p className="faint">{t('storage.more', { count: states.length - shownStates })}</p>
      )}
    </div>
  );
}
