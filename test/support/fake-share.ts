/** Sharing in the made-up world: the text is what the window shows and hands back; an import changes nothing. */
import { LoadstoneError } from '../../src/shared/errors.ts';
import type { GameId } from '../../src/shared/ids.ts';
import type { Handlers } from '../../src/shared/ipc/contract.ts';
import type { ImportPlan } from '../../src/shared/share.ts';
import type { LibraryEntry } from '../../src/shared/model.ts';

interface FakeShareDeps {
  readonly library: (gameId: GameId) => readonly LibraryEntry[];
  readonly current: (gameId: GameId) => number;
}

export function fakeShareHandlers(deps: FakeShareDeps): Pick<Handlers, 'share.export' | 'share.plan' | 'share.import'> {
  return {
    'share.export': ({ gameId }) => {
      const entries = deps.library(gameId);
      const plan: ImportPlan = {
        name: 'My mods',
        sameGame: true,
        mods: entries.map(({ name, provenance }) => ({ name, version: provenance.version, status: 'in-store' })),
      };
      return { text: JSON.stringify(plan, null, 2), mods: entries.length, leftOut: [] };
    },
    'share.plan': ({ text }) => readPlan(text),
    'share.import': ({ gameId, text }) => {
      const plan = readPlan(text);
      return { profile: plan.name, installed: plan.mods.length, skipped: [], before: deps.current(gameId) };
    },
  };
}

function readPlan(text: string): ImportPlan {
  try {
    return JSON.parse(text) as ImportPlan;
  } catch {
    throw new LoadstoneError('invalid_input', 'This is no shared loadout.', 'Copy the whole text again.');
  }
}
