/** Mods that come with the game. The portal has stand-ins under some of these names: they are never asked for. */
const withTheGame: ReadonlySet<string> = new Set(['base', 'core', 'recycler']);
/** Off, or not there at all, without the expansion Space Age. */
const withTheExpansion: ReadonlySet<string> = new Set(['space-age', 'quality', 'elevated-rails']);

export const isBuiltIn = (name: string): boolean => withTheGame.has(name) || withTheExpansion.has(name);

export const needsExpansion = (name: string): boolean => withTheExpansion.has(name);
