import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createImageCache, type ImageCache, type ImageCacheDeps } from '../../../src/main/download/images.ts';
import { imageTypeOf } from '../../../src/main/download/image-type.ts';
import type { HttpClient } from '../../../src/main/providers/http/http.ts';
import { providerTraits } from '../../../src/main/providers/index.ts';
import { sha256Of } from '../../../src/main/lib/hash.ts';
import { createFakeTiming, httpTo, never, startLoopback, type Loopback } from '../../support/loopback.ts';

let server: Loopback;
let http: HttpClient;
let folder: string;
const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(1_000)]);
const url = (name: string): string => `https://images.gamebanana.com/img/${name}`;

beforeAll(async () => {
  server = await startLoopback();
});
afterAll(() => server.close());
beforeEach(() => {
  folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'loadstone-images-')), 'images');
  const endpoints = Object.fromEntries(providerTraits.map(({ id }) => [id, { web: server.url }]));
  http = httpTo(server.url, { timing: createFakeTiming(), endpoints });
  server.serve((_request, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(png));
});
afterEach(async () => {
  await http.close();
  fs.rmSync(path.dirname(folder), { recursive: true });
});

const cache = (more: Partial<ImageCacheDeps> = {}): ImageCache =>
  createImageCache({ http, folder, sources: providerTraits, ...more });

describe('pictures', () => {
  it('are fetched when asked for, once, and typed by their bytes', async () => {
    const images = cache();
    const id = images.register(url('a.png'));
    expect(id).toBe(sha256Of(url('a.png')));
    expect(server.requests).toHaveLength(0);
    expect(await images.get(id, never())).toEqual({ bytes: png, contentType: 'image/png' });
    expect(await images.get(id, never())).toMatchObject({ contentType: 'image/png' });
    expect(server.requests).toHaveLength(1);
    // A later run has them on disk, whether or not the address is known by then.
    expect(await cache().get(id, never())).toEqual({ bytes: png, contentType: 'image/png' });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    'https://staticdelivery.nexusmods.com/mods/1/images/a.png',
    'https://images.gamebanana.com/img/ss/mods/a.jpg',
    'https://opengraph.githubassets.com/1/owner/repository',
    'https://raw.githubusercontent.com/owner/repository/main/a.png',
    'https://thumb.modcdn.io/mods/a/b/crop_640x360/a.png',
    'https://assets-mod.factorio.com/assets/a.png',
  ])('come from each provider: %s', async (address) => {
    const images = cache();
    expect(await images.get(images.register(address), never())).toEqual({ bytes: png, contentType: 'image/png' });
  });

  it('are shared by all who wait, and the fetch ends with the last of them', async () => {
    let closed = 0;
    server.serve((request, response) => {
      request.on('close', () => (closed += 1));
      response.writeHead(200).write(png.subarray(0, 100));
    });
    const images = cache();
    const id = images.register(url('slow.png'));
    const [one, other] = [new AbortController(), new AbortController()];
    const first = images.get(id, one.signal);
    const second = images.get(id, other.signal);
    await sleep(60);
    one.abort();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    expect(closed).toBe(0);
    other.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    await sleep(60);
    expect(closed).toBe(1);
    expect(server.requests).toHaveLength(1);
  });

  it('are fetched four at a time', async () => {
    let open = 0;
    let most = 0;
    server.serve((_request, response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        response.end(png);
      }, 20);
    });
    const images = cache();
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => images.get(images.register(url(`${index}.png`)), never())),
    );
    expect(most).toBe(4);
  });

  it.each([
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['HTML', Buffer.from('<html>')],
    ['too much', Buffer.concat([png, Buffer.alloc(9 * 1024 * 1024)])],
    ['nothing', Buffer.alloc(0)],
  ])('are refused when they are %s, and not asked for again at once', async (_name, body) => {
    server.serve((_request, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(body));
    let now = 0;
    const images = cache({ monotonic: () => now });
    const id = images.register(url('bad.png'));
    expect(await images.get(id, never())).toBeNull();
    expect(await images.get(id, never())).toBeNull();
    expect(server.requests).toHaveLength(1);
    now += 5 * 60 * 1_000 + 1;
    expect(await images.get(id, never())).toBeNull();
    expect(server.requests).toHaveLength(2);
    expect(fs.existsSync(folder)).toBe(false);
  });

  it('are asked for again at once when only the network failed', async () => {
    server.serve((_request, response) => response.destroy());
    const images = cache();
    const id = images.register(url('a.png'));
    expect(await images.get(id, never())).toBeNull();
    server.serve((_request, response) => response.end(png));
    expect(await images.get(id, never())).toMatchObject({ contentType: 'image/png' });
  });

  it.each(['http://images.gamebanana.com/a.png', 'https://evil.example/a.png', 'file:///etc/passwd', 'x'])(
    'never come from %s',
    async (address) => {
      const images = cache();
      expect(await images.get(images.register(address), never())).toBeNull();
      expect(server.requests).toHaveLength(0);
    },
  );

  it('need an id that is one', async () => {
    for (const id of ['../../etc/passwd', '', 'a'.repeat(64), 'A'.repeat(64)])
      expect(await cache().get(id, never())).toBeNull();
  });

  it('make room for newer ones', async () => {
    const images = cache({ maxFolderBytes: 3_500 });
    const ids = ['1', '2', '3', '4', '5'].map((name) => images.register(url(name)));
    for (const id of ids) await images.get(id, never());
    expect(fs.readdirSync(folder).toSorted()).toEqual(ids.slice(2).toSorted());
    const later = cache({ maxFolderBytes: 1_500 });
    await later.get(later.register(url('6')), never());
    expect(fs.readdirSync(folder)).toEqual([sha256Of(url('6'))]);
  });

  it('that were damaged on disk are fetched again', async () => {
    const images = cache();
    const id = images.register(url('a.png'));
    await images.get(id, never());
    fs.writeFileSync(path.join(folder, id), '');
    expect(await images.get(id, never())).toMatchObject({ bytes: png });
    expect(server.requests).toHaveLength(2);
  });

  it('are shown although they cannot be kept', async () => {
    fs.writeFileSync(folder, 'a file where the folder should be');
    const images = cache();
    expect(await images.get(images.register(url('a.png')), never())).toMatchObject({ contentType: 'image/png' });
  });
});

describe('the type of a picture', () => {
  it.each([
    ['\u0089PNG\r\n\u001A\n', 'image/png'],
    ['\u00FF\u00D8\u00FF\u00E0', 'image/jpeg'],
    ['GIF89a', 'image/gif'],
    ['RIFF\0\0\0\0WEBPVP8 ', 'image/webp'],
    ['\0\0\0 ftypavif', 'image/avif'],
    ['RIFF\0\0\0\0WAVE', null],
    ['<svg', null],
    ['', null],
  ])('of %j is %s', (head, type) => {
    expect(imageTypeOf(Buffer.from(head, 'latin1'))).toBe(type);
  });
});
