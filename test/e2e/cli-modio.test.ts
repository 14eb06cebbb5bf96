/** What only mod.io has, on the command line: nothing without a key, what a mod needs, and why nothing comes of some. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChangeOutcome, LibraryEntry } from '../../src/shared/model.ts';
import { lanternDeep } from '../../tools/replicas/modio/lantern-deep.ts';
import { openSourceCli, type SourceCli } from '../support/source-cli.ts';
import { sourceOf, startReplicas, type Replicas } from '../support/sources.ts';
import { readTree } from '../support/trees.ts';

const row = sourceOf('modio');
const echoMap = `modio:${lanternDeep.id}/5100003/8200021`;

let replicas: Replicas;
let at: SourceCli;

beforeAll(async () => {
  replicas = await startReplicas();
});
afterAll(() => replicas.close());
beforeEach(async () => {
  replicas.reset();
  at = openSourceCli(row, replicas);
  await at.addGame();
});
afterEach(() => at.remove());

async function signIn(): Promise<void> {
  if (row.account !== null) expect((await at.signIn(row.account)).status).toBe(0);
}

describe('mod.io', () => {
  test('answers only who has a key; installs what a mod needs, in the version that is needed', async () => {
    const { good, onGame } = at;
    expect(await at.refused('mod', 'show', row.mod)).toMatchObject({ code: 'needs_sign_in' });
    await signIn();
    const plan = await good<{ install: readonly { name: string }[] }>('install', echoMap, '--dry-run', ...onGame);
    expect(plan.install.map(({ name }) => name).toSorted()).toEqual(['Brighter Lanterns', 'Deep Library']);
    const all = ['install', echoMap, '--with-requirements'];
    const { installed } = await good<{ installed: readonly ChangeOutcome[] }>(...all, ...onGame);
    expect(installed.map(({ subject }) => subject).at(-1)).toBe('Echo Map');
    const { mods } = await good<{ mods: readonly LibraryEntry[] }>('list', ...onGame);
    expect(new Set(mods.map(({ provenance }) => provenance.version))).toEqual(new Set(['1.0', '1.2.0', '2.4.1']));
    await good('rollback', '--to', '0', ...onGame);
    expect(readTree(at.game)).toEqual(at.untouched);
  });

  test('says why nothing comes of a mod that is for sale, hidden, for consoles, or found to be malicious', async () => {
    await signIn();
    const codes: string[] = [];
    for (const file of ['5100023/8200231', '5100021/8200211', '5100024/8200241', '5100025/8200251'])
      codes.push((await at.refused('install', `modio:${lanternDeep.id}/${file}`, ...at.onGame)).code);
    expect(codes).not.toContain('internal');
    expect(codes[0]).toBe('needs_user_action');
    expect(readTree(at.game)).toEqual(at.untouched);
  });
});
