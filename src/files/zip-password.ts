import { configure, type FileEntry, Uint8ArrayReader, ZipReader } from '@zip.js/zip.js';
import type { Budget } from './budget.ts';
import { shareChunks } from './encoding.ts';
import type { Zip, ZipEntry } from './zip.ts';

configure({ useWebWorkers: false });

/**
 * Unpacks an entry locked with ZipCrypto or AES. Throws `files.password_needed`, `files.password_wrong` and what an
 * unlocked entry would throw. ZipCrypto tells a wrong password only by chance or by the checksum: damage that shows
 * after a ZipCrypto password passed is therefore also reported as a wrong password.
 */
export async function unpackEncrypted(
  zip: Zip,
  entry: ZipEntry,
  password: string | undefined,
  budget: Budget,
): Promise<Uint8Array> {
  if (password === undefined || password === '') {
    throw budget.refusal('files.password_needed', { entry: entry.name });
  }
  const chunks: Uint8Array[] = [];
  let unpacked = 0;
  // What the sink throws comes out of the library wrapped or not: it is kept here as it was.
  let stop: unknown = null;
  const sink = new WritableStream<Uint8Array>({
    write(chunk) {
      try {
        budget.step();
        unpacked += chunk.length;
        budget.ratio(entry.name, entry.packed_bytes, unpacked);
        budget.unpack(chunk.length);
      } catch (refusal) {
        stop = refusal;
        throw refusal;
      }
      chunks.push(Uint8Array.from(chunk));
    },
  });
  // Names were judged when the directory was read; here they would be judged in the wrong encoding.
  const options = { checkSignature: true, filenameValidation: 'tolerant' as const };
  const reader = new ZipReader(new Uint8ArrayReader(Uint8Array.from(zip.bytes)), options);
  try {
    const listed = await reader.getEntries();
    const same = listed[zip.entries.indexOf(entry)] as FileEntry | undefined;
    if (!same?.getData) throw budget.refusal('files.zip_damaged', { part: entry.name });
    await same.getData(sink, { password, checkSignature: true });
  } catch (fault) {
    if (stop) throw stop;
    throw budget.refusal(...passwordFault(fault, entry));
  } finally {
    await reader.close().catch(() => undefined);
  }
  return shareChunks(chunks);
}

/** What a ZipCrypto password that passed its one-byte check by chance leads to. */
const GARBLED = /^invalid (crc32|compressed data|uncompressed size)/i;

function passwordFault(fault: unknown, entry: ZipEntry): [string, { entry?: string; part?: string }] {
  const message = fault instanceof Error ? fault.message : '';
  const wrong = /^invalid password/i.test(message) || (!entry.aes && GARBLED.test(message));
  if (wrong) return ['files.password_wrong', { entry: entry.name }];
  const code = /encryption method/i.test(message) ? 'files.zip_encryption' : 'files.zip_damaged';
  return [code, { part: entry.name }];
}
