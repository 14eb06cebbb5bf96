/** The log as a port. Values that look like secrets or lie in the player's home are masked before they are written. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { maskSecrets } from './known-secrets.ts';

export interface Log {
  readonly info: (message: string) => void;
  readonly error: (message: string, cause?: unknown) => void;
}

export const silentLog: Log = { info: () => undefined, error: () => undefined };

const secretPatterns: readonly RegExp[] = [
  /((?:apikey|api_key|authorization|token|key|password|secret|user_id|expires)["']?\s*[=:]\s*["']?)(?:Bearer\s+)?[^\s&"',;)]+/giu,
];

/** Takes secrets, known ones and what looks like one, and the home folder out of a text. */
export function redact(text: string, home: string = os.homedir()): string {
  let clean = maskSecrets(text);
  for (const pattern of secretPatterns) clean = clean.replaceAll(pattern, '$1…');
  return home.length > 1 ? clean.replaceAll(home, '~') : clean;
}

const maxLogSize = 2 * 1024 * 1024;

/** Appends lines to `<folder>/loadstone.log`; one older file is kept. Never throws: a full disk must not stop the work. */
export function createFileLog(folder: string, now: () => number): Log {
  const file = path.join(folder, 'loadstone.log');
  const write = (level: string, message: string): void => {
    try {
      fs.mkdirSync(folder, { recursive: true });
      if ((fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0) > maxLogSize) fs.renameSync(file, `${file}.1`);
      fs.appendFileSync(file, `${new Date(now()).toISOString()} ${level} ${redact(message)}\n`);
    } catch {
      // Nowhere left to say it.
    }
  };
  return {
    info: (message) => write('info', message),
    error: (message, cause) => {
      const detail =
        cause instanceof Error ? (cause.stack ?? cause.message) : cause === undefined ? '' : JSON.stringify(cause);
      write('error', detail === '' ? message : `${message}\n${detail}`);
    },
  };
}
