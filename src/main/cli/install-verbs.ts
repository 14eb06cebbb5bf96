/** Installing: an archive on disk, a file of a provider. */
import fs from 'node:fs';
import type { Batch } from '../../shared/batches.ts';
import type { InstallerChoices } from '../../shared/installer.ts';
import { nameOfFile, provenanceOfFile } from '../actions/fetch-mod-file.ts';
import { installMod } from '../actions/install-mod.ts';
import { previewInstall } from '../actions/preview-install.ts';
import { readLibrary } from '../actions/views.ts';
import { newBatch } from '../lib/new-batch.ts';
import { MisuseError } from './arguments.ts';
import { readChoices, showInstaller } from './installer-verb.ts';
import { installLink, installReference, isLink } from './download-verbs.ts';
import { findEntry } from './find.ts';
import { installWithRequirements, planInstall } from './planned-install.ts';
import { fileRef, splitReference } from './session.ts';
import { atLeastOne, gameOf, type VerbCall, type VerbList } from './verb.ts';

export const installVerbs: VerbList = {
  install: {
    usage:
      'install SOURCE… --game GAME [--name NAME] [--update MOD] [--target T] [--with-requirements] [--with REF]… [--choices FILE] [--dry-run]',
    does: 'install archives on disk, files of a provider (gamebanana:Mod/302016/610939, or gamebanana:610939), or links (nxm://…)',
    run: install,
  },
  installer: {
    usage: 'installer SOURCE --game GAME [--update MOD] [--target T]',
    does: 'what the installer of a mod asks, with the default answers: edit its "choices" and pass them to install --choices',
    run: showInstaller,
  },
};

async function install(call: VerbCall): Promise<unknown> {
  if (call.options.choices !== undefined && call.words.length > 1)
    throw new MisuseError('--choices answers the installer of one mod');
  const choices = call.options.choices === undefined ? null : readChoices(call.options.choices);
  const outcomes: unknown[] = [];
  const batch = newBatch('install');
  for (const source of atLeastOne(call.words, 'source')) outcomes.push(await installOne(call, source, choices, batch));
  return outcomes.length === 1 ? outcomes[0] : { installed: outcomes };
}

function installOne(call: VerbCall, source: string, choices: InstallerChoices | null, batch: Batch): unknown {
  const { session, options } = call;
  const isReference = splitReference(source) !== null && !fs.existsSync(source);
  if (isLink(source)) {
    if (options['dry-run'] === true) throw new MisuseError('--dry-run takes archives and files of a provider');
    return installLink(session, source, options, choices, batch);
  }
  const game = gameOf(call);
  const replaces =
    options.update === undefined ? null : findEntry(readLibrary(session.engine.registry, game.id), options.update);
  if (isReference) {
    const wish = { gameId: game.id, name: options.name ?? null, replaces, batch };
    const file = fileRef(session, source);
    if (options['dry-run'] === true) return planInstall(session, file, wish, options.with ?? []);
    if (options['with-requirements'] === true)
      return installWithRequirements(session, file, wish, options.with ?? [], choices);
    return installReference(session, file, wish, null, choices);
  }
  const request = {
    gameId: game.id,
    file: source,
    name: options.name ?? nameOfFile(source),
    provenance: provenanceOfFile(source),
    ...(replaces === null ? {} : { replaces }),
    ...(options.target?.[0] === undefined ? {} : { target: options.target[0] }),
    ...(choices === null ? {} : { choices }),
  };
  const control = { ...session.control, progress: session.note, batch };
  if (options['dry-run'] === true) return { dryRun: true, ...previewInstall(session.engine, request, control) };
  return installMod(session.engine, request, control);
}
