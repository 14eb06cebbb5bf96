/** The lines of a program's UTF-8 output, one at a time, whatever the blocks. */
import type { BytePipe } from '../lib/byte-pipe.ts';
import { unreadable } from './faults.ts';

/** Characters; names in archives are far shorter. */
const maxLine = 256 * 1024;

/** Throws `archive_unreadable` when a line has no end in sight or nothing comes for too long. */
export function* linesOf(pipe: BytePipe): Generator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for (let block = nextBlock(pipe); block !== null; block = nextBlock(pipe)) {
    const lines = (rest + decoder.decode(block, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > maxLine) throw unreadable('has a directory that makes no sense');
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
  }
  if (rest !== '') yield rest;
}

function nextBlock(pipe: BytePipe): Uint8Array | null {
  try {
    return pipe.next();
  } catch (error) {
    throw unreadable('could not be listed in reasonable time', error);
  }
}
