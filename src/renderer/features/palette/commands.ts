/** Everything the palette can do here and now. */
import { Download, Plus, type LucideIcon } from 'lucide-react';
import type { GameId } from '../../../shared/ids.ts';
import { getBridge } from '../../bridge.ts';
import { i18n } from '../../i18n/i18n.ts';
import { search } from '../../stores/discover.ts';
import { pauseAll, resumeAll, useDownloads } from '../../stores/downloads.ts';
import { useGames } from '../../stores/games.ts';
import { heldHistory, redo, undo } from '../../stores/history.ts';
import { chooseArchive } from '../../stores/install.ts';
import { heldLibrary } from '../../stores/library.ts';
import {
  addGameScreen,
  discoverScreen,
  downloadsScreen,
  show,
  showGame,
  updatesScreen,
  useNavigation,
  type Screen,
} from '../../stores/navigation.ts';
import { receiveLink } from '../../stores/links.ts';
import { orNotice } from '../../stores/notices.ts';
import { openExport, openImport } from '../../stores/share.ts';
import { checkUpdates } from '../../stores/updates.ts';
import { settingsSections } from '../settings/sections.ts';
import { looksCommands, playCommands } from './more-commands.ts';
import { gameScreens } from '../shell/game-screens.ts';

export const commandGroups = ['do', 'go', 'games', 'mods', 'settings', 'search'] as const;
export type CommandGroup = (typeof commandGroups)[number];

export interface Command {
  readonly id: string;
  readonly group: CommandGroup;
  readonly label: string;
  /** null: that of its group. */
  readonly icon: LucideIcon | null;
  /** Said quietly at the end of the line. */
  readonly aside?: string;
  readonly run: () => void;
}

export function allCommands(): readonly Command[] {
  const { gameId } = useNavigation.getState();
  return [
    ...(gameId === null ? [] : [...playCommands(gameId), ...gameCommands(gameId)]),
    ...screens(gameId),
    ...games(gameId),
    ...(gameId === null ? [] : mods(gameId)),
    ...settingsCommands(),
    ...looksCommands(),
  ];
}

const verb = (id: string, label: string, run: () => void, aside?: string): Command => ({
  id: `do ${id}`,
  group: 'do',
  label,
  icon: null,
  run,
  ...(aside === undefined ? {} : { aside }),
});

const to = (label: string, icon: LucideIcon, screen: Screen, aside?: string): Command => ({
  id: `go ${screen.name}`,
  group: 'go',
  label,
  icon,
  run: () => show(screen),
  ...(aside === undefined ? {} : { aside }),
});

function gameCommands(gameId: GameId): readonly Command[] {
  const { t } = i18n;
  const past = heldHistory(gameId);
  const downloads = useDownloads.getState().state?.downloads ?? [];
  return [
    ...((past?.undo ?? null) !== null ? [verb('undo', t('palette.undo'), () => void undo(gameId), 'Ctrl+Z')] : []),
    ...((past?.redo ?? null) !== null
      ? [verb('redo', t('palette.redo'), () => void redo(gameId), 'Ctrl+Shift+Z')]
      : []),
    verb('updates', t('palette.checkUpdates'), () => {
      showGame(gameId, updatesScreen);
      void checkUpdates(gameId);
    }),
    verb('share', t('share.exportMenu'), () => openExport(gameId)),
    verb('import', t('share.importMenu'), () => openImport(gameId)),
    verb('archive', t('palette.addArchive'), () => void chooseArchive(gameId)),
    verb(
      'folder',
      t('palette.openFolder'),
      () => void orNotice(getBridge().app.openFolder({ folder: 'game', gameId })),
    ),
    ...(downloads.some(({ rate }) => rate !== null)
      ? [verb('pause', t('palette.pauseAll'), () => void pauseAll())]
      : []),
    ...(downloads.some(({ state }) => state === 'paused')
      ? [verb('resume', t('palette.resumeAll'), () => void resumeAll())]
      : []),
  ];
}

function screens(gameId: GameId | null): readonly Command[] {
  const { t } = i18n;
  const ofGame = gameScreens.map((one, index) => to(t(one.label), one.icon, one.to, `Ctrl+${index + 1}`));
  return [
    ...(gameId === null ? [] : ofGame),
    to(t('downloads.page'), Download, downloadsScreen, 'Ctrl+J'),
    to(t('shell.addGame'), Plus, addGameScreen),
  ];
}

const games = (current: GameId | null): readonly Command[] =>
  (useGames.getState().state?.games ?? [])
    .filter(({ id }) => id !== current)
    .map(({ id, name }) => ({ id: `game ${id}`, group: 'games', label: name, icon: null, run: () => showGame(id) }));

const mods = (gameId: GameId): readonly Command[] =>
  (heldLibrary(gameId)?.entries ?? []).map(({ id, name, provenance, enabled }) => ({
    id: `mod ${id}`,
    group: 'mods',
    label: name,
    icon: null,
    aside: enabled ? (provenance.version ?? '') : i18n.t('library.off'),
    run: () => show({ name: 'library', select: id }),
  }));

const settingsCommands = (): readonly Command[] =>
  settingsSections.map(({ id, label, icon }) => ({
    id: `settings ${id}`,
    group: 'settings',
    // There is a page of that name, too.
    label: id === 'downloads' ? i18n.t('palette.settingsOf', { section: i18n.t(label) }) : i18n.t(label),
    icon,
    run: () => show({ name: 'settings', section: id }),
  }));

/** Of each group of an empty search, so that thousands of mods do not hide the rest. */
const fewMods = 5;
const mostShown = 60;

/** Those that hold every typed word; ones that begin with the text come first within their group. */
export function findCommands(commands: readonly Command[], text: string): readonly Command[] {
  if (isLink(text)) return [follow(text.trim())];
  const wanted = fold(text).split(/\s+/u).filter(Boolean);
  if (wanted.length === 0) {
    const someMods = commands.filter(({ group }) => group === 'mods').slice(0, fewMods);
    return commands.filter((one) => one.group !== 'mods' || someMods.includes(one));
  }
  const start = wanted.join(' ');
  const found = commands.filter(({ label }) => wanted.every((word) => fold(label).includes(word)));
  const rank = ({ label }: Command): number => (fold(label).startsWith(start) ? 0 : 1);
  return commandGroups
    .flatMap((group) => found.filter((one) => one.group === group).toSorted((a, b) => rank(a) - rank(b)))
    .slice(0, mostShown);
}

/** Always the last entry: what is typed may be a mod of the sources of the game on the screen. */
export function searchCommand(text: string): Command | null {
  const { gameId } = useNavigation.getState();
  const words = text.trim().slice(0, 200);
  if (gameId === null || words === '' || isLink(text)) return null;
  return {
    id: 'search mods',
    group: 'search',
    label: i18n.t('palette.searchMods', { text: words }),
    icon: null,
    run: () => {
      show(discoverScreen);
      void search(gameId, { text: words });
    },
  };
}

/** Without marks and case: "Über" is found by "uber". */
const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();

/** A link that was copied from a site instead of clicked there. */
const isLink = (text: string): boolean => /^\s*(?:nxm|loadstone):\S+\s*$/iu.test(text);

const follow = (link: string): Command => verb('follow', i18n.t('links.follow'), () => void receiveLink(link));
