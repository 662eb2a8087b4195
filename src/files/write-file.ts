import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Refusal } from '../domain/refusal.ts';
import type { WrittenFile } from './write-sheet.ts';

const SYNC_EVERY_BYTES = 16 << 20;

/** Where a writer puts its bytes, in order. */
export interface Sink {
  write(bytes: Uint8Array): Promise<void>;
}

/**
 * Writes a file whole or not at all: into a temp file beside the target, synced, then renamed over it. On any error
 * the temp file is removed and an existing target is untouched.
 * Refuses `export.disk_full`, `export.not_allowed`, `export.no_folder`, `export.target_busy`.
 */
export async function writeWhole(path: string, fill: (sink: Sink) => Promise<void>): Promise<WrittenFile> {
  const temp = join(dirname(path), `.${basename(path).slice(0, 60)}.${randomBytes(6).toString('hex')}.part`);
  let handle: FileHandle | null = null;
  try {
    handle = await open(temp, 'wx');
    const file = await fillAndSync(handle, fill);
    await handle.close();
    handle = null;
    await rename(temp, path);
    await syncFolder(dirname(path));
    return file;
  } catch (error) {
    await handle?.close().catch(() => undefined);
    await unlink(temp).catch(() => undefined);
    throw asRefusal(error, path);
  }
}

async function fillAndSync(handle: FileHandle, fill: (sink: Sink) => Promise<void>): Promise<WrittenFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  let unsynced = 0;
  let syncing = Promise.resolve();
  await fill({
    async write(chunk) {
      const written = writeFully(handle, chunk);
      hash.update(chunk);
      bytes += chunk.length;
      unsynced += chunk.length;
      await written;
      if (unsynced >= SYNC_EVERY_BYTES) {
        await syncing;
        unsynced = 0;
        // Beside the writing, so that little is left for the end. A failure is met where this is awaited.
        syncing = handle.datasync();
        syncing.catch(() => undefined);
      }
    },
  }).finally(() => syncing);
  await handle.sync();
  return { bytes, sha256: hash.digest('hex') };
}

async function writeFully(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at, chunk.length - at)).bytesWritten;
}

/** Makes the rename itself durable; Windows cannot open folders and needs no such step. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const REFUSALS: Record<string, string> = {
  ENOSPC: 'export.disk_full',
  EDQUOT: 'export.disk_full',
  EACCES: 'export.not_allowed',
  EROFS: 'export.not_allowed',
  ENOENT: 'export.no_folder',
  ENOTDIR: 'export.no_folder',
  // What Windows says when the target is open in Excel, and what anyone says when it is a folder.
  EPERM: 'export.target_busy',
  EBUSY: 'export.target_busy',
  EISDIR: 'export.target_busy',
};

function asRefusal(error: unknown, path: string): unknown {
  const system = error as NodeJS.ErrnoException;
  const code = typeof system?.syscall === 'string' ? REFUSALS[system.code ?? ''] : undefined;
  return code ? new Refusal(code, { file: basename(path) }, { file: basename(path) }) : error;
}
