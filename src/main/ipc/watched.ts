/** Work that answers whoever asked for it, and is a job meanwhile: the player sees how far it is and can stop it. */
import type { ChangeOutcome } from '../../shared/model.ts';
import type { Jobs, JobStart, JobWork } from '../actions/jobs.ts';

/** Rejects with what ended the work; `cancelled` when the player stopped it. */
export async function watched<T>(
  jobs: Jobs,
  start: JobStart,
  work: (tools: JobWork) => Promise<T>,
  outcomeOf: (value: T) => ChangeOutcome | null = () => null,
): Promise<T> {
  const answer = Promise.withResolvers<T>();
  jobs.start(start, async (tools) => {
    try {
      const value = await work(tools);
      answer.resolve(value);
      return outcomeOf(value);
    } catch (error) {
      answer.reject(error);
      throw error;
    }
  });
  return await answer.promise;
}
