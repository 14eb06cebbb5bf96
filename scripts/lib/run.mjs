/** Starts other programs. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { nodeModules, readJson, root } from './project.mjs';

/**
 * @typedef {object} RunOptions
 * @property {boolean} [quiet] keep what it prints instead of showing it
 * @property {number} [timeout] in milliseconds; none by default
 * @property {NodeJS.ProcessEnv} [env] added to this process's own
 * @property {boolean} [shell]
 * @property {string} [cwd]
 */

/**
 * Runs a program to its end. A program that could not be started has exit code 127.
 * @param {string} command @param {readonly string[]} args @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} output is empty unless quiet
 */
export function run(command, args, { quiet = false, timeout = 0, env = {}, shell = false, cwd = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, [...args], {
      cwd,
      env: { ...process.env, ...env },
      shell,
      timeout,
      killSignal: 'SIGKILL',
      windowsHide: true,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    const release = quiet ? () => {} : passSignalsTo(child);
    /** @param {number} code */
    const end = (code) => {
      release();
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') });
    };
    child.on('error', () => end(127));
    child.on('close', (code, signal) => end(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/** A signal meant for us ends the child; then we end with it. @param {import('node:child_process').ChildProcess} child */
function passSignalsTo(child) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => void child.kill(signal);
  for (const signal of signals) process.on(signal, pass);
  return () => {
    for (const signal of signals) process.off(signal, pass);
  };
}

/** The script behind a package's command, so that no shell and no .cmd file is needed. @param {string} name @param {string} [command] */
export function commandOf(name, command = name) {
  const folder = path.join(nodeModules, name);
  const bin = readJson(path.join(folder, 'package.json'))?.bin;
  const file = typeof bin === 'string' ? bin : bin?.[command];
  if (file === undefined) throw new Error(`${name} has no command ${command}`);
  return path.join(folder, file);
}

/** Runs a package's command under this very Node. @param {readonly [string, string] | string} name @param {readonly string[]} args @param {RunOptions} [options] */
export function runPackage(name, args, options) {
  const script = typeof name === 'string' ? commandOf(name) : commandOf(...name);
  return run(process.execPath, [script, ...args], options);
}
