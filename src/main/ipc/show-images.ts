/** Swaps the providers' image addresses for ones the window may load; main fetches and checks the pictures itself. */
import type { ImageCache } from '../download/images.ts';
import type { CatalogueHit, FoundMods } from '../../shared/catalogue.ts';
import type { GamePictures } from '../../shared/games.ts';
import type { EntryUpdate } from '../../shared/updates.ts';
import type { ChangelogEntry, LibraryEntry, ModDetails, ModPage, ModSummary, RichNode } from '../../shared/model.ts';

/** Turns a provider's address into one of ours. */
export type ShowImage = (url: string) => string;

/** Pictures are fetched by main when the window asks for them, under a name that tells nothing. */
export const showImage =
  ({ images }: { readonly images: Pick<ImageCache, 'register'> }): ShowImage =>
  (url) =>
    `loadstone-img://${images.register(url)}`;

/** The same for pictures that lie on this computer. */
export function showFiles({ images }: { readonly images: Pick<ImageCache, 'registerFile'> }) {
  const show = (file: string | null): string | null => {
    const id = file === null ? null : images.registerFile(file);
    return id === null ? null : `loadstone-img://${id}`;
  };
  return <P extends GamePictures>(pictures: P): P => ({
    ...pictures,
    cover: show(pictures.cover),
    wide: show(pictures.wide),
  });
}

const showMaybe = (url: string | null, show: ShowImage): string | null => (url === null ? null : show(url));

const showSummary = <T extends ModSummary>(mod: T, show: ShowImage): T => ({
  ...mod,
  image: showMaybe(mod.image, show),
});

export const showPage = (page: ModPage, show: ShowImage): ModPage => ({
  ...page,
  mods: page.mods.map((mod) => showSummary(mod, show)),
});

export const showHit = (hit: CatalogueHit, show: ShowImage): CatalogueHit => ({
  ...hit,
  mod: showSummary(hit.mod, show),
});

export const showFound = (found: FoundMods, show: ShowImage): FoundMods => ({
  ...found,
  mods: found.mods.map((mod) => showSummary(mod, show)),
});

export const showDetails = (mod: ModDetails, show: ShowImage): ModDetails => ({
  ...showSummary(mod, show),
  gallery: mod.gallery.map((url) => show(url)),
  description: mod.description.map((node) => showNode(node, show)),
});

export const showEntry = (entry: LibraryEntry, show: ShowImage): LibraryEntry => ({
  ...entry,
  provenance: { ...entry.provenance, image: showMaybe(entry.provenance.image, show) },
});

export const showChanges = (changes: readonly ChangelogEntry[], show: ShowImage): readonly ChangelogEntry[] =>
  changes.map((entry) => ({ ...entry, text: entry.text.map((node) => showNode(node, show)) }));

export const showUpdate = (update: EntryUpdate, show: ShowImage): EntryUpdate =>
  update.result.kind === 'update'
    ? { ...update, result: { ...update.result, changes: showChanges(update.result.changes, show) } }
    : update;

function showNode(node: RichNode, show: ShowImage): RichNode {
  if (node.type === 'image') return { ...node, src: show(node.src) };
  if ('children' in node) return { ...node, children: node.children.map((child) => showNode(child, show)) };
  return node;
}
