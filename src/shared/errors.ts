import { inEnglish, quoted, type Saying } from './saying.ts';

/**
 * The one error shape of the product: a stable code for programs, a message and a hint for people.
 * Codes never change meaning once released; a new situation gets a new code.
 */
export const errorCodes = [
  // input and IPC
  'invalid_input',
  'unknown_channel',
  'foreign_sender',
  'not_found',
  'ambiguous_name',
  'cancelled',
  'internal',
  // games
  'game_not_found',
  'game_exists',
  'game_folder_missing',
  'game_folder_not_writable',
  'game_not_recognised',
  'game_running',
  'mod_folder_unknown',
  'mod_folder_in_use',
  'files_without_place',
  'files_collide',
  // archives
  'archive_unreadable',
  'archive_refused',
  'archive_changed',
  'archive_encrypted',
  'archive_unsupported',
  'nothing_to_install',
  'already_installed',
  'requirements_unmet',
  'choices_needed',
  'choices_invalid',
  'installer_unreadable',
  // providers and downloads
  'provider_unknown',
  'provider_unavailable',
  'provider_answer_unreadable',
  'provider_refused',
  'rate_limited',
  'mod_gone',
  'needs_sign_in',
  'needs_user_action',
  'sign_in_failed',
  'sign_in_busy',
  'offline',
  'download_incomplete',
  'download_hash_mismatch',
  'download_not_an_archive',
  'link_refused',
  'redirect_refused',
  // engine
  'disk_full',
  'file_in_use',
  'path_blocked',
  'path_too_long',
  'io_failed',
  'blob_missing',
  'blob_damaged',
  'changed_meanwhile',
  'deployment_failed',
  'nothing_to_undo',
  'nothing_to_redo',
  'generation_not_found',
  'data_in_use',
  'data_folder_unusable',
  'store_missing',
  'store_place_refused',
  'registry_newer',
  'registry_damaged',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An error as it crosses a process boundary or is printed by the command line. */
export interface ErrorData {
  readonly code: ErrorCode;
  /** What happened, one sentence, with the name of the thing it happened to. */
  readonly message: string;
  /** What the player can do about it, one sentence. */
  readonly hint: string;
  /** Plain facts a screen can show in a table: paths, sizes in bytes, expected and found. */
  readonly details?: Readonly<Record<string, string | number>>;
  /** The message for those who can word it in the language of the player. */
  readonly saying?: Saying;
}

export interface ErrorExtras {
  readonly details?: Readonly<Record<string, string | number>>;
  readonly cause?: unknown;
}

/** The only error class that is thrown on purpose. `hint` says what to do; `cause` is for the log alone. */
export class LoadstoneError extends Error {
  override readonly name = 'LoadstoneError';
  readonly code: ErrorCode;
  readonly hint: string;
  readonly details: Readonly<Record<string, string | number>> | undefined;
  readonly saying: Saying | undefined;

  /** A `message` that is a saying reaches the player in their own language. */
  constructor(code: ErrorCode, message: string | Saying, hint: string, extras: ErrorExtras = {}) {
    super(
      typeof message === 'string' ? message : inEnglish(message),
      extras.cause === undefined ? undefined : { cause: extras.cause },
    );
    this.code = code;
    this.hint = hint;
    this.details = extras.details;
    this.saying = typeof message === 'string' ? undefined : message;
  }

  toData(): ErrorData {
    const { code, message, hint, details, saying } = this;
    return { code, message, hint, ...(details && { details }), ...(saying && { saying }) };
  }
}

/** Turns anything thrown into data; what we did not expect becomes `internal` without its stack. */
export function toErrorData(thrown: unknown): ErrorData {
  if (thrown instanceof LoadstoneError) return thrown.toData();
  return {
    code: 'internal',
    message: thrown instanceof Error ? thrown.message : String(thrown),
    hint: 'This is a fault in Loadstone. Nothing was left half done; the log has the details.',
  };
}

/** What happened, for a place that has no room for the whole error. */
export const sayingOf = ({
  saying,
  message,
}: {
  readonly message: string;
  readonly saying?: Saying | undefined;
}): Saying => saying ?? quoted(message);

/** The inverse of `toErrorData`, for the side that received it. */
export function fromErrorData(data: ErrorData): LoadstoneError {
  return new LoadstoneError(
    data.code,
    data.saying ?? data.message,
    data.hint,
    data.details === undefined ? {} : { details: data.details },
  );
}
