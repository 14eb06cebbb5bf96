/** What travels between the layers of the client: one request, one answer whose body may still be arriving. */
import type { ProviderId } from '../../../shared/model.ts';
import type { Credentials, Lane } from '../../lib/http.ts';

export interface Outgoing {
  readonly provider: ProviderId;
  readonly lane: Lane;
  /** The address as the provider writes it: decides about hosts and secrets. */
  readonly address: URL;
  /** Where the bytes really go: the same, or a loopback server. */
  readonly wire: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As it is sent; null: none. */
  readonly body: string | null;
  readonly hosts: readonly string[];
  /** What signs it, where it may be shown; null: nothing. */
  readonly as: Credentials | null;
  /** true: `as` is what the player is signed in with, not something that is being tried. */
  readonly stored: boolean;
  /** A redirect has led to another host: nothing secret may be sent any more. */
  readonly crossed: boolean;
}

export interface Incoming {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly address: URL;
  readonly body: AsyncIterable<Uint8Array>;
  readonly discard: () => void;
}

export type Send = (request: Outgoing, signal: AbortSignal) => Promise<Incoming>;

/** One concern of the client: takes the rest of the way and answers the way with the concern added. */
export type Layer = (next: Send) => Send;

/** The first layer sees a request first and its answer last. */
export const compose = (wire: Send, ...layers: readonly Layer[]): Send =>
  layers.reduceRight((next, layer) => layer(next), wire);
