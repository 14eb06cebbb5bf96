/** Installers of mods on the command line: their questions as JSON, and answers from a file. */
import fs from 'node:fs';
import { z } from 'zod';
import type { InstallerChoices } from '../../shared/installer.ts';
import { walkInstaller } from '../../shared/installer-walk.ts';
import { readInstaller, type ReadInstaller } from '../actions/read-installer.ts';
import { removeFile } from '../lib/files.ts';
import { readLibrary } from '../actions/views.ts';
import { MisuseError } from './arguments.ts';
import { fetchReference } from './download-verbs.ts';
import { findEntry } from './find.ts';
import { fileRef, splitReference } from './session.ts';
import { gameOf, type VerbCall } from './verb.ts';

const choicesSchema = z.record(z.string(), z.array(z.string()));
const fileSchema = z.union([
  z.looseObject({ choices: choicesSchema }).transform(({ choices }) => choices),
  choicesSchema,
]);

/** A file of answers: what `installer` printed, or only its `choices`. */
export function readChoices(file: string): InstallerChoices {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch {
    throw new MisuseError(`--choices: there is no file that can be read at ${file}`);
  }
  try {
    return fileSchema.parse(JSON.parse(text.replace(/^\uFEFF/u, '')));
  } catch {
    throw new MisuseError(
      `--choices: ${file} holds no answers; they look like {"choices": {"Step / Group": ["Option"]}}`,
    );
  }
}

export async function showInstaller(call: VerbCall): Promise<unknown> {
  const { session, words, options } = call;
  const [source, ...rest] = words;
  if (source === undefined || rest.length > 0) throw new MisuseError('installer takes one source');
  const game = gameOf(call);
  const entry =
    options.update === undefined ? null : findEntry(readLibrary(session.engine.registry, game.id), options.update);
  const request = {
    gameId: game.id,
    ...(entry === null ? {} : { replaces: entry }),
    ...(options.target?.[0] === undefined ? {} : { target: options.target[0] }),
  };
  if (splitReference(source) === null || fs.existsSync(source))
    return shown(readInstaller(session.engine, { ...request, file: source }, session.control));
  const { file } = await fetchReference(session, fileRef(session, source));
  try {
    return shown(readInstaller(session.engine, { ...request, file }, session.control));
  } finally {
    removeFile(session.engine.fs, file);
  }
}

/** Every question with its conditions, and the answers that would be taken now. */
function shown(read: ReadInstaller | null): unknown {
  if (read === null) return { installer: null, asks: false, choices: {} };
  const { installer, facts, assumed, remembered, missing } = read.questions;
  const walk = walkInstaller(installer, facts, remembered ?? {});
  const shownNow = new Set(Object.keys(walk.choices));
  return {
    installer: installer.name,
    asks: read.settled === null,
    choices: walk.choices,
    remembered,
    facts,
    assumed,
    missing,
    questions: installer.steps.flatMap(({ name, visible, groups }) =>
      groups.map(({ id, type, options }) => ({
        id,
        step: name,
        type,
        shown: shownNow.has(id),
        ...(visible === null ? {} : { shownWhen: visible }),
        options,
      })),
    ),
  };
}
