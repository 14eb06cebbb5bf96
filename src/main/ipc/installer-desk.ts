/** Installers that wait for the player: each belongs to a job, which is parked until the answers are here. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { JobId } from '../../shared/ids.ts';
import type { ChosenFiles, InstallerChoices, InstallerQuestions } from '../../shared/installer.ts';
import type { InstallOutlook } from '../../shared/model.ts';
import { foldKey } from '../../shared/rel-path.ts';
import { saying } from '../../shared/saying.ts';
import type { InstallRequest } from '../actions/install-mod.ts';
import type { JobWork } from '../actions/jobs.ts';
import { previewChoices, type ReadInstaller, type ReadInstallerRequest } from '../actions/read-installer.ts';
import type { ImageCache } from '../download/images.ts';
import type { EngineClient } from '../worker/client.ts';

export interface InstallerDesk {
  /** Parks the job while the archive's installer has something to ask. null: there is nothing to ask. Throws `cancelled`. */
  readonly ask: (request: AskRequest, tools: JobWork) => Promise<InstallerChoices | null>;
  readonly questions: (id: JobId) => InstallerQuestions;
  readonly chosenFiles: (id: JobId, choices: InstallerChoices) => ChosenFiles;
  /** What installing with these answers would do to other mods. */
  readonly outlook: (id: JobId, choices: InstallerChoices) => Promise<InstallOutlook>;
  /** The job goes on. Throws `choices_invalid` and `nothing_to_install`; it stays parked then. */
  readonly answer: (id: JobId, choices: InstallerChoices) => void;
}

export type AskRequest = InstallRequest & Pick<ReadInstallerRequest, 'again'>;

interface Waiting {
  readonly request: AskRequest;
  readonly read: ReadInstaller;
  readonly questions: InstallerQuestions;
  readonly answer: (choices: InstallerChoices) => void;
}

export function createInstallerDesk(deps: {
  readonly engine: EngineClient;
  readonly images: Pick<ImageCache, 'keep'>;
}): InstallerDesk {
  const waiting = new Map<JobId, Waiting>();
  const need = (id: JobId): Waiting => {
    const found = waiting.get(id);
    if (found !== undefined) return found;
    throw new LoadstoneError(
      'not_found',
      'No installer waits for an answer there.',
      'It may have been answered or cancelled; look at the installs.',
    );
  };

  return {
    ask: async (request, tools) => {
      const { id, signal, waitFor, progress } = tools;
      const read = await deps.engine.run('readInstaller', { ...request, pictures: true }, progress, signal);
      if (read === null || read.settled !== null) return null;
      const questions = await showQuestions(read, deps.images);
      const answered = Promise.withResolvers<InstallerChoices>();
      const stop = (): void => answered.reject(cancelled());
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      waiting.set(id, { request, read, questions, answer: answered.resolve });
      try {
        const mod = questions.installer.name;
        const why = mod === '' ? saying('asksWhatToInstallNow') : saying('asksWhatToInstall', { mod });
        waitFor({ kind: 'installer', why, ...(request.again === true && { again: true }) });
        return await answered.promise;
      } finally {
        waiting.delete(id);
        signal.removeEventListener('abort', stop);
      }
    },
    questions: (id) => need(id).questions,
    chosenFiles: (id, choices) => previewChoices(need(id).read, choices),
    outlook: (id, choices) => deps.engine.run('readOutlook', { ...need(id).request, choices }),
    answer: (id, choices) => {
      const { read, answer } = need(id);
      if (previewChoices(read, choices).total === 0)
        throw new LoadstoneError(
          'nothing_to_install',
          'With these answers no files would be installed.',
          'Choose other options.',
        );
      answer(choices);
    },
  };
}

const cancelled = (): LoadstoneError =>
  new LoadstoneError('cancelled', 'The installation was cancelled.', 'Nothing was changed.');

/** Paths of pictures become addresses of ours; no path of the archive reaches the window as something to load. */
async function showQuestions(
  { questions, pictures }: ReadInstaller,
  images: Pick<ImageCache, 'keep'>,
): Promise<InstallerQuestions> {
  const addresses = new Map<string, string>();
  for (const [name, bytes] of pictures) addresses.set(name, `loadstone-img://${await images.keep(bytes)}`);
  const address = (image: string | null): string | null =>
    image === null ? null : (addresses.get(foldKey(image)) ?? null);
  const { installer } = questions;
  const steps = installer.steps.map((step) => ({
    ...step,
    groups: step.groups.map((group) => ({
      ...group,
      options: group.options.map((option) => ({ ...option, image: address(option.image) })),
    })),
  }));
  return { ...questions, installer: { ...installer, image: address(installer.image), steps } };
}
