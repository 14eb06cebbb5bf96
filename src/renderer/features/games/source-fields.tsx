import { CircleAlert, CircleCheck, KeyRound, LoaderCircle, LogIn, SearchX } from 'lucide-react';
import { useEffect, useId, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { gameKey, openSources, type OpenSource } from '../../../shared/game-sources.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import { errorWords } from '../../i18n/error-words.ts';
import type { TypedSources } from '../../stores/game-drafts.ts';
import { signInScreen, show } from '../../stores/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { providerName } from '../../ui/provider-name.ts';
import { useSourceGames, type SourceGames } from './source-games.ts';
import { TextField } from './text-field.tsx';

/** The keys, empty ones included; null while something is neither a key nor an address. */
export function sourceKeys(typed: TypedSources): Partial<Record<OpenSource, string>> | null {
  const keys = openSources.map((source) => [source, gameKey(source, typed[source] ?? '')] as const);
  return keys.some(([, key]) => key === null) ? null : Object.fromEntries(keys);
}

interface SourceFieldsProps {
  readonly typed: TypedSources;
  /** Name of the game: what an empty field is asked about. */
  readonly game: string;
  /** What is wrong is said. */
  readonly strict: boolean;
  readonly onChange: (typed: TypedSources) => void;
}

export function SourceFields({ typed, game, strict, onChange }: SourceFieldsProps) {
  return openSources.map((source) => (
    <SourceField
      key={source}
      source={source}
      value={typed[source] ?? ''}
      game={game}
      strict={strict}
      onChange={(value) => onChange({ ...typed, [source]: value })}
    />
  ));
}

interface SourceFieldProps {
  readonly source: OpenSource;
  readonly value: string;
  readonly game: string;
  readonly strict: boolean;
  readonly onChange: (value: string) => void;
}

function SourceField({ source, value, game, strict, onChange }: SourceFieldProps) {
  const { t } = useTranslation();
  const list = useId();
  const provider = providerName(source);
  // No source hears the name of a game before the player has come to its field.
  const [visited, setVisited] = useState(false);
  const empty = value.trim() === '';
  const text = empty && visited ? game.trim() : value.trim();
  const asked = useSourceGames(source, text);
  const found = empty ? { ...asked, match: null } : asked;
  const { games, match } = found;
  const place = useRef<HTMLDivElement>(null);
  useVerdictInView(place, `${games.length} ${found.asking} ${found.nothing}`);
  const isKey = gameKey(source, value) !== null;
  // Who could not be asked has its reason below.
  const wrong = strict && !isKey && match === null && found.error === null;
  // Who typed the whole name need not choose it from the list as well.
  const takeMatch = (): boolean => {
    if (match === null || gameKey(source, value) === match.key) return false;
    onChange(match.key);
    return true;
  };
  const typing = useRef(false);
  // What is answered after the field was left, or to what was typed before a sign-in, counts as well.
  useEffect(() => {
    if (!typing.current && match !== null && gameKey(source, value) !== match.key) onChange(match.key);
  }, [match, source, value, onChange]);
  return (
    <div ref={place} className="source-field">
      <TextField
        label={t('gameSources.field', { provider })}
        hint={t(`gameSources.hint.${source}`)}
        value={value}
        list={list}
        problem={wrong ? t('gameSources.problem', { provider }) : null}
        onChange={onChange}
        onFocus={() => {
          typing.current = true;
          setVisited(true);
        }}
        onBlur={() => {
          typing.current = false;
          takeMatch();
        }}
        onKeyDown={(event) => {
          // The first Enter takes the game, the next one goes on with the form.
          if (event.key === 'Enter' && takeMatch()) event.preventDefault();
        }}
      />
      <datalist id={list}>
        {games.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </datalist>
      <Verdict found={found} source={source} text={text} onChoose={onChange} />
    </div>
  );
}

/** What is said below the field that is typed in may be out of view there. */
function useVerdictInView(field: RefObject<HTMLElement | null>, verdict: string): void {
  useEffect(() => {
    const place = field.current;
    if (place?.contains(document.activeElement) === true) place.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [field, verdict]);
}

/** Names shown below a field; the others are in its list. */
const shownNames = 4;

interface VerdictProps {
  readonly found: SourceGames;
  readonly source: OpenSource;
  readonly text: string;
  readonly onChoose: (key: string) => void;
}

/** Which game was meant, which it could be, or that there is none of that name. */
function Verdict({ found: { games, match, nothing, asking, error }, source, text, onChoose }: VerdictProps) {
  const { t } = useTranslation();
  const provider = providerName(source);
  if (match !== null) {
    return (
      <p className="source-verdict" data-tone="good" role="status">
        <CircleCheck aria-hidden />
        <bdi>{match.name}</bdi>
        {match.mods !== null && <span className="faint">{t('discover.results', { count: match.mods })}</span>}
      </p>
    );
  }
  if (error !== null && games.length === 0) return <Refused source={source} error={error} />;
  if (nothing) {
    return (
      <p className="source-verdict" data-tone="warn" role="status">
        <SearchX aria-hidden />
        {t('gameSources.unknown', { provider, text })}
      </p>
    );
  }
  if (text === '') return null;
  if (games.length === 0) {
    return asking ? (
      <p className="source-verdict faint" role="status">
        <LoaderCircle className="spin" aria-hidden />
        {t('gameSources.asking', { provider })}
      </p>
    ) : null;
  }
  return (
    <div className="source-verdict" role="group" aria-label={t('gameSources.meant')}>
      <span className="faint">{t('gameSources.meant')}</span>
      {games.slice(0, shownNames).map(({ key, name }) => (
        <Button key={key} size="sm" onClick={() => onChoose(key)}>
          {name}
        </Button>
      ))}
    </div>
  );
}

/** The source could not be asked: why, and the way on. */
function Refused({ source, error }: { readonly source: OpenSource; readonly error: ErrorData }) {
  const { t } = useTranslation();
  const provider = providerName(source);
  const signIn = error.code === 'needs_sign_in';
  return (
    <div className="source-verdict" data-tone="warn" role="status">
      {signIn ? <KeyRound aria-hidden /> : <CircleAlert aria-hidden />}
      <span>{signIn ? t('gameSources.signIn', { provider }) : errorWords(error).message}</span>
      {signIn && (
        <Button
          size="sm"
          icon={<LogIn className="flip" aria-hidden />}
          aria-label={t('accounts.signInTo', { provider })}
          onClick={() => show(signInScreen(source))}
        >
          {t('accounts.signIn')}
        </Button>
      )}
    </div>
  );
}
