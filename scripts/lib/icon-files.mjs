/** The icon containers of Windows and macOS: both may simply hold PNG files. */

/** @typedef {{ readonly size: number, readonly png: Buffer }} IconImage size is in pixels, both ways */

/** A Windows .ico: a header, a directory of 16 bytes an image, the images. @param {readonly IconImage[]} images up to 256 px */
export function toIco(images) {
  const header = Buffer.alloc(6);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length + 16 * images.length;
  const directory = images.map(({ size, png }) => {
    const entry = Buffer.alloc(16);
    // 256 does not fit in a byte and is written as 0.
    entry.writeUInt8(size % 256, 0);
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += png.length;
    return entry;
  });
  return Buffer.concat([header, ...directory, ...images.map(({ png }) => png)]);
}

/** The names under which macOS looks for each size; the second of a size is the one for dense screens. */
const icnsNames = new Map([
  [16, ['icp4']],
  [32, ['icp5', 'ic11']],
  [64, ['icp6', 'ic12']],
  [128, ['ic07']],
  [256, ['ic08', 'ic13']],
  [512, ['ic09', 'ic14']],
  [1024, ['ic10']],
]);

/** A macOS .icns: a header, then name, length and bytes of each image. @param {readonly IconImage[]} images */
export function toIcns(images) {
  const entries = images.flatMap(({ size, png }) => (icnsNames.get(size) ?? []).map((name) => icnsChunk(name, [png])));
  return icnsChunk('icns', entries);
}

/** @param {string} name four characters @param {readonly Buffer[]} parts */
function icnsChunk(name, parts) {
  const header = Buffer.alloc(8);
  header.write(name, 'latin1');
  header.writeUInt32BE(8 + parts.reduce((sum, part) => sum + part.length, 0), 4);
  return Buffer.concat([header, ...parts]);
}
