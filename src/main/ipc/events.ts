/** News from main to the window. A listener that fails never keeps the others from hearing. */
import type { EventName } from '../../shared/ipc/channels.ts';
import type { EventPayload } from '../../shared/ipc/contract.ts';

export type EventListener = <E extends EventName>(event: E, payload: EventPayload<E>) => void;

export interface EventHub {
  readonly publish: EventListener;
  /** The answer stops listening. */
  readonly subscribe: (listener: EventListener) => () => void;
}

export function createEvents(onFault: (fault: unknown) => void = () => undefined): EventHub {
  const listeners = new Set<EventListener>();
  return {
    publish: (event, payload) => {
      for (const listener of listeners) {
        try {
          listener(event, payload);
        } catch (fault) {
          onFault(fault);
        }
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
