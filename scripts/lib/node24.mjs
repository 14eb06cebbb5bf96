/** The project's own Node: from the npm package `node`, so that it is the same everywhere. */
import fs from 'node:fs';
import path from 'node:path';
import { nodeModules, readJson, root, say, Stop } from './project.mjs';
import { explainNpm, runNpm } from './npm.mjs';
import { readStamp, writeStamp } from './packages.mjs';
import { run } from './run.mjs';

const windows = process.platform === 'win32';
const executable = windows ? 'node.exe' : 'node';
export const nodePath = path.join(nodeModules, 'node', 'bin', executable);

/** @returns {string} such as 24.21.0 */
const wantedVersion = () => readJson(path.join(root, 'package.json')).devDependencies.node;

/** Makes sure the project's Node is there and works; its package may have been installed without its script. */
export async function ensureNode() {
  const mark = markOf();
  const stamp = readStamp();
  if (mark !== null && stamp?.node === mark) return;
  if (!(await works())) await repair();
  const repaired = markOf();
  if (stamp !== null && repaired !== null) writeStamp({ ...stamp, node: repaired });
}

/** Changes when the file does: asking Node for its version on every run would cost more than the rest of set-up. */
function markOf() {
  const stat = fs.statSync(nodePath, { throwIfNoEntry: false });
  return stat === undefined ? null : `${wantedVersion()} ${stat.size} ${stat.mtimeMs}`;
}

async function works() {
  const { code, output } = await run(nodePath, ['-v'], { quiet: true, timeout: 20_000 });
  return code === 0 && output.trim() === `v${wantedVersion()}`;
}

async function repair() {
  say(`Installing Node ${wantedVersion()} for this project …`);
  const rebuilt = await runNpm(['rebuild', 'node', '--ignore-scripts=false', '--foreground-scripts']);
  if (await works()) return;
  const fetched = await fetchNode();
  if (await works()) return;
  throw new Stop(explainNpm(`${rebuilt.output}\n${fetched}`, `Installing Node ${wantedVersion()}`));
}

/** The package's script, by hand: the binary is in a package named after system and processor. */
async function fetchNode() {
  const system = windows ? 'win' : process.platform;
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const name = `${prefix}-${system}-${process.arch}`;
  const folder = fs.mkdtempSync(path.join(nodeModules, '.node-'));
  try {
    const wanted = `${name}@${wantedVersion()}`;
    const { output } = await runNpm(['install', '--no-save', '--no-package-lock', '--prefix', folder, wanted]);
    const binary = path.join(folder, 'node_modules', name, 'bin', executable);
    if (!fs.existsSync(binary)) return output;
    fs.mkdirSync(path.dirname(nodePath), { recursive: true });
    fs.copyFileSync(binary, nodePath);
    fs.chmodSync(nodePath, 0o755);
    return output;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether this process is the project's Node already. */
export const runsInProjectNode = () => process.version === `v${wantedVersion()}`;

/** What programs that we start find first: the project's Node and its packages' commands. */
export function putNodeFirst() {
  const own = [path.dirname(nodePath), path.join(nodeModules, '.bin')];
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const rest = (process.env[key] ?? '').split(path.delimiter).filter((folder) => !own.includes(folder));
  process.env[key] = [...own, ...rest].join(path.delimiter);
}
