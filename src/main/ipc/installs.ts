/** Installations as jobs: fetched here, unpacked and deployed in the worker. */
import type { GameId, JobId } from '../../shared/ids.ts';
import type { ChangeOutcome, FileRef, ModRef } from '../../shared/model.ts';
import { requireGame } from '../actions/engine.ts';
import { downloadsFolder, fetchModFile, modRefOf, nameOfFile, provenanceOfFile } from '../actions/fetch-mod-file.ts';
import { removeFile } from '../lib/files.ts';
import { nodeFs } from '../lib/fs.ts';
import type { Provider } from '../providers/provider.ts';
import type { Services } from './services.ts';

/** Answers at once; the job tells how it goes on. */
export function installFromProvider(
  services: Services,
  provider: Provider,
  request: { readonly gameId: GameId; readonly file: FileRef; readonly modRef: ModRef | null },
): JobId {
  const { gameId, file } = request;
  requireGame(services.registry, gameId);
  const modRef = request.modRef ?? modRefOf(file);
  return services.jobs.start({ gameId, title: provider.name, modRef }, async ({ signal, progress, rename }) => {
    const deps = { http: services.network.http, downloads: downloadsFolder(services.settings.dataDir), provider };
    const fetched = await fetchModFile(deps, file, progress, signal, rename);
    try {
      const { name, provenance } = fetched;
      const work = { gameId, file: fetched.file, name, provenance };
      return announced(services, await services.engine.run('installMod', work, progress, signal));
    } finally {
      removeFile(nodeFs, fetched.file);
    }
  });
}

export function installFromFile(services: Services, gameId: GameId, file: string): JobId {
  requireGame(services.registry, gameId);
  const name = nameOfFile(file);
  return services.jobs.start({ gameId, title: name, modRef: null }, async ({ signal, progress }) => {
    const work = { gameId, file, name, provenance: provenanceOfFile(file) };
    return announced(services, await services.engine.run('installMod', work, progress, signal));
  });
}

function announced(services: Services, outcome: ChangeOutcome): ChangeOutcome {
  services.announce(outcome);
  return outcome;
}
