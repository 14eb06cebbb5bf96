/** Installations that touch what other mods brought wait for a word of the player: what would happen is shown first. */
import type { Batch } from '../../shared/batches.ts';
import { LoadstoneError } from '../../shared/errors.ts';
import type { EntryId, JobId } from '../../shared/ids.ts';
import type { InstallOutlook } from '../../shared/model.ts';
import { saying } from '../../shared/saying.ts';
import type { InstallRequest } from '../actions/install-mod.ts';
import type { JobWork } from '../actions/jobs.ts';
import type { EngineClient } from '../worker/client.ts';

/** What the player has said yes to already. */
export interface Agreed {
  /** Answered its installer, whose last page tells what it would win over. */
  readonly answered: boolean;
  /** Began it together with others: what they do to each other was one yes. */
  readonly batch?: Batch | undefined;
}

export interface ConsentDesk {
  /**
   * Parks the job until the player agrees, where there is something to agree to. An update comes in the place of its
   * old version, which the player has seen in its plan. Throws `cancelled`.
   */
  readonly ask: (request: InstallRequest, agreed: Agreed, tools: JobWork) => Promise<void>;
  /** These came with the batch. */
  readonly installed: (batch: Batch | undefined, entries: readonly EntryId[]) => void;
  readonly outlook: (id: JobId) => InstallOutlook;
  /** The job goes on. */
  readonly agree: (id: JobId) => void;
}

interface ConsentDeps {
  readonly engine: EngineClient;
  /** Whether the player wants to be asked before a mod wins over another. */
  readonly asksBeforeWinning: () => boolean;
}

export function createConsentDesk({ engine, asksBeforeWinning }: ConsentDeps): ConsentDesk {
  const waiting = new Map<JobId, { readonly outlook: InstallOutlook; readonly agree: () => void }>();
  const together = new Map<string, readonly EntryId[]>();
  const need = (id: JobId) => {
    const found = waiting.get(id);
    if (found !== undefined) return found;
    throw new LoadstoneError(
      'not_found',
      'No installation waits for a word there.',
      'It may have gone on or been cancelled; look at the installs.',
    );
  };
  /** Nobody has looked into an archive from the player's own disk; a provider's page says what its scanner found. */
  const openQuestions = (
    outlook: InstallOutlook,
    { provenance }: InstallRequest,
    { answered, batch }: Agreed,
  ): Pick<InstallOutlook, 'overwrites' | 'executables'> => {
    const own = new Set(batch === undefined ? [] : together.get(batch.id));
    return {
      overwrites: answered || !asksBeforeWinning() ? [] : outlook.overwrites.filter(({ entry }) => !own.has(entry)),
      executables: provenance.ref === null ? outlook.executables : [],
    };
  };
  return {
    ask: async (request, agreed, { id, signal, waitFor, progress }) => {
      if (request.replaces !== undefined) return;
      const outlook = await engine.run('readOutlook', request, progress, signal);
      const { overwrites, executables } = openQuestions(outlook, request, agreed);
      if (overwrites.length === 0 && executables.length === 0) return;
      const answer = Promise.withResolvers<null>();
      const stop = (): void => answer.reject(cancelled());
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      waiting.set(id, { outlook, agree: () => answer.resolve(null) });
      try {
        const beats = overwrites.slice(0, mostNamed).map(({ name, files }) => ({ name, files }));
        const why = saying('wouldChange', { mod: request.name });
        waitFor({ kind: 'consent', why, beats, mods: overwrites.length, programs: executables.length });
        await answer.promise;
      } finally {
        waiting.delete(id);
        signal.removeEventListener('abort', stop);
      }
    },
    installed: (batch, entries) => {
      if (batch === undefined) return;
      together.set(batch.id, [...(together.get(batch.id) ?? []), ...entries]);
      for (const id of [...together.keys()].slice(0, -mostBatches)) together.delete(id);
    },
    outlook: (id) => need(id).outlook,
    agree: (id) => need(id).agree(),
  };
}

/** So many mods are named where the job is shown in a line; all of them where it is looked at. */
const mostNamed = 3;
/** Batches that run at the same time are few. */
const mostBatches = 50;

const cancelled = (): LoadstoneError =>
  new LoadstoneError('cancelled', 'The installation was cancelled.', 'Nothing was changed.');
