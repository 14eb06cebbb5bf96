/** What every script does first: packages, the project's Node, and then itself again in that Node. */
import { ensureNode, nodePath, putNodeFirst, runsInProjectNode } from './node24.mjs';
import { ensurePackages } from './packages.mjs';
import { run } from './run.mjs';

/** Returns only in the project's Node; in any other it runs the same script there and ends with its exit code. */
export async function setUp() {
  await ensurePackages();
  await ensureNode();
  putNodeFirst();
  if (runsInProjectNode()) return;
  const { code } = await run(nodePath, process.argv.slice(1), { cwd: process.cwd() });
  process.exit(code);
}
