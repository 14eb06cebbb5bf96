/** JSON of files that people edit by hand: a byte order mark and commas before a closing bracket are overlooked. */

/** undefined: no JSON. Never throws. */
export function readJson(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes).replace(/^\uFEFF/u, '');
  try {
    return JSON.parse(text);
  } catch {
    return lenient(text);
  }
}

function lenient(text: string): unknown {
  try {
    return JSON.parse(text.replaceAll(/("(?:[^"\\]|\\.)*")|,(?=\s*[\]}])/gu, '$1'));
  } catch {
    return undefined;
  }
}
