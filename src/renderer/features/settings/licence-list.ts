/** Reads the text of the notices that are shipped: one part for each package, with a line of dashes between them. */

export interface Licence {
  readonly name: string;
  readonly version: string;
  /** "MIT". */
  readonly licence: string;
  /** Empty where the package names nobody. */
  readonly author: string;
  readonly url: string | null;
  /** Its words; the short name where the package ships none. */
  readonly text: string;
}

export interface Licences {
  /** What stands above them all. */
  readonly lead: string;
  readonly packages: readonly Licence[];
}

export function readLicences(notices: string): Licences {
  const [lead = '', ...parts] = notices.split(/^-{80}\n/mu).map((part) => part.trim());
  return { lead: lead.replaceAll(/\s+/gu, ' '), packages: parts.map(readPart) };
}

function readPart(part: string): Licence {
  const [head = '', ...rest] = part.split('\n\n');
  const [title = '', ...facts] = head.split('\n');
  const fact = (start: string): string => facts.find((line) => line.startsWith(start))?.slice(start.length) ?? '';
  const space = title.lastIndexOf(' ');
  const licence = fact('Licence: ');
  const text = rest.join('\n\n');
  return {
    name: title.slice(0, space),
    version: title.slice(space + 1),
    licence,
    author: fact('By: '),
    url: facts.find((line) => line.startsWith('https://')) ?? null,
    text: text === '' ? licence : text,
  };
}

/** Every word stands in the name, the licence or the author. */
export function findLicences(packages: readonly Licence[], words: string): readonly Licence[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  return packages.filter(({ name, licence, author }) => {
    const all = `${name} ${licence} ${author}`.toLowerCase();
    return wanted.every((word) => all.includes(word));
  });
}
