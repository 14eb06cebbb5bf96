/** Fetching one large file from a server on this machine: we hash and check it while it arrives. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { fetchFile } from '../../src/main/download/fetch-file.ts';
import { sha256Stream } from '../../src/main/lib/hash.ts';
import type { ResolvedFile } from '../../src/shared/model.ts';
import { httpTo, never } from '../support/loopback.ts';
import { tempFolder } from '../support/trees.ts';

const run = promisify(execFile);

/** LOADSTONE_BENCH_SHARE makes the file smaller for a quick look. */
const megabytes = Math.ceil(1_024 * Number(process.env['LOADSTONE_BENCH_SHARE'] ?? 1));

/** In a process of its own: the one that is measured must not also send. */
const server = `
  const [file] = process.argv.slice(1);
  const http = require('node:http'), fs = require('node:fs');
  const size = fs.statSync(file).size;
  http.createServer((request, response) => {
    response.writeHead(200, { etag: '"bench"', 'content-length': size });
    fs.createReadStream(file, { highWaterMark: 1 << 20 }).pipe(response);
  }).listen(0, '127.0.0.1', function () { console.log(this.address().port); });
`;

interface Sample {
  readonly sha256: string;
  readonly md5: string;
  readonly size: number;
}

function makeFile(file: string): Sample {
  const md5 = createHash('md5');
  const sha256 = sha256Stream();
  const fd = fs.openSync(file, 'w');
  for (let written = 0; written < megabytes; written += 1) {
    const block = randomBytes(1024 * 1024);
    if (written === 0) Buffer.from([0x50, 0x4b, 0x03, 0x04]).copy(block);
    fs.writeSync(fd, block);
    md5.update(block);
    sha256.update(block);
  }
  fs.closeSync(fd);
  return { sha256: sha256.digest(), md5: md5.digest('hex'), size: megabytes * 1024 * 1024 };
}

function jobFor(hashes: 'sha256' | 'sha256 and md5') {
  let folder: ReturnType<typeof tempFolder>;
  let sample: Sample;
  let serving: ChildProcess;
  let address = '';
  const at = (name: string): string => path.join(folder.path, name);

  async function ours(): Promise<void> {
    const http = httpTo(address, { timeouts: { connect: 5_000, headers: 5_000, idle: 5_000 } });
    const file: ResolvedFile = {
      provider: 'gamebanana',
      url: 'https://gamebanana.com/dl/1',
      headers: {},
      hosts: ['gamebanana.com'],
      fileName: 'bench.zip',
      size: sample.size,
      md5: hashes === 'sha256' ? null : sample.md5,
      sha1: null,
      sha256: sample.sha256,
    };
    await fetchFile(http, file, { folder: at('ours'), resumable: true }, never());
    await http.close();
  }

  return {
    name: `download ${megabytes} MiB, ${hashes} on the way, synced`,
    prepare: async () => {
      folder = tempFolder('bench');
      sample = makeFile(at('file'));
      serving = spawn(process.execPath, ['-e', server, at('file')], { stdio: ['ignore', 'pipe', 'inherit'] });
      const port = await new Promise<string>((resolve) => {
        serving.stdout?.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
      });
      address = `http://127.0.0.1:${port}`;
    },
    reset: () => {
      for (const name of ['ours', 'theirs']) fs.rmSync(at(name), { recursive: true, force: true });
    },
    ours,
    reference: () =>
      run('sh', ['-c', 'curl -s -o "$0" "$1" && sha256sum "$0" && sync "$0"', at('theirs'), `${address}/file`]),
    referenceName: 'curl + sha256sum + sync',
    clean: () => {
      serving.kill();
      folder.remove();
    },
  };
}

export const jobs = [jobFor('sha256'), jobFor('sha256 and md5')];
