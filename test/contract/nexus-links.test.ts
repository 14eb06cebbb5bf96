/** Every recorded nxm link through our reading of links. Skips when the recordings are not there. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseLink } from '../../src/main/download/links.ts';

interface Recorded {
  readonly url: string;
  readonly expect: Readonly<Record<string, unknown>>;
}

const file = path.resolve(import.meta.dirname, '../../../shared/providers/nexus/nxm/nxm_urls.json');
const available = fs.existsSync(file);
if (!available) process.stderr.write('skipped: no recorded data of Nexus beside the checkout\n');

const recorded: readonly Recorded[] = available ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Recorded[]) : [];

/** What we make of the answer that other managers give: sign-ins and errors are no links of ours. */
function ours({ expect: wanted }: Recorded): object {
  if (wanted['type'] === 'collection') return { kind: 'nexus-collection', slug: wanted['slug'] };
  if (wanted['type'] !== 'mod') return { refused: expect.any(String) as unknown };
  const { key, expires, user_id: userId } = wanted;
  const grant = typeof key === 'string' ? { key, expires: String(expires), userId: String(userId) } : null;
  return { kind: 'nexus', modId: String(wanted['mod_id']), fileId: String(wanted['file_id']), grant };
}

describe.skipIf(!available)('recorded nxm links', () => {
  it('are there', () => expect(recorded.length).toBeGreaterThan(8));
  it.each(recorded.map((one) => [one.url, one] as const))('%s', (url, one) => {
    expect(parseLink(url)).toMatchObject(ours(one));
  });
});
