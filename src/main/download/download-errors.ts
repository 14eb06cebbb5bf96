/** What can be wrong with a download, in words. Never names an address: it may carry a key. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { ResolvedFile } from '../../shared/model.ts';
import { saying } from '../../shared/saying.ts';
import { looksLikeWebPage } from './archive-format.ts';

export const cancelled = (): LoadstoneError =>
  new LoadstoneError('cancelled', 'The download was cancelled.', 'Nothing was kept. Start it again whenever you like.');

export function notAnArchive({ fileName }: ResolvedFile, head: Uint8Array): LoadstoneError {
  const page = looksLikeWebPage(head);
  return new LoadstoneError(
    'download_not_an_archive',
    saying(page ? 'fileIsPage' : 'fileNoArchive', { file: fileName }),
    page
      ? 'The file was probably removed by its author. Look for a newer one on the page of the mod.'
      : 'Look on the page of the mod how this file is meant to be installed.',
  );
}

export const incomplete = (
  { fileName }: ResolvedFile,
  got: number,
  expected: number | null,
  cause?: unknown,
): LoadstoneError =>
  new LoadstoneError('download_incomplete', saying('fileIncomplete', { file: fileName }), tryAgain, {
    details: expected === null ? { got } : { got, expected },
    cause,
  });

export const tooLarge = ({ fileName }: ResolvedFile, limit: number): LoadstoneError =>
  new LoadstoneError(
    'download_incomplete',
    saying('fileTooLarge', { file: fileName }),
    'It is not the file that the mod page lists. Nothing was kept; try again later.',
    { details: { expected: limit, tooLarge: 1 } },
  );

export const hashMismatch = (
  { fileName, ...expected }: ResolvedFile,
  name: 'sha256' | 'sha1' | 'md5',
  found: string | undefined,
): LoadstoneError =>
  new LoadstoneError(
    'download_hash_mismatch',
    saying('fileDiffers', { file: fileName, hash: name }),
    'Nothing was kept. Try again later; if it stays so, tell the author of the mod.',
    { details: { hash: name, expected: expected[name] ?? '', found: found ?? '' } },
  );

const tryAgain = 'Check your connection and try again.';

export function refusedByStatus({ fileName }: ResolvedFile, status: number): LoadstoneError {
  const details = { details: { status } };
  if (status === 404 || status === 410)
    return new LoadstoneError(
      'mod_gone',
      saying('fileGone', { file: fileName }),
      'Look for a newer file on the page of the mod.',
      details,
    );
  if (status === 401)
    return new LoadstoneError(
      'needs_sign_in',
      saying('fileNeedsSignIn', { file: fileName }),
      'Sign in and try again.',
      details,
    );
  return new LoadstoneError(
    'provider_refused',
    saying('fileRefused', { file: fileName, status: String(status) }),
    'Try it on the page of the mod in your browser.',
    details,
  );
}
