/** Writes PNG files. Source: W3C "Portable Network Graphics", third edition. */
import zlib from 'node:zlib';

/** `rgb`: three bytes a pixel, row by row. Same input, same bytes. */
export function encodePng(width: number, height: number, rgb: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const data = zlib.deflateSync(filtered(width, height, rgb), { level: 6 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** Filter 1 (Sub) on every row: neighbours differ little in pictures like ours. */
function filtered(width: number, height: number, rgb: Uint8Array): Buffer {
  const stride = width * 3;
  const out = Buffer.alloc((stride + 1) * height);
  for (let row = 0; row < height; row += 1) {
    const to = row * (stride + 1);
    out[to] = 1;
    for (let column = 0; column < stride; column += 1) {
      const here = rgb[row * stride + column] ?? 0;
      const left = column < 3 ? 0 : (rgb[row * stride + column - 3] ?? 0);
      out[to + 1 + column] = (here - left) & 0xff;
    }
  }
  return out;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.byteLength + 8);
  out.writeUInt32BE(data.byteLength, 0);
  body.copy(out, 4);
  out.writeUInt32BE(zlib.crc32(body), body.byteLength + 4);
  return out;
}
