/** Web sockets as a port: what a sign-in in the browser needs. The real one lives in `providers/http/`. */
import type { ProviderId } from '../../shared/model.ts';

export interface SocketRequest {
  readonly provider: ProviderId;
  /** As the provider writes it, always wss. Development and test builds may map it to a loopback server. */
  readonly url: string;
  /** Hosts it may reach: exact names, or a name with a leading dot for its subdomains. */
  readonly hosts: readonly string[];
}

/** None of them is called after `closed`, which comes exactly once. */
export interface SocketEvents {
  readonly opened: () => void;
  readonly message: (text: string) => void;
  /** The other side answered a `ping`. */
  readonly pong: () => void;
  readonly closed: () => void;
}

export interface Socket {
  /** Both do nothing while the socket is not open. */
  readonly send: (text: string) => void;
  readonly ping: () => void;
  /** Ends it at once, without waiting for the other side. */
  readonly close: () => void;
}

export interface Sockets {
  /** Throws `redirect_refused` for an address we do not go to. */
  readonly open: (request: SocketRequest, events: SocketEvents) => Socket;
}
