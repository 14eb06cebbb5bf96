/** How a test that started the host as its child talks to it, over the process's own message channel. */
import type { DialogAnswer, HostRecord } from './record.ts';

export type ControlRequest =
  | { readonly method: 'record' }
  | { readonly method: 'answerDialog'; readonly answer: DialogAnswer }
  | { readonly method: 'openUrl'; readonly url: string }
  | { readonly method: 'drop'; readonly selector: string; readonly files: readonly string[] }
  | { readonly method: 'crashPage' }
  | { readonly method: 'quit' };

export type ControlCall = ControlRequest & { readonly id: number };

export type ControlMessage =
  /** The window is there; `debugAddress` is where a debugger can join. */
  | { readonly kind: 'window'; readonly debugAddress: string }
  | { readonly kind: 'answer'; readonly id: number; readonly value: HostRecord | null }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };

export function tellParent(message: ControlMessage): void {
  if (process.connected) process.send?.(message);
}
