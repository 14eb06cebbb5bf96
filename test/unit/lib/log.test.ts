import { expect, test } from 'vitest';
import { redact } from '../../../src/main/lib/log.ts';

test.each([
  ['GET /x?key=SECRET1&expires=99&user_id=7', ['SECRET1']],
  ['{"apikey":"SECRET2"}', ['SECRET2']],
  ['Authorization: Bearer SECRET3', ['SECRET3']],
  ['token=SECRET4; password: SECRET5', ['SECRET4', 'SECRET5']],
  ['in /home/ada/games', ['/home/ada']],
])('%s', (text, secrets) => {
  const clean = redact(text, '/home/ada');
  for (const secret of secrets) expect(clean).not.toContain(secret);
});
