import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPartFile, needSha256, sizeOfPart, type PartFile } from '../../../src/main/download/part-file.ts';
import { blockSize, readKept } from '../../../src/main/download/part-sums.ts';
import { nodeFs } from '../../../src/main/lib/fs.ts';
import { tempFolder } from '../../support/trees.ts';

const offer = { validator: '"tag"', total: null };
const bytes = randomBytes(3 * blockSize + 1_000);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const md5 = createHash('md5').update(bytes).digest('hex');

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder('part');
});
afterEach(() => folder.remove());

const open = (): Promise<PartFile> => openPartFile(nodeFs, folder.path, ['sha256', 'md5']);
const at = (name: string): string => path.join(folder.path, name);

async function begin(upTo: number): Promise<PartFile> {
  const part = await open();
  await part.restart(offer);
  for (let from = 0; from < upTo; from += 7_777) await part.write(bytes.subarray(from, Math.min(from + 7_777, upTo)));
  return part;
}

async function complete(part: PartFile): Promise<string> {
  await part.write(bytes.subarray(part.size()));
  expect(await part.digest()).toEqual({ sha256, md5 });
  return part.keep(needSha256(sha256));
}

describe('a part file', () => {
  it('that was parked goes on with its very last byte', async () => {
    await (await begin(2 * blockSize + 500)).park();
    const part = await open();
    expect(part.size()).toBe(2 * blockSize + 500);
    expect(part.offer()).toEqual(offer);
    expect(Buffer.from(part.head())).toEqual(bytes.subarray(0, 512));
    const file = await complete(part);
    expect(fs.readFileSync(file).equals(bytes)).toBe(true);
    expect(fs.readdirSync(folder.path)).toEqual([sha256]);
  });

  it('parked again and again stays the same file', async () => {
    await (await begin(100)).park();
    for (let size = 100; size < bytes.byteLength; size += 99_999) {
      const part = await open();
      expect(part.size()).toBe(size);
      await part.write(bytes.subarray(size, Math.min(size + 99_999, bytes.byteLength)));
      await part.park();
    }
    await complete(await open());
  });

  it('of a process that died keeps its whole blocks', async () => {
    await begin(2 * blockSize + 500);
    // A block counts once its checksum is written too.
    await vi.waitFor(async () =>
      expect((await readKept(nodeFs, at('part'), at('part.sums'), new Map()))?.blocks).toBe(2),
    );
    // Nothing was closed: what a killed process leaves.
    const part = await open();
    expect(part.size()).toBe(2 * blockSize);
    expect(sizeOfPart(nodeFs, folder.path)).toBe(2 * blockSize);
    await complete(part);
  });

  it.each<[string, (file: string) => void, number]>([
    ['bytes were damaged', (file) => damage(file, blockSize + 5), blockSize],
    ['the first byte was damaged', (file) => damage(file, 0), 0],
    ['the end was cut off', (file) => fs.truncateSync(file, 2 * blockSize - 1), blockSize],
    ['zeros were left behind it', (file) => fs.appendFileSync(file, Buffer.alloc(blockSize)), 2 * blockSize],
  ])('is believed up to where %s', async (_name, harm, size) => {
    await (await begin(2 * blockSize)).park();
    harm(at('part'));
    const part = await open();
    expect(part.size()).toBe(size);
    await complete(part);
  });

  it.each<[string, () => void]>([
    ['are missing', () => fs.unlinkSync(at('part.sums'))],
    ['are rubbish', () => fs.writeFileSync(at('part.sums'), randomBytes(99))],
    ['are empty', () => fs.truncateSync(at('part.sums'), 0)],
    ['are a folder', () => (fs.unlinkSync(at('part.sums')), fs.mkdirSync(at('part.sums')))],
    ['say nothing of the file', () => fs.writeFileSync(at('part.sums'), '{"total":5}\n')],
  ])('whose checksums %s begins anew', async (_name, harm) => {
    await (await begin(2 * blockSize)).park();
    harm();
    const opened = open();
    if (fs.lstatSync(at('part.sums'), { throwIfNoEntry: false })?.isDirectory() === true)
      return await expect(opened).rejects.toMatchObject({ code: 'EISDIR' });
    const part = await opened;
    expect([part.size(), part.offer()]).toEqual([0, null]);
    await part.restart(offer);
    await complete(part);
    return undefined;
  });

  it('that is abandoned leaves nothing, one that is begun anew nothing of before', async () => {
    const part = await begin(2 * blockSize);
    await part.restart({ validator: '"other"', total: 9 });
    expect(part.size()).toBe(0);
    await part.park();
    const again = await open();
    expect([again.size(), again.offer()]).toEqual([0, { validator: '"other"', total: 9 }]);
    await again.abandon();
    expect(fs.readdirSync(folder.path)).toEqual([]);
  });
});

function damage(file: string, position: number): void {
  const fd = fs.openSync(file, 'r+');
  fs.writeSync(fd, Buffer.from([(bytes[position] ?? 0) ^ 1]), 0, 1, position);
  fs.closeSync(fd);
}
