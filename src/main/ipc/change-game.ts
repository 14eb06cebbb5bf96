import type { Batch } from '../../shared/batches.ts';
import type { ChangeOutcome } from '../../shared/model.ts';
import type { JobWork } from '../actions/jobs.ts';
import type { Verb, VerbAnswer, VerbRequest } from '../worker/verbs.ts';
import type { Services } from './services.ts';

/** Runs a verb that makes a generation, and tells the window of it. `watch`: the job that shows it, and what it is part of. */
export async function changeGame<V extends Verb>(
  services: Pick<Services, 'engine' | 'announce'>,
  verb: V,
  request: VerbRequest<V>,
  watch?: Partial<Pick<JobWork, 'progress' | 'signal'> & { readonly batch: Batch }>,
): Promise<VerbAnswer<V> & ChangeOutcome> {
  const outcome = (await services.engine.run(
    verb,
    request,
    watch?.progress,
    watch?.signal,
    watch?.batch,
  )) as VerbAnswer<V> & ChangeOutcome;
  services.announce(outcome);
  return outcome;
}
