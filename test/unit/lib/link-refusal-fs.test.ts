import { expect, test } from 'vitest';
import { nodeFs, type Fs } from '../../../src/main/lib/fs.ts';
import { withLinkRefusalNamed } from '../../../src/main/lib/link-refusal-fs.ts';

const refusing = (code: string): Fs => ({
  ...nodeFs,
  link: () => {
    throw Object.assign(new Error(code), { code });
  },
});

test.each([
  ['EISDIR', 'ENOTSUP'],
  ['EEXIST', 'EEXIST'],
])('%s is told as %s', (said, told) => {
  expect(() => withLinkRefusalNamed(refusing(said)).link('a', 'b')).toThrow(expect.objectContaining({ code: told }));
});
