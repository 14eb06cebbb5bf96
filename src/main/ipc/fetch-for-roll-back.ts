/** Before a generation is gone back to: archives of it that were let go of are downloaded again, and checked. */
import { fetchOnly } from '../actions/downloads.ts';
import { fetchArchives } from '../actions/fetch-archives.ts';
import type { RollBackRequest } from '../actions/roll-back.ts';
import type { Services } from './services.ts';

export async function fetchForRollBack(
  { engine, downloads }: Pick<Services, 'engine' | 'downloads'>,
  request: RollBackRequest,
): Promise<void> {
  const needed = await engine.run('archivesForGeneration', request);
  // The downloads screen shows how far they are, and what they wait for.
  const following = { waitForPlayer: true, onChange: () => undefined };
  await fetchArchives(
    {
      fetch: (file) => fetchOnly(downloads, file, following, new AbortController().signal),
      takeBack: (archive) => engine.run('takeBackArchive', archive),
    },
    needed,
  );
}
