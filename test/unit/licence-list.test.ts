/** The licences that are shipped, read back from their text. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findLicences, readLicences } from '../../src/renderer/features/settings/licence-list.ts';

const shipped = readFileSync(path.resolve(import.meta.dirname, '../../resources/THIRD-PARTY-NOTICES.txt'), 'utf8');

it('reads every package of the shipped text, and none is without a name, a licence and its words', () => {
  const { lead, packages } = readLicences(shipped);
  expect(lead).toMatch(/^Loadstone contains the following software\./u);
  expect(packages.length).toBe(shipped.match(/^-{80}$/gmu)?.length);
  const odd = packages.filter(
    ({ name, version, licence, text }) => name === '' || !/^\d/u.test(version) || licence === '' || text === '',
  );
  expect(odd.map(({ name }) => name)).toEqual([]);
});

it('finds by any words of name, licence and author, and nothing for others', () => {
  const { packages } = readLicences(shipped);
  expect(findLicences(packages, ' ')).toHaveLength(packages.length);
  expect(findLicences(packages, 'react mit').map(({ name }) => name)).toContain('react-dom');
  expect(findLicences(packages, 'no such package')).toEqual([]);
  expect(readLicences('')).toEqual({ lead: '', packages: [] });
});
