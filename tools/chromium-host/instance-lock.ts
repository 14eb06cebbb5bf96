/**
 * One instance for each data folder, decided while the caller waits, as Electron does. The first one leaves a file
 * with its process id and listens; a later one hands over its arguments through a short-lived child, because Node
 * cannot connect synchronously.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const maxMessage = 32 * 1024 * 1024;

// Tries for two seconds: the first instance may be only just starting to listen.
const handOver = `
const net = require('node:net');
const until = Date.now() + 2000;
let text = '';
process.stdin.on('data', (part) => { text += part; }).on('end', connect);
function connect() {
  const socket = net.connect(process.argv[1]);
  socket.on('connect', () => socket.end(text));
  socket.on('close', (failed) => { if (!failed) process.exit(0); });
  socket.on('error', () => { if (Date.now() > until) process.exit(1); setTimeout(connect, 50); });
}`;

export interface InstanceLock {
  readonly release: () => void;
}

/** null when another instance has the folder and has been told. `onSecond` hears the arguments of later ones. */
export function takeInstanceLock(
  folder: string,
  onSecond: (argv: readonly string[], cwd: string) => void,
): InstanceLock | null {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'instance.lock');
  const name = `loadstone-host-${createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 24)}`;
  const place = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(os.tmpdir(), `${name}.sock`);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (claim(file)) return listen(file, place, onSecond);
    if (isAlive(readOwner(file)) && tell(place)) return null;
    // Its owner is gone, or its number went to a program that does not answer.
    rmSync(file, { force: true });
  }
  return null;
}

/** The file appears with its content or not at all. */
function claim(file: string): boolean {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

function readOwner(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function tell(place: string): boolean {
  const input = JSON.stringify({ argv: process.argv, cwd: process.cwd() });
  return spawnSync(process.execPath, ['-e', handOver, place], { input, timeout: 5_000 }).status === 0;
}

function listen(file: string, place: string, onSecond: (argv: readonly string[], cwd: string) => void): InstanceLock {
  if (process.platform !== 'win32') rmSync(place, { force: true });
  const server = net.createServer((socket) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy());
    socket.on('data', (part: string) => {
      text += part;
      if (text.length > maxMessage) socket.destroy();
    });
    socket.on('end', () => {
      const told = parse(text);
      if (told !== null) onSecond(told.argv, told.cwd);
    });
  });
  server.on('error', () => undefined);
  server.listen(place);
  server.unref();
  return {
    release: () => {
      server.close();
      rmSync(file, { force: true });
    },
  };
}

function parse(text: string): { argv: string[]; cwd: string } | null {
  try {
    return JSON.parse(text) as { argv: string[]; cwd: string };
  } catch {
    return null;
  }
}
