import type { StagedFile } from '../../domain/job.ts';
import { Disconnected, desk } from './client.ts';

/** Bytes of one chunk, the most that `files.chunk` takes. */
const CHUNK_BYTES = 1 << 20;

/** What an upload needs of the service. */
export interface UploadDoor {
  begin(input: { name: string; bytes: number }): Promise<{ uploadId: string }>;
  chunk(input: { uploadId: string; offset: number; data: Blob }): Promise<{ received: number }>;
  finish(input: { uploadId: string }): Promise<StagedFile>;
}

/**
 * Sends a file of the page to the service in chunks and answers the staged file. `onProgress` gets the share sent,
 * 0 to 1. Aborting the signal rejects with its reason; refusals of the service pass through.
 */
export async function uploadFile(
  file: File,
  onProgress: (share: number) => void = () => {},
  signal?: AbortSignal,
  door: UploadDoor = desk.files,
): Promise<StagedFile> {
  const { uploadId } = await door.begin({ name: file.name, bytes: file.size });
  for (let offset = 0; offset < file.size; ) {
    signal?.throwIfAborted();
    const data = new Blob([file.slice(offset, offset + CHUNK_BYTES)]);
    await again(() => door.chunk({ uploadId, offset, data }));
    offset += data.size;
    onProgress(offset / file.size);
  }
  signal?.throwIfAborted();
  return door.finish({ uploadId });
}

/** The same chunk may be sent twice, so a drop in the middle of one is mended by sending it once more. */
async function again<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof Disconnected) return send();
    throw error;
  }
}
