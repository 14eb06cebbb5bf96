/** A text for people who help: versions, settings and the end of the log, without secrets and without the player's name. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Download } from '../../shared/jobs.ts';
import type { Settings } from '../../shared/settings.ts';
import { redact } from '../lib/log.ts';
import { logFolder } from './engine.ts';

/** Of the log, from its end, in bytes. */
const logTail = 256 * 1024;

export interface ReportFacts {
  readonly version: string;
  readonly dataDir: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly settings: Settings;
  readonly games: readonly { readonly id: string; readonly definition: string; readonly root: string }[];
  readonly downloads: readonly Pick<Download, 'state' | 'error' | 'file'>[];
}

/** The report as text. */
export function composeReport(facts: ReportFacts): string {
  const { version, dataDir, now, settings, games, downloads } = facts;
  const failed = downloads.flatMap(({ file, error }) => (error === null ? [] : [`${file.provider}: ${error.code}`]));
  const parts: readonly (readonly [string, string])[] = [
    ['Loadstone', [`version ${version}`, `written ${new Date(now).toISOString()}`].join('\n')],
    ['System', systemWords()],
    ['Settings', JSON.stringify(settings, null, 2)],
    ['Games', games.map(({ id, definition, root }) => `${id} (${definition}): ${root}`).join('\n')],
    ['Downloads that failed', failed.join('\n')],
    ['Log', readLogTail(dataDir)],
  ];
  return withoutPlayer(parts.map(([title, text]) => `== ${title} ==\n${text === '' ? '(none)' : text}\n`).join('\n'));
}

/** Writes the report to a file that is the player's to send or to delete. */
export function writeReport(file: string, facts: ReportFacts): void {
  fs.writeFileSync(file, composeReport(facts), { mode: 0o600 });
}

function systemWords(): string {
  const { node, electron, chrome } = process.versions;
  return [
    `${os.type()} ${os.release()} ${process.arch}`,
    `node ${node}, electron ${electron}, chromium ${chrome}`,
    `${os.availableParallelism()} processors, ${Math.round(os.totalmem() / 2 ** 20)} MiB memory`,
  ].join('\n');
}

function readLogTail(dataDir: string): string {
  const file = path.join(logFolder(dataDir), 'loadstone.log');
  const text = fs.existsSync(file) ? fs.readFileSync(file) : Buffer.alloc(0);
  const tail = text.subarray(Math.max(0, text.length - logTail)).toString('utf8');
  // A line that was cut in half could show half a secret, which no pattern knows.
  return text.length > logTail ? tail.slice(tail.indexOf('\n') + 1) : tail;
}

const homes = /((?:\/home\/|\/Users\/|[A-Za-z]:\\{1,2}Users\\{1,2}))[^/\\\s"']+/gu;

/** Folders of other accounts and of mounted disks carry names, too, which the redaction of the log does not know. */
function withoutPlayer(text: string): string {
  const { username } = os.userInfo();
  const clean = redact(text).replaceAll(homes, '$1…');
  // A short name is part of other words.
  if (username.length < 3 || username === 'root') return clean;
  return clean.replaceAll(/[^/\\\s"']+/gu, (word) => (word === username ? '…' : word));
}
