/** Our own switches, found among those of Electron, Chromium and the system. */
import path from 'node:path';

export interface LaunchOptions {
  /** Absolute, or null for the system's usual place. */
  readonly dataDir: string | null;
  /** Absolute. Only development and test builds act on it. */
  readonly endpointsFile: string | null;
}

/**
 * Reads `--data DIR` and `--endpoints FILE`, also as `--data=DIR`. Everything behind `--` is a link or a file that the
 * system passed on and never a switch; a value that is itself a switch or a link counts as missing.
 */
export function readLaunchOptions(argv: readonly string[], cwd: string): LaunchOptions {
  const end = argv.indexOf('--');
  const own = end < 0 ? argv : argv.slice(0, end);
  const valueOf = (name: string): string | null => {
    const index = own.findIndex((one) => one === name || one.startsWith(`${name}=`));
    const found = own[index];
    if (found === undefined) return null;
    const value = found === name ? own[index + 1] : found.slice(name.length + 1);
    if (value === undefined || value === '' || value.startsWith('-') || value.includes('://')) return null;
    return path.resolve(cwd, value);
  };
  return { dataDir: valueOf('--data'), endpointsFile: valueOf('--endpoints') };
}
