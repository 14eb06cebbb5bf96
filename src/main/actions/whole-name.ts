/** What a mod that is deployed as its archive is called in the game's folder. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { Provenance } from '../../shared/model.ts';
import { relPath, type RelPath } from '../../shared/rel-path.ts';
import type { OpenArchive } from '../archive/archive.ts';
import { isFactorio } from '../games/companions.ts';
import { infoJsonIn, judgeModArchive, readInfoJson, type NamedFile } from '../games/installers/factorio/info-json.ts';
import { fileName } from '../games/lay-out.ts';
import type { GameRow } from '../registry/games.ts';

/** Factorio finds a mod only under its own name and version; other games take the name the archive came with. */
export function wholeName(game: GameRow, archive: OpenArchive, provenance: Provenance): RelPath {
  if (!isFactorio(game)) return fileName(provenance.fileName);
  const verdict = judgeModArchive(readInfo(archive), expectedOf(provenance));
  if (verdict.kind === 'mod') return relPath(verdict.fileName);
  throw new LoadstoneError(
    'archive_refused',
    `${provenance.fileName} is not the Factorio mod it should be. ${verdict.why}`,
    'Choose another file of the mod. Nothing was installed.',
    { details: { reason: 'not_a_factorio_mod' } },
  );
}

function readInfo(archive: OpenArchive) {
  const where = infoJsonIn(archive.files.map((file) => file.path));
  const file = archive.files.find((one) => one.path === where);
  return file === undefined
    ? null
    : readInfoJson(Buffer.concat([...archive.read(file)].map((block) => Buffer.from(block))));
}

const expectedOf = ({ ref }: Provenance): NamedFile | null =>
  ref?.provider === 'factorio' ? { name: ref.name, version: ref.version } : null;
