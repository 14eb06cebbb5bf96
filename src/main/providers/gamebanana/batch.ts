/** The update check: many mods in one request, around a request that fails as a whole for one unknown id. */
import { LoadstoneError } from '../../../shared/errors.ts';
import type { ModRef } from '../../../shared/model.ts';
import { saying } from '../../../shared/saying.ts';
import type { Found } from '../provider.ts';
import { apiErrorOf, modStatesOf, noSuchRecord } from './answers.ts';
import { partsOf } from './refs.ts';
import { batchSize, multiUrl } from './requests.ts';
import type { Ask, Checked, ModState } from './types.ts';

const gone: Found<ModState> = { kind: 'gone', why: saying('gamebananaDeleted') };

export async function checkMods(ask: Ask, refs: readonly ModRef[], signal: AbortSignal): Promise<readonly Checked[]> {
  const idsByModel = new Map<string, Set<string>>();
  for (const ref of refs) {
    const parts = partsOf(ref);
    if (parts === null)
      throw new LoadstoneError('invalid_input', 'This is not a mod of GameBanana.', 'A mod looks like "Mod/531649".');
    idsByModel.set(parts.model, (idsByModel.get(parts.model) ?? new Set()).add(parts.id));
  }
  const states = new Map<string, ModState>();
  for (const [model, ids] of idsByModel) {
    const all = [...ids];
    for (let from = 0; from < all.length; from += batchSize)
      for (const state of await statesOf(ask, model, all.slice(from, from + batchSize), signal))
        states.set(state.ref.id, state);
  }
  return refs.map((ref) => {
    const parts = partsOf(ref);
    const state = states.get(parts === null ? '' : `${parts.model}/${parts.id}`);
    return { ref, state: state === undefined ? gone : { kind: 'found', value: state } };
  });
}

/** One unknown id refuses all of them, and only the first is named: leave that one out and halve the rest. */
async function statesOf(
  ask: Ask,
  model: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<readonly ModState[]> {
  if (ids.length === 0) return [];
  const body = await ask(multiUrl(model, ids), 0, signal);
  const error = apiErrorOf(body);
  if (error?.code !== noSuchRecord) return modStatesOf(model, body);
  const named = /\.(\d{1,20})\b/u.exec(error.message)?.[1];
  const rest = ids.filter((id) => id !== named);
  if (ids.length === 1) return [];
  if (rest.length === 1) return await statesOf(ask, model, rest, signal);
  const middle = Math.ceil(rest.length / 2);
  const first = await statesOf(ask, model, rest.slice(0, middle), signal);
  return [...first, ...(await statesOf(ask, model, rest.slice(middle), signal))];
}
