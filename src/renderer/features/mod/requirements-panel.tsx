import { CircleCheck, CircleDashed, Gamepad2, ExternalLink, Power, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GameId } from '../../../shared/ids.ts';
import type { LibraryEntry, ModFile, ProviderId, Requirement } from '../../../shared/model.ts';
import { fileReference, modReference } from '../../../shared/references.ts';
import { isPartOfGame } from '../../../shared/requirements.ts';
import { getBridge } from '../../bridge.ts';
import { i18n } from '../../i18n/i18n.ts';
import { useEntries } from '../../stores/library.ts';
import { useDiscover } from '../../stores/discover.ts';
import { show, useNavigation } from '../../stores/navigation.ts';
import { orNotice } from '../../stores/notices.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorCard } from '../../ui/states.tsx';

interface RequirementsPanelProps {
  readonly gameId: GameId;
  readonly file: ModFile;
}

/** What a file says it needs, and which of it the library has. Nothing when it needs nothing. */
export function RequirementsPanel({ gameId, file }: RequirementsPanelProps) {
  const { t } = useTranslation();
  const [asked, again] = useAsked(fileReference(file.ref), () => getBridge().mods.requirements({ file: file.ref }));
  const entries = useEntries(gameId);
  if (asked.error !== null) return <ErrorCard compact error={asked.error} onRetry={again} />;
  const shown = asked.value?.filter(({ modRef, url, note }) => modRef !== null || url !== null || note !== '') ?? [];
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="requirements" className="panel">
      <h2 id="requirements" className="mod-section">
        {t('plan.requirements')}
      </h2>
      {groups.map(({ kind, words }) => (
        <Group
          key={kind}
          title={t(words)}
          list={shown.filter((one) => one.kind === kind)}
          entries={entries}
          provider={file.ref.provider}
        />
      ))}
    </section>
  );
}

const groups = [
  { kind: 'required', words: 'plan.required' },
  { kind: 'optional', words: 'plan.optional' },
  { kind: 'incompatible', words: 'plan.notWith' },
] as const;

interface GroupProps {
  readonly title: string;
  readonly list: readonly Requirement[];
  readonly entries: readonly LibraryEntry[];
  readonly provider: ProviderId;
}

function Group({ title, list, entries, provider }: GroupProps) {
  if (list.length === 0) return null;
  return (
    <>
      <h3 className="plan-heading">{title}</h3>
      <ul className="needs">
        {list.map((requirement) => (
          <li key={`${requirement.name} ${requirement.versions ?? ''}`}>
            <Need
              requirement={requirement}
              entry={entryOf(requirement, entries)}
              ofGame={isPartOfGame(provider, requirement)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function entryOf({ modRef }: Requirement, entries: readonly LibraryEntry[]): LibraryEntry | null {
  if (modRef === null) return null;
  const known = (entry: LibraryEntry): boolean =>
    entry.provenance.modRef !== null && modReference(entry.provenance.modRef) === modReference(modRef);
  return entries.find(known) ?? null;
}

interface NeedProps {
  readonly requirement: Requirement;
  readonly entry: LibraryEntry | null;
  readonly ofGame: boolean;
}

function Need({ requirement, entry, ofGame }: NeedProps) {
  const { modRef, url, note, versions } = requirement;
  const name = useTitle(requirement, entry);
  return (
    <div className="need">
      {ofGame ? <Gamepad2 aria-hidden /> : needIcon(requirement, entry)}
      <div className="need-words">
        {modRef === null ? (
          <bdi className="need-name">{name}</bdi>
        ) : (
          <button type="button" className="text-link need-name" onClick={() => show({ name: 'mod', ref: modRef })}>
            <bdi>{name}</bdi>
          </button>
        )}
        <p className="faint">
          {[versions, ofGame ? '' : stateWords(requirement, entry), note].filter(Boolean).join(' · ')}
        </p>
      </div>
      {modRef === null && url !== null && <OpenOutside name={name} url={url} />}
    </div>
  );
}

/** Its title where the library or the list that is browsed knows it: the source may name only its key. */
function useTitle({ name, modRef }: Requirement, entry: LibraryEntry | null): string {
  const gameId = useNavigation((store) => store.gameId);
  const key = modRef === null ? null : modReference(modRef);
  const found = useDiscover((store) =>
    gameId === null ? undefined : store.games[gameId]?.mods.find(({ ref }) => modReference(ref) === key)?.name,
  );
  return entry?.name ?? found ?? name;
}

function OpenOutside({ name, url }: { readonly name: string; readonly url: string }) {
  const { t } = useTranslation();
  return (
    <Button
      size="sm"
      tone="quiet"
      icon={<ExternalLink aria-hidden />}
      aria-label={t('plan.openPageOf', { name })}
      onClick={() => void orNotice(getBridge().app.openExternal({ url }))}
    />
  );
}

function needIcon({ kind }: Requirement, entry: LibraryEntry | null) {
  if (kind === 'incompatible') {
    return entry === null ? (
      <CircleCheck className="tone-good" aria-hidden />
    ) : (
      <TriangleAlert className="tone-bad" aria-hidden />
    );
  }
  if (entry === null) return <CircleDashed className={kind === 'required' ? 'tone-warn' : ''} aria-hidden />;
  return entry.enabled ? (
    <CircleCheck className="tone-good" aria-hidden />
  ) : (
    <Power className="tone-info" aria-hidden />
  );
}

function stateWords({ kind, modRef, oneOf }: Requirement, entry: LibraryEntry | null): string {
  if (kind === 'incompatible') return i18n.t(entry === null ? 'plan.notInLibrary' : 'plan.inLibrary');
  if (entry !== null) return i18n.t(entry.enabled ? 'plan.isThere' : 'plan.isOff');
  if (modRef === null) return i18n.t('plan.fromElsewhere');
  return i18n.t(oneOf === null ? 'plan.comesAlong' : 'plan.oneIsEnough');
}
