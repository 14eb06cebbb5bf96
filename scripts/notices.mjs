/** `npm run notices`: writes resources/THIRD-PARTY-NOTICES.txt anew. */
import fs from 'node:fs';
import { makeNotices, noticesFile } from './lib/notices.mjs';
import { main, say } from './lib/project.mjs';
import { setUp } from './lib/set-up.mjs';

await main(async () => {
  await setUp();
  process.env['NODE_ENV'] = 'production';
  fs.writeFileSync(noticesFile, await makeNotices());
  say('Wrote resources/THIRD-PARTY-NOTICES.txt.');
});
