/** The update check: hundreds of mods in one request, then the changelog of those that have something newer. */
import { LoadstoneError } from '../../../shared/errors.ts';
import type { ChangelogEntry, InstalledFile, UpdateCheck } from '../../../shared/model.ts';
import { saying } from '../../../shared/saying.ts';
import { changelogTextOf, portalModOf, portalModsOf } from './answers.ts';
import { changelogOf } from './changelog.ts';
import { isModName } from './refs.ts';
import { modFileOf } from './releases.ts';
import { batchSize, fullQuestion, namesQuestion, pageFreshFor, shortQuestion } from './requests.ts';
import type { Ask, PortalMod, Release } from './types.ts';
import { compareVersions } from './version.ts';

export async function checkUpdates(
  ask: Ask,
  installed: readonly InstalledFile[],
  signal: AbortSignal,
): Promise<readonly UpdateCheck[]> {
  const names = [...new Set(installed.flatMap((file) => nameOf(file) ?? []))];
  const mods = await modsByName(ask, names, signal);
  return await Promise.all(
    installed.map(async (file) => {
      const mod = mods.get(nameOf(file) ?? '');
      if (mod === undefined) return gone;
      const check = judge(mod, file);
      return check.kind === 'update' ? { ...check, changes: await changesSince(ask, mod.name, file, signal) } : check;
    }),
  );
}

const gone: UpdateCheck = { kind: 'gone', why: saying('factorioGone') };

const nameOf = ({ ref }: InstalledFile): string | null =>
  ref.provider === 'factorio' && isModName(ref.name) ? ref.name : null;

/** Mods that a list leaves out are asked for one by one: only that says whether they are gone. */
export async function modsByName(
  ask: Ask,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, PortalMod>> {
  const mods = new Map<string, PortalMod>();
  // The names are sent as one text, separated by commas.
  const listed = names.filter((name) => !name.includes(','));
  for (let from = 0; from < listed.length; from += batchSize)
    for (const [name, mod] of await listedMods(ask, listed.slice(from, from + batchSize), signal)) mods.set(name, mod);
  for (const name of names) {
    if (mods.has(name)) continue;
    const found = portalModOf(await ask(shortQuestion(name, 0), signal));
    if (found.kind === 'found') mods.set(name, found.value);
  }
  return mods;
}

/** Answers without pages have failed for days at a time (503): then in one page of the right size. */
async function listedMods(
  ask: Ask,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, PortalMod>> {
  try {
    return portalModsOf(await ask(namesQuestion(names, 'max'), signal));
  } catch (error) {
    if (!(error instanceof LoadstoneError) || error.code !== 'provider_unavailable') throw error;
    return portalModsOf(await ask(namesQuestion(names, names.length), signal));
  }
}

/** An update is for the game that the installed release is for. What is newer for another one is shown, not chosen. */
function judge(mod: PortalMod, file: InstalledFile): UpdateCheck {
  const ours = installedRelease(mod, file);
  const version = versionOf(file);
  const newer = mod.releases.filter((release) => compareVersions(release.version, version) > 0);
  const next = ours === null ? null : newer.find(({ game }) => game === ours.game);
  if (next !== undefined && next !== null) return { kind: 'update', file: modFileOf(mod.name, next), changes: [] };
  const [newest] = newer;
  if (newest === undefined) return { kind: 'current' };
  const files = newer.slice(0, 10).map((release) => modFileOf(mod.name, release));
  if (ours === null) return { kind: 'look', why: saying('factorioUnlisted'), files };
  const why = saying('factorioOtherGame', { newest: newest.game ?? '?', installed: ours.game ?? '?' });
  return { kind: 'look', why, files };
}

const versionOf = ({ ref, version }: InstalledFile): string =>
  ref.provider === 'factorio' ? ref.version : (version ?? '');

function installedRelease(mod: PortalMod, file: InstalledFile): Release | null {
  return mod.releases.find(({ version }) => compareVersions(version, versionOf(file)) === 0) ?? null;
}

/** Without a changelog the update is worth as much. */
async function changesSince(
  ask: Ask,
  name: string,
  file: InstalledFile,
  signal: AbortSignal,
): Promise<readonly ChangelogEntry[]> {
  try {
    const entries = changelogOf(changelogTextOf(await ask(fullQuestion(name, pageFreshFor), signal)));
    return entries.filter(({ version }) => version !== null && compareVersions(version, versionOf(file)) > 0);
  } catch (error) {
    if (signal.aborted) throw error;
    return [];
  }
}
