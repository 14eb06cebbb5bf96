/** A tar writer in which fields can lie. Source: POSIX pax, GNU tar manual. */
export interface TarItem {
  readonly name: string | Buffer;
  readonly content?: Buffer | string;
  readonly type?: string;
  readonly size?: number;
  readonly mode?: number;
  readonly link?: string;
  /** Records of a pax header put in front. */
  readonly pax?: Readonly<Record<string, string>>;
  /** A GNU long name put in front. */
  readonly longName?: string;
  readonly badChecksum?: boolean;
}

export interface TarOptions {
  /** Without the two blocks of zeros. */
  readonly noEnd?: boolean;
  readonly after?: Buffer;
  readonly global?: Readonly<Record<string, string>>;
}

export function tar(items: readonly TarItem[], options: TarOptions = {}): Buffer {
  const parts: Buffer[] = [];
  if (options.global !== undefined)
    parts.push(...entry({ name: 'pax_global_header', type: 'g', content: pax(options.global) }));
  for (const item of items) {
    if (item.pax !== undefined) parts.push(...entry({ name: 'PaxHeader/x', type: 'x', content: pax(item.pax) }));
    if (item.longName !== undefined) {
      parts.push(...entry({ name: '././@LongLink', type: 'L', content: `${item.longName}\0` }));
    }
    parts.push(...entry(item));
  }
  if (options.noEnd !== true) parts.push(Buffer.alloc(1024));
  if (options.after !== undefined) parts.push(options.after);
  return Buffer.concat(parts);
}

function pax(records: Readonly<Record<string, string>>): Buffer {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    let length = Buffer.byteLength(rest) + 1;
    while (String(length).length + Buffer.byteLength(rest) !== length) length += 1;
    return `${length}${rest}`;
  });
  return Buffer.from(lines.join(''));
}

function entry(item: TarItem): Buffer[] {
  const content = Buffer.from(item.content ?? '');
  const header = Buffer.alloc(512);
  Buffer.from(item.name).copy(header, 0, 0, 100);
  header.write(`${(item.mode ?? 0o644).toString(8).padStart(7, '0')}\0`, 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${(item.size ?? content.byteLength).toString(8).padStart(11, '0')}\0`, 124);
  header.write('14544144000\0', 136);
  header.write(item.type ?? '0', 156);
  header.write(item.link ?? '', 157);
  header.write('ustar\u000000', 257);
  header.fill(0x20, 148, 156);
  let sum = 0;
  for (const byte of header) sum += byte;
  header.write(`${(sum + (item.badChecksum === true ? 1 : 0)).toString(8).padStart(6, '0')}\0 `, 148);
  return [header, content, Buffer.alloc((512 - (content.byteLength % 512)) % 512)];
}
