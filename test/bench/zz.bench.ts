import { createHash } from 'node:crypto';
const bytes = Buffer.alloc(1 << 20);
export const jobs = [
  {
    name: 'hash 1 MiB',
    ours: () => createHash('sha256').update(bytes).digest('hex'),
    reference: () => bytes.toString('base64'),
    referenceName: 'base64',
  },
];
