import { Dialog } from '@base-ui/react/dialog';
import { Compass, CornerDownLeft, FolderCog, Gamepad2, Package, Search, Zap, type LucideIcon } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { rowForKey } from '../../ui/row-keys.ts';
import {
  allCommands,
  commandGroups,
  findCommands,
  searchCommand,
  type Command,
  type CommandGroup,
} from './commands.ts';
import { useAppKeys } from './use-app-keys.ts';
import './palette.css';

const usePalette = create<{ readonly open: boolean }>(() => ({ open: false }));

export const setPaletteOpen = (open: boolean): void => usePalette.setState({ open });

const icons: Readonly<Record<CommandGroup, LucideIcon>> = {
  do: Zap,
  go: CornerDownLeft,
  games: Gamepad2,
  mods: Package,
  settings: FolderCog,
  search: Compass,
};

const groupKeys = {
  do: 'palette.groupDo',
  go: 'palette.groupGo',
  games: 'palette.groupGames',
  mods: 'palette.groupMods',
  settings: 'palette.groupSettings',
  search: 'palette.groupSearch',
} as const satisfies Record<CommandGroup, string>;

/** Ctrl+K: one box that leads everywhere. */
export function Palette() {
  const { t } = useTranslation();
  const open = usePalette((state) => state.open);
  useAppKeys(open, () => setPaletteOpen(!usePalette.getState().open));
  return (
    <Dialog.Root open={open} onOpenChange={setPaletteOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="palette" aria-label={t('palette.label')}>
          <PaletteBody onDone={() => setPaletteOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const pageStep = 8;

// oxlint-disable-next-line max-lines-per-function -- one box and its list, mostly markup
function PaletteBody({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  // Read once: what is offered does not move under the hands.
  const [commands] = useState(allCommands);
  const here = findCommands(commands, text);
  const elsewhere = searchCommand(text);
  const found = elsewhere === null ? here : [...here, elsewhere];
  const chosen = found[Math.min(at, found.length - 1)];
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen?.id]);
  const run = (command: Command | undefined): void => {
    if (command === undefined) return;
    onDone();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      run(chosen);
      return;
    }
    // Home and End belong to the text.
    const row =
      event.key === 'Home' || event.key === 'End' ? null : rowForKey(event.key, at, found.length - 1, pageStep);
    if (row === null) return;
    event.preventDefault();
    setAt(Math.max(0, row));
  };
  return (
    <>
      <div className="palette-field">
        <Search aria-hidden />
        <input
          type="text"
          role="combobox"
          aria-label={t('palette.label')}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.id}`}
          aria-autocomplete="list"
          placeholder={t('palette.placeholder')}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={`${id}-list`} className="palette-list" role="listbox" aria-label={t('palette.label')}>
        {commandGroups.map((group) => {
          const ofGroup = found.filter((one) => one.group === group);
          if (ofGroup.length === 0) return null;
          return (
            <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
              <p id={`${id}-${group}`} className="palette-group">
                {t(groupKeys[group])}
              </p>
              {ofGroup.map((command) => (
                <Line
                  key={command.id}
                  id={`${id}-${command.id}`}
                  command={command}
                  on={command === chosen}
                  onRun={() => run(command)}
                />
              ))}
            </div>
          );
        })}
      </div>
      {found.length === 0 && <p className="palette-none">{t('palette.none', { text })}</p>}
      <p className="sr-only" role="status">
        {t('palette.results', { count: found.length })}
      </p>
      <p className="palette-hint faint" aria-hidden>
        {t('palette.hint')}
      </p>
    </>
  );
}

interface LineProps {
  readonly id: string;
  readonly command: Command;
  readonly on: boolean;
  readonly onRun: () => void;
}

function Line({ id, command: { group, icon, label, aside }, on, onRun }: LineProps) {
  const Icon = icon ?? icons[group];
  return (
    // Keys are handled by the text box, which keeps the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div id={id} role="option" className="palette-line" aria-selected={on} tabIndex={-1} onClick={onRun}>
      <Icon aria-hidden />
      <bdi className="ellipsis">{label}</bdi>
      {aside !== undefined && aside !== '' && <span className="faint">{aside}</span>}
    </div>
  );
}
