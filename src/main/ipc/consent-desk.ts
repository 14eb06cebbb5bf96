/** Installations that touch what other mods brought wait for a word of the player: what would happen is shown first. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { JobId } from '../../shared/ids.ts';
import type { InstallOutlook } from '../../shared/model.ts';
import { saying } from '../../shared/saying.ts';
import type { InstallRequest } from '../actions/install-mod.ts';
import type { JobWork } from '../actions/jobs.ts';
import type { EngineClient } from '../worker/client.ts';

export interface ConsentDesk {
  /**
   * Parks the job until the player agrees, where there is something to agree to. An update comes in the place of its
   * old version, which the player has seen in its plan. Throws `cancelled`.
   */
  readonly ask: (request: InstallRequest, tools: JobWork) => Promise<void>;
  readonly outlook: (id: JobId) => InstallOutlook;
  /** The job goes on. */
  readonly agree: (id: JobId) => void;
}

export function createConsentDesk({ engine }: { readonly engine: EngineClient }): ConsentDesk {
  const waiting = new Map<JobId, { readonly outlook: InstallOutlook; readonly agree: () => void }>();
  const need = (id: JobId) => {
    const found = waiting.get(id);
    if (found !== undefined) return found;
    throw new LoadstoneError(
      'not_found',
      'No installation waits for a word there.',
      'It may have gone on or been cancelled; look at the installs.',
    );
  };
  return {
    ask: async (request, { id, signal, waitFor, progress }) => {
      if (request.replaces !== undefined) return;
      const outlook = await engine.run('readOutlook', request, progress, signal);
      if (!isWorthAWord(outlook, request)) return;
      const agreed = Promise.withResolvers<null>();
      const stop = (): void => agreed.reject(cancelled());
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      waiting.set(id, { outlook, agree: () => agreed.resolve(null) });
      try {
        waitFor({ kind: 'consent', why: saying('wouldChange', { mod: request.name }) });
        await agreed.promise;
      } finally {
        waiting.delete(id);
        signal.removeEventListener('abort', stop);
      }
    },
    outlook: (id) => need(id).outlook,
    agree: (id) => need(id).agree(),
  };
}

/** Nobody has looked into an archive from the player's own disk; a provider's page says what its scanner found. */
const isWorthAWord = ({ overwrites, executables }: InstallOutlook, { provenance }: InstallRequest): boolean =>
  overwrites.length > 0 || (provenance.ref === null && executables.length > 0);

const cancelled = (): LoadstoneError =>
  new LoadstoneError('cancelled', 'The installation was cancelled.', 'Nothing was changed.');
