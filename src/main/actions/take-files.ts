/** Files of an archive into the store: many, or much, by several threads where the format allows, else one after the other. */
import type { ArchiveFile, OpenArchive, UnpackedFile } from '../archive/archive.ts';
import { unpackThreads } from '../archive/unpack-zip.ts';
import { throwIfCancelled, type Control } from '../lib/control.ts';
import type { Intake, PartIntake, StoredBlob } from '../store/blobs.ts';
import type { ReceivedArchive, Store } from '../store/store.ts';
import type { Fs } from '../lib/fs.ts';

export interface TakeFiles {
  readonly fs: Fs;
  readonly store: Store;
  readonly archive: OpenArchive;
  readonly received: Pick<ReceivedArchive, 'direct'>;
  readonly intake: Intake;
}

/** Starting threads costs tens of milliseconds: below both, it is not worth it. */
const worthFiles = 400;
const worthBytes = 24 * 1024 * 1024;

/** Those of the archive's files that are wanted, by their index. */
export function takeFiles(
  from: TakeFiles,
  wanted: ReadonlySet<number>,
  control: Control,
): ReadonlyMap<number, StoredBlob> {
  const files = [...from.archive.files.entries()].filter(([at]) => wanted.has(at));
  const bytesTotal = files.reduce((sum, [, file]) => sum + file.size, 0);
  const counted = countProgress(control, bytesTotal, files.length);
  const { parts } = from.intake;
  const blobs =
    from.archive.unpack !== null && parts !== null && (files.length >= worthFiles || bytesTotal >= worthBytes)
      ? unpackAll(from, from.archive.unpack, parts, files, counted)
      : readAll(from, files, counted);
  return new Map(files.flatMap(([at, file]) => pairOf(at, blobs.get(file))));
}

const pairOf = (at: number, blob: StoredBlob | undefined): readonly (readonly [number, StoredBlob])[] =>
  blob === undefined ? [] : [[at, blob]];

type Entries = readonly (readonly [number, ArchiveFile])[];
type Blobs = ReadonlyMap<ArchiveFile, StoredBlob>;

interface Counted {
  readonly control: Control;
  /** So many files, of so many bytes, are in the store. */
  readonly done: (files: number, bytes: number) => void;
  /** So many bytes are unpacked, about; never goes back. */
  readonly unpacked: (bytes: number) => void;
}

function countProgress(control: Control, bytesTotal: number, filesTotal: number): Counted {
  let bytesDone = 0;
  let filesDone = 0;
  const tell = (bytes: number): void => {
    bytesDone = Math.min(bytesTotal, Math.max(bytesDone, bytes));
    control.progress({ phase: 'unpacking', bytesDone, bytesTotal, filesDone, filesTotal });
  };
  return {
    control,
    done: (files, bytes) => {
      filesDone = files;
      tell(bytes);
    },
    unpacked: tell,
  };
}

function readAll({ archive, intake }: TakeFiles, files: Entries, counted: Counted): Blobs {
  const blobs = new Map<ArchiveFile, StoredBlob>();
  let bytes = 0;
  for (const [, file] of files) {
    throwIfCancelled(counted.control);
    const blob = intake.add(archive.read(file));
    blobs.set(file, blob);
    bytes += blob.size;
    counted.done(blobs.size, bytes);
  }
  return blobs;
}

function unpackAll(
  from: TakeFiles,
  unpack: NonNullable<OpenArchive['unpack']>,
  parts: PartIntake,
  files: Entries,
  counted: Counted,
): Blobs {
  const { fs, store, received } = from;
  const blobs = new Map<ArchiveFile, StoredBlob>();
  const folders = store.temp.newFolders(unpackThreads);
  let bytes = 0;
  const unpacked = unpack(
    files.map(([, file]) => file),
    {
      folders,
      contentFolder: store.blobs.folder,
      direct: received.direct,
      control: counted.control,
      onBytes: counted.unpacked,
    },
  );
  for (const some of unpacked) {
    for (const one of some) {
      blobs.set(one.file, keepPart(from, parts, one));
      bytes += one.file.size;
    }
    counted.done(blobs.size, bytes);
  }
  for (const folder of folders) fs.rmdir(folder);
  return blobs;
}

function keepPart(
  { archive, intake }: TakeFiles,
  parts: PartIntake,
  { file, hash, written }: UnpackedFile,
): StoredBlob {
  if (written !== null) {
    const { at, fingerprint, large } = written;
    return parts.adopt({ hash, size: file.size, fingerprint, file: at, synced: large, isNew: !large });
  }
  // A file of that name is there. When nobody vouches for it, it is written anew.
  return parts.find(hash) ?? intake.add(archive.read(file));
}
