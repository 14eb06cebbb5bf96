/**
 * `window.loadstone` without Electron: the bridge of the contract over the fake services, so that every screen
 * runs in a plain browser. Inputs are validated as main would. Browser-safe; never part of the product.
 */
import { LoadstoneError, toErrorData } from '../../src/shared/errors.ts';
import { calls, type CallName, type EventName } from '../../src/shared/ipc/channels.ts';
import { inputs } from '../../src/shared/ipc/inputs.ts';
import type { Bridge, EventPayload, Handlers, Result } from '../../src/shared/ipc/contract.ts';
import {
  createFakeServices,
  fakeStates,
  type FakeOptions,
  type FakeServices,
  type FakeState,
} from './fake-services.ts';

export interface FakeBridge {
  readonly bridge: Bridge;
  readonly services: FakeServices;
}

export function createFakeBridge(options: FakeOptions = {}): FakeBridge {
  const services = createFakeServices(options);
  const on = <E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): (() => void) =>
    services.subscribe((name: EventName, payload) => {
      // The names are equal, so the payload is that of E; the compiler cannot join the two type parameters.
      if (name === event) listener(structuredClone(payload) as unknown as EventPayload<E>);
    });
  return { services, bridge: bridgeOver(services.handlers, on) };
}

/** `?state=empty|full|error|offline|busy&speed=N` of the address decide. Defines `window.loadstone`. */
export function installFakeBridge(search: string = globalThis.window.location.search): FakeBridge {
  const query = new URLSearchParams(search);
  const asked = query.get('state') ?? 'full';
  const state = fakeStates.find((one: FakeState) => one === asked) ?? 'full';
  const speed = Number(query.get('speed') ?? '1');
  const fake = createFakeBridge({ state, speed: Number.isFinite(speed) && speed > 0 ? speed : 1 });
  Object.defineProperty(globalThis.window, 'loadstone', { value: fake.bridge, configurable: true });
  // So that a person, or a test, can make a link arrive.
  Object.defineProperty(globalThis.window, 'fakeServices', { value: fake.services, configurable: true });
  return fake;
}

async function callHandler(handlers: Handlers, name: CallName, input: unknown): Promise<Result<unknown>> {
  try {
    const parsed = inputs[name].safeParse(input);
    if (!parsed.success) {
      throw new LoadstoneError('invalid_input', `${name}: ${parsed.error.message}`, 'This is a fault in the window.');
    }
    // Over IPC everything is copied and takes a turn of the event loop.
    await Promise.resolve();
    const value = await (handlers[name] as (value: unknown) => unknown)(structuredClone(parsed.data));
    return { ok: true, value: structuredClone(value) };
  } catch (error) {
    return { ok: false, error: toErrorData(error) };
  }
}

function bridgeOver(handlers: Handlers, on: Bridge['on']): Bridge {
  const areas: Record<string, Record<string, unknown>> = {};
  for (const name of calls) {
    const [area = '', verb = ''] = name.split('.');
    (areas[area] ??= {})[verb] = (input?: unknown) => callHandler(handlers, name, input);
  }
  return { ...areas, on, pathOfFile } as unknown as Bridge;
}

const pathOfFile = (file: unknown): string =>
  typeof file === 'object' && file !== null && 'name' in file ? `/home/player/Downloads/${String(file.name)}` : '';
