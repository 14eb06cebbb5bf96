/** The verbs of the command line, all of them. Each answers one JSON document and changes all it says or nothing. */
import { accountVerbs } from './account-verbs.ts';
import { downloadVerbs } from './download-verbs.ts';
import { gameVerbs } from './game-verbs.ts';
import { historyVerbs } from './history-verbs.ts';
import { installVerbs } from './install-verbs.ts';
import { loadoutVerbs } from './loadout-verbs.ts';
import { modVerbs } from './mod-verbs.ts';
import { updateVerbs } from './update-verbs.ts';
import { shareVerbs } from './share-verbs.ts';
import { upkeepVerbs } from './upkeep-verbs.ts';
import type { VerbList } from './verb.ts';

export const cliVerbs: VerbList = {
  ...gameVerbs,
  ...modVerbs,
  ...installVerbs,
  ...updateVerbs,
  ...downloadVerbs,
  ...accountVerbs,
  ...loadoutVerbs,
  ...historyVerbs,
  ...shareVerbs,
  ...upkeepVerbs,
};
