import type { Transform } from 'node:stream';
import { crc32, createGunzip, createInflateRaw, type Zlib } from 'node:zlib';
import type { Budget } from './budget.ts';
import { bufferOver, shareChunks } from './encoding.ts';
import type { Zip, ZipEntry } from './zip.ts';

const CHUNK_BYTES = 256 * 1024;

/** Receives the unpacked bytes piece by piece; a piece is only valid during the call. */
export type Sink = (chunk: Uint8Array) => void;

/**
 * Unpacks one entry into a sink, counting every byte before it is kept and checking size and checksum at the end.
 * Throws `files.zip_method`, `files.zip_damaged`, `files.zip_size` and the limits on ratio and unpacked bytes.
 */
export async function unpackEntry(zip: Zip, entry: ZipEntry, budget: Budget, sink: Sink): Promise<void> {
  const packed = bufferOver(zip.bytes.subarray(entry.dataAt, entry.dataAt + entry.packed_bytes));
  let crc = 0;
  let unpacked = 0;
  const take: Sink = chunk => {
    unpacked += chunk.length;
    if (unpacked > entry.declared_bytes) {
      throw budget.refusal('files.zip_size', { part: entry.name, declared: entry.declared_bytes });
    }
    budget.ratio(entry.name, entry.packed_bytes, unpacked);
    budget.unpack(chunk.length);
    crc = crc32(chunk, crc);
    sink(chunk);
  };
  if (entry.method === 0) {
    for (let at = 0; at < packed.length; at += CHUNK_BYTES) {
      budget.step();
      take(packed.subarray(at, at + CHUNK_BYTES));
    }
  } else if (entry.method === 8) {
    await pump(createInflateRaw({ chunkSize: CHUNK_BYTES }), packed, entry.name, budget, take);
  } else {
    throw budget.refusal('files.zip_method', { part: entry.name, method: entry.method });
  }
  if (unpacked !== entry.declared_bytes || crc >>> 0 !== entry.crc) {
    throw budget.refusal('files.zip_damaged', { part: entry.name });
  }
}

/** The whole entry in shared memory. */
export async function unpackWhole(zip: Zip, entry: ZipEntry, budget: Budget): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  await unpackEntry(zip, entry, budget, chunk => chunks.push(Uint8Array.from(chunk)));
  return shareChunks(chunks);
}

/** Unpacks a gzip file. */
export async function gunzip(bytes: Uint8Array, name: string, budget: Budget): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let unpacked = 0;
  await pump(createGunzip({ chunkSize: CHUNK_BYTES }), bufferOver(bytes), name, budget, chunk => {
    unpacked += chunk.length;
    budget.ratio(name, bytes.length, unpacked);
    budget.unpack(chunk.length);
    chunks.push(Uint8Array.from(chunk));
  });
  return shareChunks(chunks);
}

/** Sends packed bytes through a decompressor; whatever it has against them is the part's damage. */
async function pump(
  inflater: Transform & Zlib,
  packed: Buffer,
  part: string,
  budget: Budget,
  sink: Sink,
): Promise<void> {
  let fault: unknown = null;
  inflater.on('error', error => {
    fault ??= error;
  });
  inflater.end(packed);
  try {
    for await (const chunk of inflater) {
      budget.step();
      sink(chunk);
    }
  } catch (error) {
    inflater.destroy();
    if (error === fault || isZlibFault(error)) throw budget.refusal('files.zip_damaged', { part });
    throw error;
  }
}

function isZlibFault(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && (code.startsWith('Z_') || code.startsWith('ERR_STREAM'));
}
