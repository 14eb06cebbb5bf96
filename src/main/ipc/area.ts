import type { CallName } from '../../shared/ipc/channels.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';

/** The handlers of one or more areas of the contract: `library.…`. */
export type Area<A extends string> = Pick<Handlers, Extract<CallName, `${A}.${string}`>>;
