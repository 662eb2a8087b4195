import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Budget } from './budget.ts';

const CHUNK_BYTES = 8 * 2 ** 20;

/**
 * Reads a file straight into shared memory, so that its text need not be copied once more.
 * Throws `files.unreadable`, `files.empty`, `files.changed` and the limit on the file's size.
 */
export function readShared(path: string, budget: Budget): Uint8Array {
  const file = openFileOf(path, budget);
  try {
    const { size } = fstatSync(file);
    budget.file(size);
    if (size === 0) throw budget.refusal('files.empty');
    const bytes = new Uint8Array(new SharedArrayBuffer(size));
    let done = 0;
    while (done < size) {
      budget.step();
      const read = readSync(file, bytes, done, Math.min(CHUNK_BYTES, size - done), done);
      if (read === 0) throw budget.refusal('files.changed');
      done += read;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}

function openFileOf(path: string, budget: Budget): number {
  try {
    const file = openSync(path, 'r');
    if (fstatSync(file).isFile()) return file;
    closeSync(file);
  } catch (fault) {
    throw budget.refusal('files.unreadable', { reason: (fault as NodeJS.ErrnoException).code ?? 'EIO' });
  }
  throw budget.refusal('files.unreadable', { reason: 'EISDIR' });
}
