/** Verbs about mods of the providers. */
import { modSorts, providerIds } from '../../shared/model.ts';
import { fileReference, modReference } from '../../shared/references.ts';
import { MisuseError, oneOf, wholeNumber } from './arguments.ts';
import { modRef } from './session.ts';
import { gameOf, onlyOne, type VerbCall, type VerbList } from './verb.ts';

export const modVerbs: VerbList = {
  'mod search': {
    usage: 'mod search [TEXT] --game GAME [--provider P] [--sort S] [--page N]',
    does: 'find mods; without a text, browse',
    run: search,
  },
  'mod show': {
    usage: 'mod show REF',
    does: 'one mod, for example gamebanana:Mod/531649',
    run: details,
  },
  'mod files': {
    usage: 'mod files REF',
    does: 'the files of a mod',
    run: async (call) => {
      const found = await details(call);
      if (found.kind === 'gone') return found;
      return { files: found.value.files.map((file) => ({ reference: fileReference(file.ref), ...file })) };
    },
  },
};

async function search(call: VerbCall): Promise<unknown> {
  const { session, options, words } = call;
  const game = gameOf(call);
  const providerId = options.provider ?? Object.keys(game.providers)[0];
  if (providerId === undefined)
    throw new MisuseError(`${game.name} has no provider; add the game with --key PROVIDER=KEY`);
  const key = game.providers[oneOf(providerId, providerIds, '--provider')];
  if (key === undefined) throw new MisuseError(`${game.name} is not known at ${providerId}`);
  const text = words.join(' ');
  const sort = oneOf(options.sort ?? (text === '' ? 'updated' : 'relevance'), modSorts, '--sort');
  const page = wholeNumber(options.page ?? '1', 'page');
  const found = await session.provider(providerId).search({ game: key, text, sort, page }, session.signal);
  return { ...found, mods: found.mods.map((mod) => ({ reference: modReference(mod.ref), ...mod })) };
}

async function details({ session, words }: VerbCall) {
  const ref = modRef(session, onlyOne(words, 'mod'));
  const found = await session.provider(ref.provider).details(ref, session.signal);
  return found;
}
