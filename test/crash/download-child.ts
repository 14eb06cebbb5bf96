/** One process that fetches one file, so that it can be killed in the middle: download-child.ts FOLDER ADDRESS SIZE SHA256. */
import { fetchFile } from '../../src/main/download/fetch-file.ts';
import { httpTo } from '../support/loopback.ts';

const [folder = '', address = '', size = '', sha256 = ''] = process.argv.slice(2);
const http = httpTo(address, { timeouts: { connect: 5_000, headers: 5_000, idle: 5_000 } });
const file = {
  provider: 'gamebanana' as const,
  url: 'https://gamebanana.com/dl/1',
  headers: {},
  hosts: ['gamebanana.com'],
  fileName: 'big.zip',
  size: Number(size),
  md5: null,
  sha1: null,
  sha256,
};
const limits = { pause: 5, tries: 5, maxTries: 1_000 };
const { path } = await fetchFile(http, file, { folder, resumable: true, limits }, new AbortController().signal);
process.stdout.write(path);
await http.close();
