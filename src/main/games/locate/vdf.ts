/**
 * Valve's KeyValues text (libraryfolders.vdf, appmanifest_*.acf), read tolerantly: a cut-off file answers what is
 * whole in it. Source: Valve Developer Community "KeyValues".
 */

/** Keys are lower case: Valve's readers compare them without case. */
export interface VdfNode {
  readonly [key: string]: string | VdfNode | undefined;
}

const token = /"((?:[^"\\]|\\.)*)"|([{}])|\/\/[^\n]*|([^\s"{}]+)/gsu;

export function readVdf(text: string): VdfNode {
  const root: Record<string, string | VdfNode> = Object.create(null) as Record<string, string | VdfNode>;
  const open = [root];
  let key: string | null = null;
  for (const [, quoted, brace, bare] of text.matchAll(token)) {
    const top = open.at(-1) ?? root;
    const word = quoted === undefined ? bare : unescape(quoted);
    if (brace === '{' && key !== null) {
      const child: Record<string, string | VdfNode> = Object.create(null) as Record<string, string | VdfNode>;
      top[key] = child;
      open.push(child);
      key = null;
    } else if (brace === '}') {
      if (open.length > 1) open.pop();
      key = null;
    } else if (word !== undefined) {
      if (key === null) key = word.toLowerCase();
      else {
        top[key] = word;
        key = null;
      }
    }
  }
  return root;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t' };
const unescape = (text: string): string => text.replaceAll(/\\(.)/gsu, (_, char: string) => escapes[char] ?? char);

export const vdfNode = (node: VdfNode | null, key: string): VdfNode | null => {
  const value = node?.[key.toLowerCase()];
  return typeof value === 'object' ? value : null;
};

export const vdfText = (node: VdfNode | null, key: string): string | null => {
  const value = node?.[key.toLowerCase()];
  return typeof value === 'string' ? value : null;
};
