/** What the host was started with. Set once, before the app's code is loaded. */
export interface HostSettings {
  readonly headless: boolean;
  readonly browserFile: string;
  /** Started by a test: dialogs are answered by it and nothing reaches the desktop. */
  readonly controlled: boolean;
  readonly verbose: boolean;
  readonly version: string;
}

let current: HostSettings | null = null;

export function setSettings(chosen: HostSettings): void {
  current = chosen;
}

export function settings(): HostSettings {
  if (current === null) throw new Error('the host was not started by run.ts');
  return current;
}
