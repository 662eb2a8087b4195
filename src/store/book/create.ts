import { basename, dirname } from 'node:path';
import { Refusal } from '../../domain/refusal.ts';
import { openConnection } from '../dialect/sqlite.ts';
import { createSchema, type NewBook } from '../schema/index.ts';
import { bookRefusal, type Disk } from './disk.ts';
import { checkPlace, formOf } from './form.ts';
import type { Keeping } from './format.ts';
import { checkNewPassphrase, deriveKey, newSalt } from './key.ts';
import { takeLock } from './lock.ts';
import { sideFiles } from './names.ts';
import { checkedBook, type OpenBook, unlock } from './open.ts';
import { discardDatabase, finishSwap } from './swap.ts';

export interface CreateRequest extends NewBook {
  path: string;
  /** Seals the whole file; without it whoever holds the file can read it. */
  passphrase?: string;
}

/**
 * Makes a new book and opens it. Until the last step it stands beside under another name, so a kill leaves no half
 * book. Refuses `books.exists` for a file of whatever kind that is already there, `books.passphrase_short`,
 * `books.in_use`, `books.network_share` and what the system says.
 */
export function createBook(keeping: Keeping, request: CreateRequest): OpenBook {
  const { disk } = keeping;
  const { path, passphrase } = request;
  if (passphrase !== undefined) checkNewPassphrase(passphrase);
  checkPlace(disk, path, dirname(path));
  refuseExisting(disk, path);
  const lock = takeLock(path);
  try {
    refuseExisting(disk, path);
    finishSwap(disk, path);
    const key = passphrase === undefined ? undefined : deriveKey(passphrase, newSalt());
    fill(keeping, request, key);
    return checkedBook(keeping, path, unlock(keeping, path, { key, readOnly: false }), lock);
  } catch (error) {
    discardDatabase(disk, sideFiles(path).part);
    lock.release();
    if (disk.size(path) === null) discardDatabase(disk, sideFiles(path).lock);
    throw bookRefusal(error, path);
  }
}

function fill({ disk, format }: Keeping, request: CreateRequest, key: Buffer | undefined): void {
  const { path } = request;
  const { part } = sideFiles(path);
  // Made first, so that nobody else on this computer may read it.
  disk.writeNew(part, new Uint8Array());
  const connection = openConnection(part, { readOnly: false, key });
  try {
    createSchema(connection, request);
  } finally {
    connection.close();
  }
  if (formOf(disk, part, format.version) !== (key ? 'sealed' : 'plain'))
    throw new Error('the cipher did not do what it was asked to');
  disk.sync(part);
  disk.rename(part, path);
  disk.syncFolder(dirname(path));
}

function refuseExisting(disk: Disk, path: string): void {
  const place = { file: basename(path) };
  if (disk.size(path) !== null) throw new Refusal('books.exists', place, place);
}
