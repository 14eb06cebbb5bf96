import { expect, test, vi } from 'vitest';
import { unwrap } from '../../../src/renderer/bridge.ts';
import type { FoundMods } from '../../../src/shared/catalogue.ts';
import { funkin } from '../../support/fake-data.ts';
import { createFakeBridge } from '../../support/fake-bridge.ts';

test('the fake searches everywhere, suggests, indexes, checks and plans like main', async () => {
  const { bridge, services } = createFakeBridge({ speed: 200 });
  let heard: FoundMods | null = null;
  bridge.on('mods.found', ({ findId, found }) => {
    if (findId === 'one') heard = found;
  });
  const first = unwrap(await bridge.mods.find({ gameId: funkin, findId: 'one', text: '', sort: 'name' }));
  expect(first.providers.map(({ answer }) => answer.kind)).toEqual(['asking', 'asking']);
  const last = await vi.waitUntil(() =>
    heard?.providers.every(({ answer }) => answer.kind === 'ok') === true ? heard : null,
  );
  expect(last.mods.length).toBeGreaterThan(5);
  const [mod] = last.mods;
  if (mod === undefined) throw new Error('nothing was found');
  const suggested = unwrap(await bridge.mods.suggest({ gameId: funkin, text: mod.name, limit: 5 }));
  expect(suggested[0]?.mod.name).toBe(mod.name);
  expect(unwrap(await bridge.mods.changelog({ ref: mod.ref }))).toHaveLength(5);
  expect(unwrap(await bridge.catalogue.status({ gameId: funkin })).sources.length).toBe(2);
  const { entries } = unwrap(await bridge.updates.check({ gameId: funkin }));
  expect(entries.length).toBeGreaterThan(0);
  const plan = unwrap(await bridge.updates.plan({ gameId: funkin, entries: null }));
  expect(plan.updates.length + plan.skipped.length).toBe(entries.length);
  const { files } = unwrap(await bridge.mods.details({ ref: mod.ref }));
  const file = files[0]?.ref;
  if (file === undefined) throw new Error('the mod has no file');
  const needs = unwrap(await bridge.install.plan({ gameId: funkin, file, modRef: mod.ref, chosen: [] }));
  expect(needs).toMatchObject({ name: mod.name, complete: true });
  services.stop();
});

test('without a connection each provider says so', async () => {
  const { bridge, services } = createFakeBridge({ state: 'offline', speed: 200 });
  let heard: FoundMods | null = null;
  bridge.on('mods.found', ({ found }) => {
    heard = found;
  });
  unwrap(await bridge.mods.find({ gameId: funkin, findId: 'one', text: 'x', sort: 'relevance' }));
  const last = await vi.waitUntil(() =>
    heard?.providers.every(({ answer }) => answer.kind === 'offline') === true ? heard : null,
  );
  expect(last.mods).toEqual([]);
  services.stop();
});
