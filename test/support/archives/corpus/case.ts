/** One archive of the corpus and what must become of it. */
import type { ErrorCode } from '../../../../src/shared/errors.ts';
import type { ArchiveLimits } from '../../../../src/main/archive/archive.ts';
import type { Refusal } from '../../../../src/main/archive/faults.ts';
import { lyingZip, type LyingEntry, type LyingOptions } from '../lying-zip.ts';

/** n names, c collisions, l links and modes, b bombs, s lies, e encryption, o odd but honest, r 7z and rar. */
export type Group = 'n' | 'c' | 'l' | 'b' | 's' | 'e' | 'o' | 'r';

export type Expected =
  /** `reason` is the refusal; `late` when the directory is honest and only the content lies. */
  | { readonly code: ErrorCode; readonly reason?: Refusal; readonly late?: boolean }
  /** Text or sha256 (64 hex digits) by path. */
  | { readonly tree: Readonly<Record<string, string>> };

export interface CorpusCase {
  readonly id: string;
  readonly group: Group;
  /** What is tried, one line. */
  readonly attack: string;
  readonly extension: string;
  readonly bytes: () => Buffer;
  readonly expect: Expected;
  readonly limits?: Partial<ArchiveLimits>;
}

export const refusal = (reason: Refusal): Expected => ({ code: 'archive_refused', reason });
export const unreadable: Expected = { code: 'archive_unreadable' };
export const damaged: Expected = { code: 'archive_unreadable', late: true };

export const zipCase = (
  id: string,
  attack: string,
  expect: Expected,
  entries: readonly LyingEntry[] | (() => readonly LyingEntry[]),
  options: LyingOptions = {},
): CorpusCase => ({
  id,
  group: id[0] as Group,
  attack,
  extension: 'zip',
  expect,
  bytes: () => lyingZip(typeof entries === 'function' ? entries() : entries, options),
});

export const fileCase = (
  id: string,
  attack: string,
  extension: string,
  expect: Expected,
  bytes: () => Buffer,
): CorpusCase => ({ id, group: id[0] as Group, attack, extension, expect, bytes });
