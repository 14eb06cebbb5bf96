/** Ties the stores to main: listen first, then read the snapshots, so that nothing falls between. */
import type { GameId } from '../../shared/ids.ts';
import type { EventPayload } from '../../shared/ipc/contract.ts';
import type { GenerationReason } from '../../shared/model.ts';
import type { CutOffInstall } from '../../shared/model.ts';
import { getBridge } from '../bridge.ts';
import { subjectWords } from '../features/history/sentences.ts';
import { i18n } from '../i18n/i18n.ts';
import { readAccounts, takeAccounts } from './accounts.ts';
import { takeCatalogue } from './catalogue.ts';
import { readConflicts } from './conflicts.ts';
import { readDownloads, startSpeedSamples, takeDownloads } from './downloads.ts';
import { takeFound } from './discover.ts';
import { gameName, readDefinitions, readGames, takeGames, useGames } from './games.ts';
import { forgetPreviews, heldHistory, knowsHistory, readHistory, redo, undo, useHistoryStore } from './history.ts';
import { installFromPath } from './install.ts';
import { isImporting, readJobs, takeJobs } from './jobs.ts';
import { heldLibrary, knowsLibrary, readLibrary } from './library.ts';
import { readLinks, takeLinks } from './links.ts';
import { addGameScreen, discoverScreen, mainScreens, startAt, useNavigation } from './navigation.ts';
import { dismissChangeNotice, dismissGameNotices, noticeChange, noticeLasting, orNotice } from './notices.ts';
import { heldOutside, readOutside } from './outside.ts';
import { openExpectedPages } from './parked-pages.ts';
import { readProfiles, takeProfiles } from './profiles.ts';
import { isNews } from './revision.ts';
import { readSettings, rememberPlace, takeSettings, useSettings } from './settings.ts';
import { readUpdates, takeUpdates } from './updates.ts';

/** Resolves when the first screen can be drawn. */
export async function startSync(): Promise<void> {
  const bridge = getBridge();
  bridge.on('games.changed', takeGames);
  bridge.on('jobs.changed', takeJobs);
  bridge.on('links.changed', takeLinks);
  bridge.on('downloads.changed', takeDownloads);
  bridge.on('accounts.changed', takeAccounts);
  bridge.on('settings.changed', takeSettings);
  bridge.on('profiles.changed', takeProfiles);
  bridge.on('game.changed', takeGameChange);
  bridge.on('mods.found', takeFound);
  bridge.on('catalogue.changed', takeCatalogue);
  bridge.on('updates.changed', takeUpdates);
  useGames.subscribe(({ state }) => {
    if (state !== null) keepPlaceValid(state.games.map((game) => game.id));
  });
  useNavigation.subscribe(({ gameId }, before) => {
    if (gameId === before.gameId) return;
    dismissGameNotices();
    if (gameId !== null) void readGame(gameId);
  });
  useNavigation.subscribe(rememberPlace);
  // Where the player was last is known before the games are, so that no other game is shown first.
  await readGames(readSettings());
  void readDefinitions();
  void readJobs();
  void readDownloads();
  void readAccounts();
  startSpeedSamples();
  openExpectedPages();
  void readLinks();
}

async function readGame(gameId: GameId): Promise<void> {
  await Promise.all([readLibrary(gameId), readHistory(gameId)]);
  await readAround(gameId);
}

/** What the first screen can do without. */
async function readAround(gameId: GameId): Promise<void> {
  await Promise.all([readConflicts(gameId), readProfiles(gameId), readOutside(gameId), readUpdates(gameId)]);
}

/** Who goes back finds the files as they were then, also those that had been changed outside. */
const bringsBack: ReadonlySet<GenerationReason> = new Set<GenerationReason>(['undo', 'redo', 'roll-back']);

/** The last change each game told about, so that one that comes twice is told once. */
const told = new Map<GameId, { readonly revision: number }>();

function takeGameChange({ revision, outcome }: EventPayload<'game.changed'>): void {
  const { gameId } = outcome;
  if (!isNews({ revision }, told.get(gameId) ?? null)) return;
  told.set(gameId, { revision });
  forgetPreviews();
  void follow(gameId);
  if (outcome.kept.length > 0 || bringsBack.has(outcome.reason)) void readOutside(gameId);
  // The last change is no longer what its toast speaks of.
  if (isImporting(gameId)) {
    dismissChangeNotice();
    return;
  }
  noticeChange(
    outcome,
    useNavigation.getState().gameId === gameId ? null : gameName(gameId),
    outcome.reason === 'undo' || useHistoryStore.getState().moving?.verb === 'undo'
      ? { label: i18n.t('common.redo'), icon: 'redo', run: () => void redo(gameId) }
      : { label: i18n.t('common.undo'), icon: 'undo', run: () => void undo(gameId) },
  );
}

