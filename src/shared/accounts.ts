/** Accounts and limits as they are shown. Never holds a secret. */
import type { ErrorData } from './errors.ts';
import type { ProviderId } from './model.ts';
import type { Saying } from './saying.ts';

/** How well a sign-in is kept. */
export type SecretProtection =
  /** By the system's own key store, or by a passphrase only the player knows. */
  | { readonly kind: 'encrypted' }
  /** By a key that lies in a file of the player. `why` says what that protects from, in plain words. */
  | { readonly kind: 'key-file'; readonly why: Saying }
  /** Until the program ends. `why` is plain words for the player. */
  | { readonly kind: 'memory'; readonly why: Saying };

/** A provider with accounts, and where the player stands with it. Signed out: neither `account` nor `signingIn`. */
export interface AccountState {
  readonly provider: ProviderId;
  /** Of the provider, for people. */
  readonly name: string;
  /** The ways to sign in, the recommended one first. */
  readonly forms: readonly SignInForm[];
  /** Who is signed in. */
  readonly account: Account | null;
  /** A sign-in under way; also while somebody is signed in already. `step` null: it has just begun. */
  readonly signingIn: { readonly method: SignInMethod; readonly step: SignInStep | null } | null;
  /** Why the last sign-in failed, or why the player was signed out. */
  readonly problem: ErrorData | null;
  /** null while nobody is signed in. */
  readonly protection: SecretProtection | null;
  /** When the provider last said who this is, in milliseconds since the epoch. */
  readonly checkedAt: number | null;
}

/** A budget of requests at a provider. */
export interface QuotaView {
  /** "requests", "hourly", "daily", "core", "search". */
  readonly name: string;
  readonly size: number;
  readonly left: number;
  /** When it is whole again, in milliseconds since the epoch; null: it is, or nobody says when. */
  readonly resetAt: number | null;
  /** What counts on it waits until then; null: it does not wait. */
  readonly blockedUntil: number | null;
}

export interface ProviderLimits {
  readonly provider: ProviderId;
  /** Nothing is sent until then, in milliseconds since the epoch; null: requests go out. */
  readonly blockedUntil: number | null;
  readonly quotas: readonly QuotaView[];
}

export const signInMethods = ['browser', 'key', 'email', 'password', 'game-file'] as const;
export type SignInMethod = (typeof signInMethods)[number];

export interface SignInField {
  readonly name: string;
  readonly kind: 'text' | 'email' | 'secret' | 'code' | 'consent';
  /** English; the window has its own words for the names it knows. */
  readonly label: string;
  /** May stay empty: then what is usual counts. */
  readonly optional?: true;
}

/** One way to sign in. */
export interface SignInForm {
  readonly method: SignInMethod;
  readonly fields: readonly SignInField[];
  /** The page where the player finds what the fields ask for. */
  readonly page: string | null;
}

/** Where a sign-in is. */
export type SignInStep =
  /** The browser was sent to `url`. `code` is what the player types there. */
  | { readonly kind: 'waiting'; readonly url: string; readonly code: string | null; readonly until: number }
  | { readonly kind: 'reconnecting'; readonly attempt: number; readonly until: number }
  /** The provider wants to know more: a code it sent, consent to its terms. */
  | {
      readonly kind: 'asking';
      readonly text: string;
      readonly fields: readonly SignInField[];
      readonly links: readonly { readonly label: string; readonly url: string }[];
    }
  | { readonly kind: 'checking' };

export const accountRights = ['search', 'download', 'fast-download', 'opinion', 'subscriptions'] as const;
export type AccountRight = (typeof accountRights)[number];

/** A signed-in player. Never holds the secret. */
export interface Account {
  readonly provider: ProviderId;
  readonly name: string;
  /** Plain words of the provider: "Premium", "Member". */
  readonly membership: string | null;
  readonly may: readonly AccountRight[];
  /** Milliseconds since the epoch; null: until it is revoked. */
  readonly expiresAt: number | null;
}
