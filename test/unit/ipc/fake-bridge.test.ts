import { describe, expect, it } from 'vitest';
import type { Job } from '../../../src/shared/jobs.ts';
import type { ModPage } from '../../../src/shared/model.ts';
import { unwrap } from '../../../src/renderer/bridge.ts';
import { celeste, funkin } from '../../support/fake-data.ts';
import { createFakeBridge } from '../../support/fake-bridge.ts';
import { fakeStates } from '../../support/fake-services.ts';

describe('the fake bridge', () => {
  it('starts full: two games, thirty mods, six installed, nine generations', async () => {
    const { bridge } = createFakeBridge({ speed: 100 });
    const { games } = unwrap(await bridge.games.snapshot());
    expect(games.map((game) => game.id)).toEqual([funkin, celeste]);
    expect(unwrap(await bridge.library.snapshot({ gameId: funkin })).entries).toHaveLength(6);
    const history = unwrap(await bridge.history.snapshot({ gameId: funkin, limit: 100 }));
    expect(history.generations.map((one) => one.number)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    let mods = 0;
    for (const [gameId, provider] of [
      [funkin, 'gamebanana'],
      [funkin, 'github'],
      [celeste, 'gamebanana'],
    ] as const) {
      for (let page: number | null = 1; page !== null;) {
        const found: ModPage = unwrap(
          await bridge.mods.search({ gameId, provider, text: '', sort: 'relevance', page }),
        );
        mods += found.mods.length;
        page = found.next;
      }
    }
    expect(mods).toBe(30);
  });

  it('installs with progress, undoes and redoes', async () => {
    const { bridge, services } = createFakeBridge({ speed: 100 });
    const page = unwrap(
      await bridge.mods.search({ gameId: celeste, provider: 'gamebanana', text: 'glyph', sort: 'name', page: 1 }),
    );
    const ref = page.mods[0]?.ref ?? { provider: 'gamebanana', id: '' };
    const file = unwrap(await bridge.mods.details({ ref })).files[0]?.ref;
    if (file === undefined) throw new Error('Glyph has no file');
    const seen = new Set<string>();
    const done = new Promise<Job>((resolve) => {
      bridge.on('jobs.changed', ({ parts }) => {
        for (const job of parts.flatMap((part) => ('put' in part ? part.put : []))) {
          seen.add(job.phase);
          if (job.phase === 'done') resolve(job);
        }
      });
    });
    unwrap(await bridge.install.fromProvider({ gameId: celeste, file, modRef: ref }));
    expect((await done).outcome?.generation).toBe(1);
    expect([...seen]).toEqual(['waiting', 'resolving', 'downloading', 'unpacking', 'deploying', 'done']);
    expect(unwrap(await bridge.history.undo({ gameId: celeste })).generation).toBe(2);
    expect(unwrap(await bridge.library.snapshot({ gameId: celeste })).entries).toEqual([]);
    unwrap(await bridge.history.redo({ gameId: celeste }));
    expect(unwrap(await bridge.library.snapshot({ gameId: celeste })).entries).toHaveLength(1);
    services.stop();
  });

  it('rolls back to any generation with the same tree hash', async () => {
    const { bridge } = createFakeBridge({ speed: 100 });
    const before = unwrap(await bridge.history.snapshot({ gameId: funkin, limit: 100 })).generations;
    for (const one of before) {
      const outcome = unwrap(await bridge.history.rollBack({ gameId: funkin, to: one.number }));
      expect(outcome.treeHash).toBe(one.treeHash);
    }
  });

  it('refuses what main would refuse', async () => {
    const { bridge } = createFakeBridge();
    const answer = await bridge.history.rollBack({ gameId: funkin, to: -1 });
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  });

  it.each(fakeStates)('answers every snapshot in state %s', async (state) => {
    const { bridge, services } = createFakeBridge({ state, speed: 200 });
    expect((await bridge.app.info()).ok).toBe(true);
    const { games } = unwrap(await bridge.games.snapshot());
    expect(games).toHaveLength(state === 'empty' ? 0 : 2);
    expect(unwrap(await bridge.jobs.snapshot()).jobs).toHaveLength(state === 'busy' ? 6 : 0);
    const search = await bridge.mods.search({
      gameId: funkin,
      provider: 'gamebanana',
      text: '',
      sort: 'name',
      page: 1,
    });
    expect(search.ok).toBe(state !== 'error' && state !== 'offline');
    services.stop();
  });
});
