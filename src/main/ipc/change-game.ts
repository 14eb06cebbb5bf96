import type { ChangeOutcome } from '../../shared/model.ts';
import type { JobWork } from '../actions/jobs.ts';
import type { Verb, VerbAnswer, VerbRequest } from '../worker/verbs.ts';
import type { Services } from './services.ts';

/** Runs a verb that makes a generation, and tells the window of it. `watch`: the job that shows it. */
export async function changeGame<V extends Verb>(
  services: Pick<Services, 'engine' | 'announce'>,
  verb: V,
  request: VerbRequest<V>,
  watch?: Partial<Pick<JobWork, 'progress' | 'signal'>>,
): Promise<VerbAnswer<V> & ChangeOutcome> {
  const outcome = (await services.engine.run(verb, request, watch?.progress, watch?.signal)) as VerbAnswer<V> &
    ChangeOutcome;
  services.announce(outcome);
  return outcome;
}
