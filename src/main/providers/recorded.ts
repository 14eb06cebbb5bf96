/** Recorded answers, and what all providers make of them, in the words of the model. */
import type { ErrorData } from '../../shared/errors.ts';
import type { Account } from '../../shared/accounts.ts';
import type {
  ChangelogEntry,
  ModCategory,
  ModDetails,
  ModFile,
  ModPage,
  ProviderGame,
  Requirement,
} from '../../shared/model.ts';
import type { Found } from './provider.ts';

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
