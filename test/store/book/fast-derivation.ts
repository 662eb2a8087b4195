import { vi } from 'vitest';

// The derivation with a small cost: these tests derive hundreds of keys. What it costs really is tried in key.test.ts.
vi.mock('node:crypto', async original => {
  const crypto = await original<typeof import('node:crypto')>();
  const scryptSync = (passphrase: string, salt: Buffer, bytes: number) =>
    crypto.scryptSync(passphrase, salt, bytes, { N: 16, r: 8, p: 1 });
  return { ...crypto, default: crypto, scryptSync };
});
