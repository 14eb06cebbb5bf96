/** The update check: many mods in one request, then the posts of those that have something newer. */
import type { ChangelogEntry, FileRef, InstalledFile, ModRef, UpdateCheck } from '../../../shared/model.ts';
import { saying } from '../../../shared/saying.ts';
import { changelogEntryOf, fileOf, goneBecause, updatePageOf } from './answers.ts';
import { checkMods } from './batch.ts';
import { modelPattern } from './submissions.ts';
import { unknownMod, type GameBananaFileRef } from './refs.ts';
import { replacementOf } from './replacement.ts';
import { fileUrl, updatesUrl } from './requests.ts';
import type { Ask, ModState, UpdatePost } from './types.ts';

export async function checkUpdates(
  ask: Ask,
  installed: readonly InstalledFile[],
  signal: AbortSignal,
): Promise<readonly UpdateCheck[]> {
  const mods = new Map(installed.flatMap(({ ref }) => modOf(ref) ?? []).map((ref) => [ref.id, ref] as const));
  const checked = await checkMods(ask, [...mods.values()], signal);
  const states = new Map(checked.map(({ ref, state }) => [ref.id, state] as const));
  const posts = createPosts(ask, signal);
  return await Promise.all(
    installed.map(async (file): Promise<UpdateCheck> => {
      const state = states.get(modOf(file.ref)?.id ?? '');
      if (state === undefined) return await checkAlone(ask, file.ref, signal);
      if (state.kind === 'gone') return state;
      return await judge(file, state.value, posts);
    }),
  );
}

type PostsOf = (mod: ModRef) => Promise<readonly UpdatePost[]>;

async function judge(file: InstalledFile, mod: ModState, postsOf: PostsOf): Promise<UpdateCheck> {
  if (mod.unavailable !== null) return { kind: 'gone', why: goneBecause[mod.unavailable] };
  // Moves with every change of the page, so an older one says that nothing was uploaded since.
  const untouched = mod.modifiedAt !== null && mod.modifiedAt <= (file.uploadedAt ?? 0);
  if (untouched && replacementOf(file, mod.files, []).kind === 'none') return { kind: 'current' };
  const anything = mod.files.some(
    ({ archived, uploadedAt }) => !archived && (uploadedAt ?? 0) > (file.uploadedAt ?? 0),
  );
  const posts = anything ? await postsOf(mod.ref) : [];
  const replacement = replacementOf(file, mod.files, posts);
  switch (replacement.kind) {
    case 'none':
      return { kind: 'current' };
    case 'file':
      return { kind: 'update', file: replacement.file, changes: changesSince(file, posts) };
    case 'unclear':
      return { kind: 'look', why: replacement.why, files: replacement.files };
    case 'gone':
      return replacement;
    default:
      return replacement satisfies never;
  }
}

/** What was posted after the installed file. The post that brought it may be later than its upload. */
function changesSince({ ref, uploadedAt }: InstalledFile, posts: readonly UpdatePost[]): readonly ChangelogEntry[] {
  const fileId = ref.provider === 'gamebanana' ? ref.fileId : '';
  const ours = posts.findIndex(({ fileIds }) => fileIds.includes(fileId));
  return (ours < 0 ? posts : posts.slice(0, ours))
    .filter(({ publishedAt }) => (publishedAt ?? 0) > (uploadedAt ?? 0))
    .map(changelogEntryOf);
}

/** The newest posts of a mod, asked for once however many of its files are installed. Without them an update is worth as much. */
function createPosts(ask: Ask, signal: AbortSignal): PostsOf {
  const asked = new Map<string, Promise<readonly UpdatePost[]>>();
  const read = async (mod: ModRef): Promise<readonly UpdatePost[]> => {
    const [model = '', id = ''] = mod.id.split('/');
    try {
      return updatePageOf(await ask(updatesUrl(model, id, 1), 0, signal), 1).posts;
    } catch (error) {
      if (signal.aborted) throw error;
      return [];
    }
  };
  return (mod) => {
    const known = asked.get(mod.id) ?? read(mod);
    asked.set(mod.id, known);
    return known;
  };
}

/** Nothing leads from a file to its mod: all that can be said is whether the author still offers the file. */
async function checkAlone(ask: Ask, ref: FileRef, signal: AbortSignal): Promise<UpdateCheck> {
  if (ref.provider !== 'gamebanana') return { kind: 'gone', why: saying('notOfProvider', { provider: 'GameBanana' }) };
  const found = fileOf({ model: ref.model, modId: unknownMod }, await ask(fileUrl(ref.fileId), 0, signal));
  if (found.kind === 'gone') return found;
  if (!found.value.archived) return { kind: 'current' };
  const why = saying('putAside');
  return { kind: 'look', why, files: [] };
}

const modOf = (ref: FileRef): ModRef | null =>
  isOfKnownMod(ref) ? { provider: 'gamebanana', id: `${ref.model}/${ref.modId}` } : null;

const isOfKnownMod = (ref: FileRef): ref is GameBananaFileRef =>
  ref.provider === 'gamebanana' &&
  ref.modId !== unknownMod &&
  /^\d{1,20}$/u.test(ref.modId) &&
  modelPattern.test(ref.model);
