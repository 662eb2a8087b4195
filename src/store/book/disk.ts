import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename } from 'node:path';
import { Refusal } from '../../domain/refusal.ts';

const CHUNK_BYTES = 1 << 20;
const PRIVATE_MODE = 0o600;

/** What the life of a book asks of the file system; each act may fail, and tests put failing ones in its place. */
export interface Disk {
  /** Size in bytes, or null where nothing is there. */
  size(path: string): number | null;
  /** Which file stands there, whatever its name; null where nothing is there. */
  identity(path: string): string | null;
  /** Up to `bytes` bytes from the beginning. */
  start(path: string, bytes: number): Buffer;
  text(path: string): string;
  sha256(path: string): string;
  names(folder: string): string[];
  /** Writes and syncs a file that must not exist yet. */
  writeNew(path: string, bytes: Uint8Array): void;
  /** Copies a closed file to a place that must be free, and syncs it. */
  copy(from: string, to: string): void;
  /** A second name of the same file, or a copy where the file system knows no links. The place must be free. */
  link(from: string, to: string): void;
  rename(from: string, to: string): void;
  /** Removes a file; one that is not there is no fault. */
  remove(path: string): void;
  makeFolder(folder: string): void;
  sync(path: string): void;
  /** Makes renames in a folder durable; Windows cannot open folders and needs no such step. */
  syncFolder(folder: string): void;
  /** The magic number of the file system that holds the path. */
  fileSystem(path: string): number;
}

export const disk: Disk = {
  size: path => statSync(path, { throwIfNoEntry: false })?.size ?? null,
  identity(path) {
    const file = statSync(path, { throwIfNoEntry: false, bigint: true });
    return file ? `${file.dev}:${file.ino}` : null;
  },
  start(path, bytes) {
    return withFile(path, 'r', file => {
      const buffer = Buffer.alloc(bytes);
      return buffer.subarray(0, readSync(file, buffer, 0, bytes, 0));
    });
  },
  text: path => readFileSync(path, 'utf8'),
  sha256(path) {
    return withFile(path, 'r', file => {
      const hash = createHash('sha256');
      const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
      for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer))
        hash.update(buffer.subarray(0, read));
      return hash.digest('hex');
    });
  },
  names: folder => readdirSync(folder),
  writeNew(path, bytes) {
    withFile(path, 'wx', file => {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    });
  },
  copy(from, to) {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    withFile(to, 'r+', fsyncSync);
  },
  link(from, to) {
    try {
      linkSync(from, to);
    } catch (error) {
      if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      disk.copy(from, to);
    }
  },
  rename: renameSync,
  remove: path => rmSync(path, { force: true }),
  makeFolder: folder => void mkdirSync(folder, { recursive: true }),
  sync: path => withFile(path, 'r+', fsyncSync),
  syncFolder(folder) {
    if (process.platform !== 'win32') withFile(folder, 'r', fsyncSync);
  },
  fileSystem: path => statfsSync(path).type,
};

/** What exFAT, FAT and some shares answer to a link. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

function withFile<T>(path: string, flags: string, act: (file: number) => T): T {
  const file = openSync(path, flags, PRIVATE_MODE);
  try {
    return act(file);
  } finally {
    closeSync(file);
  }
}

/** What the system, SQLite or the dialect says, and the refusal it is of a book. */
const KINDS: [RegExp, string][] = [
  [/^(ENOSPC|EDQUOT|EFBIG|SQLITE_FULL|store\.disk_full)/, 'books.disk_full'],
  [/^(EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|store\.read_only)/, 'books.not_allowed'],
  [/^(ENOENT|ENOTDIR)/, 'books.no_folder'],
  [/^ENAMETOOLONG/, 'books.name_too_long'],
  [/^EEXIST/, 'books.exists'],
  [/^(EMFILE|ENFILE)/, 'books.too_many_files'],
  [/^(EIO|SQLITE_IOERR)/, 'books.disk_failed'],
  [/^(EBUSY|ETXTBSY|SQLITE_BUSY|SQLITE_LOCKED|store\.busy)/, 'books.in_use'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB|store\.damaged|store\.not_a_book)/, 'books.damaged'],
];

/** Names what the system or SQLite answered about a file as one of the kinds of refusal; a bug stays what it is. */
export function bookRefusal(error: unknown, path: string): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  const kind = typeof code === 'string' ? KINDS.find(([form]) => form.test(code))?.[1] : undefined;
  return kind ? new Refusal(kind, { file: basename(path) }, { file: basename(path) }) : error;
}

/** Runs an act on a book's files and names its fault. */
export function onDisk<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw bookRefusal(error, path);
  }
}
