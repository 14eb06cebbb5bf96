/** Where a value of a JSON object stands in its text, so that it can be changed and all else stays as it is. Pure. */

/** From the bracket of a list that is a member of the outermost object to behind its other bracket; null: there is none. */
export function listSpan(text: string, member: string): { readonly start: number; readonly end: number } | null {
  let depth = 0;
  let key: string | null = null;
  let start = -1;
  for (const token of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}:,]/gu)) {
    const [sign] = token;
    if (sign === '[' || sign === '{') {
      depth += 1;
      if (sign === '[' && depth === 2 && key === member && start < 0) start = token.index;
      key = null;
    } else if (sign === ']' || sign === '}') {
      if (sign === ']' && depth === 2 && start >= 0) return { start, end: token.index + 1 };
      depth -= 1;
    } else if (depth === 1 && sign.startsWith('"') && key === null) key = String(JSON.parse(sign));
    else if (sign === ',') key = null;
  }
  return null;
}
