/** Lists of one name a line, in any encoding: a byte is a character here, so that what is not ASCII comes back as it was. Pure. */
import { maxListBytes } from './list-format.ts';

/** Not too long, and no zero in it, which text never has. */
export const isText = (list: Uint8Array): boolean => list.byteLength <= maxListBytes && !list.includes(0);

export const textOf = (list: Uint8Array): string => Buffer.from(list).toString('latin1');

/** With their endings. */
export const linesOf = (text: string): readonly string[] => text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/gu) ?? [];
