/**
 * Recorded answers, read the way the clients would have read them: by what was asked, without any network. Each
 * provider has a `parseRecording` of its own; this is what they share, and the list of them.
 */
import type { ErrorData } from '../../shared/errors.ts';
import type { Account } from '../../shared/accounts.ts';
import type {
  ChangelogEntry,
  ModCategory,
  ModDetails,
  ModFile,
  ModPage,
  ProviderGame,
  ProviderId,
  Requirement,
} from '../../shared/model.ts';
import type { Found } from './provider.ts';
import { parseRecording as parseFactorio } from './factorio/recording.ts';
import { parseRecording as parseGameBanana } from './gamebanana/recording.ts';
import { parseRecording as parseGitHub } from './github/recording.ts';
import { parseRecording as parseModio } from './modio/recording.ts';
import { parseRecording as parseNexus } from './nexus/recording.ts';

export interface RecordedRequest {
  /** Default GET. */
  readonly method?: string;
  readonly url: string;
  /** What was posted, as text. */
  readonly body?: string;
}

export interface RecordedAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What all providers can answer, in the words of the model. A provider adds kinds of its own beside these. */
export type CommonReading =
  | { readonly kind: 'mods'; readonly page: ModPage }
  | { readonly kind: 'details'; readonly details: Found<ModDetails> }
  | { readonly kind: 'files'; readonly files: Found<readonly ModFile[]> }
  | { readonly kind: 'file'; readonly file: Found<ModFile> }
  | { readonly kind: 'games'; readonly games: readonly ProviderGame[] }
  | { readonly kind: 'categories'; readonly categories: readonly ModCategory[] }
  | { readonly kind: 'changelog'; readonly changelog: readonly ChangelogEntry[] }
  | { readonly kind: 'requirements'; readonly requirements: readonly Requirement[] }
  | { readonly kind: 'account'; readonly account: Account }
  | { readonly kind: 'error'; readonly error: ErrorData };

export type ParseRecording = (request: RecordedRequest, answer: RecordedAnswer) => { readonly kind: string };

/** One line for each provider. None of them ever throws: what the client would have thrown is the reading `error`. */
export const parsers: Readonly<Record<ProviderId, ParseRecording>> = {
  nexus: parseNexus,
  gamebanana: parseGameBanana,
  github: parseGitHub,
  modio: parseModio,
  factorio: parseFactorio,
};
