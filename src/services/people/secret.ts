import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { checkNewSecret, type SecretKind } from '../../domain/people/secret.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { readSecret, type StoredSecret } from '../../store/people.ts';

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** 32 MB and a tenth of a second or more for each try. Changing it makes every PIN and password of earlier releases wrong. */
const COST = 2 ** 15;
const BLOCK_SIZE = 8;
const SCRYPT = { N: COST, r: BLOCK_SIZE, p: 1, maxmem: 256 * COST * BLOCK_SIZE };

function hashOf(value: string, salt: Uint8Array): Buffer {
  // One spelling of each character, so that another keyboard finds the same password.
  return scryptSync(value.normalize('NFKC'), salt, HASH_BYTES, SCRYPT);
}

/** What the book keeps of a new PIN or password. Refuses `people.pin_form`, `people.password_short`. */
export function newSecret({ kind, value }: { kind: SecretKind; value: string }): StoredSecret {
  checkNewSecret(kind, value);
  const salt = randomBytes(SALT_BYTES);
  return { kind, salt, hash: hashOf(value, salt) };
}

const NOBODYS: StoredSecret = {
  kind: 'password',
  salt: Buffer.alloc(SALT_BYTES),
  hash: Buffer.alloc(HASH_BYTES),
};

/**
 * Whether a PIN or password is that of a profile; one without a secret asks for none. Takes as long for a profile that
 * does not exist, so that nothing is learnt from the time.
 */
export function isSecretOf(
  connection: Connection,
  { profile, value }: { profile: number; value: string },
): boolean {
  const known = connection.prepareValue('SELECT 1 FROM profile WHERE id = ?').get(profile) !== undefined;
  const secret = readSecret(connection, profile);
  if (known && !secret) return true;
  const { salt, hash } = secret ?? NOBODYS;
  const same = timingSafeEqual(hashOf(value, salt), Buffer.from(hash));
  return same && secret !== null;
}
