import { CircleSlash, Eye, HardDrive, Pin, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryId, GameId } from '../../../shared/ids.ts';
import type { LibraryEntry } from '../../../shared/model.ts';
import type { GameUpdates } from '../../../shared/updates.ts';
import { worded } from '../../i18n/say.ts';
import { setPinned, useEntries } from '../../stores/library.ts';
import { show } from '../../stores/navigation.ts';
import { Button } from '../../ui/button.tsx';

interface LeftOutProps {
  readonly gameId: GameId;
  readonly state: GameUpdates;
}

/** Mods that no update is offered for, and why. */
export function LeftOut({ gameId, state }: LeftOutProps) {
  const { t } = useTranslation();
  const entries = useEntries(gameId);
  const find = (id: EntryId): LibraryEntry | undefined => entries.find((entry) => entry.id === id);
  const look = state.entries.filter(({ result }) => result.kind === 'look');
  const gone = state.entries.filter(({ result }) => result.kind === 'gone');
  return (
    <div className="left-out">
      <Group
        icon={Eye}
        title={t('updates.look', { count: look.length })}
        hint={t('updates.lookHint')}
        count={look.length}
      >
        {look.map(({ entry, name, result }) => (
          <Line key={entry} name={name} text={result.kind === 'look' ? worded(result.why) : ''}>
            <OpenPage entry={find(entry)} />
          </Line>
        ))}
      </Group>
      <Group
        icon={CircleSlash}
        title={t('updates.gone', { count: gone.length })}
        hint={t('updates.goneHint')}
        count={gone.length}
      >
        {gone.map(({ entry, name, result }) => (
          <Line key={entry} name={name} text={result.kind === 'gone' ? worded(result.why) : ''}>
            <Button size="sm" tone="quiet" onClick={() => show({ name: 'library', select: entry })}>
              {t('mod.openLibrary')}
            </Button>
          </Line>
        ))}
      </Group>
      <Group
        icon={Pin}
        title={t('updates.pinned', { count: state.pinned.length })}
        hint={t('updates.pinnedHint')}
        count={state.pinned.length}
      >
        {state.pinned.map((id) => (
          <Line key={id} name={find(id)?.name ?? ''} text={find(id)?.provenance.version ?? ''}>
            <Button
              size="sm"
              tone="quiet"
              aria-label={t('updates.unpinMod', { mod: find(id)?.name ?? '' })}
              onClick={() => void setPinned(gameId, [id], false)}
            >
              {t('updates.unpin')}
            </Button>
          </Line>
        ))}
      </Group>
      <Group
        icon={HardDrive}
        title={t('updates.unknown', { count: state.unknown.length })}
        hint={t('updates.unknownHint')}
        count={state.unknown.length}
      >
        {state.unknown.map((id) => (
          <Line key={id} name={find(id)?.name ?? ''} text={find(id)?.provenance.fileName ?? ''} />
        ))}
      </Group>
    </div>
  );
}

interface GroupProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly hint: string;
  readonly count: number;
  readonly children: ReactNode;
}

function Group({ icon: Icon, title, hint, count, children }: GroupProps) {
  if (count === 0) return null;
  return (
    <details className="left-group" open={Icon === Eye || Icon === CircleSlash}>
      <summary>
        <Icon aria-hidden />
        <span>{title}</span>
      </summary>
      <p className="muted">{hint}</p>
      <ul>{children}</ul>
    </details>
  );
}

function Line({
  name,
  text,
  children,
}: {
  readonly name: string;
  readonly text: string;
  readonly children?: ReactNode;
}) {
  return (
    <li className="left-line">
      <span className="left-words">
        <bdi>{name}</bdi>
        {text !== '' && <span className="faint">{text}</span>}
      </span>
      {children}
    </li>
  );
}

function OpenPage({ entry }: { readonly entry: LibraryEntry | undefined }) {
  const { t } = useTranslation();
  const ref = entry?.provenance.modRef ?? null;
  if (ref === null) return null;
  return (
    <Button
      size="sm"
      aria-label={t('updates.openPageOf', { mod: entry?.name ?? '' })}
      onClick={() => show({ name: 'mod', ref })}
    >
      {t('updates.openPage')}
    </Button>
  );
}
