/** Where the bytes of one file can be had: its address, its mirrors, and a way to ask for new addresses. */
import type { LoadstoneError } from '../../shared/errors.ts';
import type { ResolvedFile } from '../../shared/model.ts';

export interface Source {
  readonly file: () => ResolvedFile;
  readonly url: () => string;
  /** The address brought bytes: from now on it may run out again. */
  readonly worked: () => void;
  /** The address brought nothing: the next mirror, if there is one. */
  readonly turn: () => void;
  /** The address was refused: goes to the next mirror, or asks for new ones once. Throws `refusal` when all is tried. */
  readonly otherAfter: (refusal: LoadstoneError, signal: AbortSignal) => Promise<LoadstoneError>;
}

type Refresh = (signal: AbortSignal) => Promise<ResolvedFile>;

export function createSource(first: ResolvedFile, refresh: Refresh | null): Source {
  let file = first;
  let urls = addressesOf(first);
  let at = 0;
  let refused = 0;
  let fresh = false;

  return {
    file: () => file,
    url: () => urls[at] ?? file.url,
    worked: () => {
      refused = 0;
      fresh = false;
    },
    turn: () => {
      at = (at + 1) % urls.length;
    },
    otherAfter: async (refusal, signal) => {
      refused += 1;
      if (refused < urls.length) return refusal;
      if (refresh === null || fresh) throw refusal;
      // Sizes and hashes stay those the download was begun with: other bytes are not what the player asked for.
      const { url, headers, hosts, mirrors } = await refresh(signal);
      file = { ...file, url, headers, hosts, ...(mirrors === undefined ? {} : { mirrors }) };
      urls = addressesOf(file);
      at = urls.length - 1;
      refused = 0;
      fresh = true;
      return refusal;
    },
  };
}

const addressesOf = ({ url, mirrors = [] }: ResolvedFile): readonly string[] => [...new Set([url, ...mirrors])];