/** Milliseconds between two looks at a game that is changed again and again, as when many mods are installed. */
const restMs = 250;

/** Games that are being looked at, or were a moment ago; true: something has changed since. */
const followed = new Map<GameId, boolean>();

/**
 * Reads what a change may have touched: at once, and once for all changes that come while it is read or rests. What is
 * read whole each time waits for the end of a row of changes.
 */
async function follow(gameId: GameId): Promise<void> {
  const running = followed.has(gameId);
  followed.set(gameId, true);
  if (running) return;
  let first = true;
  let owed = false;
  while (followed.get(gameId) === true || owed) {
    const changed = followed.get(gameId) === true;
    followed.set(gameId, false);
    await Promise.all([changed ? readChanged(gameId) : null, first || !changed ? readAroundChange(gameId) : null]);
    owed = changed && !first;
    first = false;
    await new Promise((resolve) => {
      setTimeout(resolve, restMs);
    });
  }
  followed.delete(gameId);
}

async function readChanged(gameId: GameId): Promise<void> {
  const change = told.get(gameId) ?? { revision: 0 };
  await Promise.all([
    // A first snapshot that is still on its way may be older than the change: then it is read again.
    knowsLibrary(gameId) && isNews(change, heldLibrary(gameId)) ? readLibrary(gameId) : null,
    knowsHistory(gameId) && isNews(change, heldHistory(gameId)) ? readHistory(gameId) : null,
    readConflicts(gameId),
  ]);
}

async function readAroundChange(gameId: GameId): Promise<void> {
  await Promise.all([
    readProfiles(gameId),
    readUpdates(gameId),
    // Where all was as we left it, it is after a step forward: only the player's coming back can tell otherwise.
    heldOutside(gameId)?.changes.length === 0 ? null : readOutside(gameId),
  ]);
}

function keepPlaceValid(games: readonly GameId[]): void {
  const { gameId, screen } = useNavigation.getState();
  const [first] = games;
  const { lastPlace } = useSettings.getState();
  if (first === undefined) startAt(null, addGameScreen);
  else if (gameId === null && screen.name !== 'add-game') {
    if (lastPlace !== null && games.includes(lastPlace.gameId))
      startAt(lastPlace.gameId, mainScreens[lastPlace.screen]);
    else startAt(first, discoverScreen);
  } else if (gameId !== null && !games.includes(gameId)) startAt(first, discoverScreen);
}

/** Says what became of a change that was cut off. One that was made and only had to be cleaned up is no news. */
export async function tellRecovered(): Promise<void> {
  const info = await orNotice(getBridge().app.info());
  const waiting = new Set(info?.cutOff);
  for (const { gameId, subject, end, setAside } of info?.recovered ?? []) {
    const aside = setAside.length === 0 ? [] : [i18n.t('app.recoveredAside', { count: setAside.length })];
    if (end === 'finished' && aside.length === 0) continue;
    const game = gameName(gameId);
    const again = [...waiting].find((one) => one.gameId === gameId && one.title === subject);
    if (subject === '') noticeLasting(i18n.t('app.recoveredRebuilt', { game }), aside.join(' '));
    else if (again !== undefined) tellCutOff(again, aside);
    else
      noticeLasting(
        i18n.t('app.recovered', { game, subject: subjectWords(subject) }),
        [i18n.t('app.recoveredHint'), ...aside].join(' '),
      );
    if (again !== undefined) waiting.delete(again);
  }
  for (const one of waiting) tellCutOff(one, []);
}

/** An installation that nothing else takes up again. */
function tellCutOff({ gameId, title, path, present }: CutOffInstall, aside: readonly string[]): void {
  const gone = present ? [] : [i18n.t('app.cutOffGone', { path })];
  noticeLasting(
    i18n.t('app.cutOff', { mod: title, game: gameName(gameId) }),
    [i18n.t('app.recoveredHint'), ...aside, ...gone].join(' '),
    present ? { label: i18n.t('app.installAgain'), icon: 'redo', run: () => void installFromPath(gameId, path) } : null,
  );
}
