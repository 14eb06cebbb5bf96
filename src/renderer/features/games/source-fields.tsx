import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { gameKey, openSources, type OpenSource } from '../../../shared/game-sources.ts';
import type { ProviderGame } from '../../../shared/model.ts';
import { getBridge } from '../../bridge.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { providerName } from '../../ui/provider-name.ts';
import { TextField } from './text-field.tsx';

/** What was typed for each source: a key, the address of the game there, or the first letters of its name. */
export type TypedSources = Readonly<Partial<Record<OpenSource, string>>>;

/** The keys, empty ones included; null while something is neither a key nor an address. */
export function sourceKeys(typed: TypedSources): Partial<Record<OpenSource, string>> | null {
  const keys = openSources.map((source) => [source, gameKey(source, typed[source] ?? '')] as const);
  return keys.some(([, key]) => key === null) ? null : Object.fromEntries(keys);
}

interface SourceFieldsProps {
  readonly typed: TypedSources;
  /** What is wrong is said. */
  readonly strict: boolean;
  readonly onChange: (typed: TypedSources) => void;
}

export function SourceFields({ typed, strict, onChange }: SourceFieldsProps) {
  return openSources.map((source) => (
    <SourceField
      key={source}
      source={source}
      value={typed[source] ?? ''}
      strict={strict}
      onChange={(value) => onChange({ ...typed, [source]: value })}
    />
  ));
}

interface SourceFieldProps {
  readonly source: OpenSource;
  readonly value: string;
  readonly strict: boolean;
  readonly onChange: (value: string) => void;
}

function SourceField({ source, value, strict, onChange }: SourceFieldProps) {
  const { t } = useTranslation();
  const list = useId();
  const suggestions = useSuggestions(source, value);
  const wrong = strict && gameKey(source, value) === null;
  return (
    <>
      <TextField
        label={t('gameSources.field', { provider: providerName(source) })}
        hint={t(`gameSources.hint.${source}`)}
        value={value}
        list={list}
        problem={wrong ? t('gameSources.problem', { provider: providerName(source) }) : null}
        onChange={onChange}
        onBlur={() => {
          const key = keyOfName(suggestions, value);
          if (key !== null) onChange(key);
        }}
      />
      <datalist id={list}>
        {suggestions.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  );
}

/** The key of the one game with just this name: who typed the whole name need not choose it from the list as well. */
function keyOfName(games: readonly ProviderGame[], typed: string): string | null {
  const wanted = typed.trim().toLowerCase();
  const named = games.filter(({ name }) => name.toLowerCase() === wanted);
  return named.length === 1 ? (named[0]?.key ?? null) : null;
}

/** Games of the source with a name like what was typed. None where the source wants an account first. */
function useSuggestions(source: OpenSource, typed: string) {
  const text = useSettled(typed.trim());
  const isName = text.length > 2 && !text.includes('/') && !/^\d+$/u.test(text);
  const [games] = useAsked(
    isName ? `${source} ${text}` : null,
    () => getBridge().mods.games({ provider: source, text }),
    true,
  );
  return isName ? (games.value ?? []).slice(0, 12) : [];
}

/** Typing has paused this long before anybody is asked, in ms. */
const pause = 350;

function useSettled(value: string): string {
  const [held, setHeld] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setHeld(value), pause);
    return () => clearTimeout(timer);
  }, [value]);
  return held;
}
