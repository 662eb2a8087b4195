import { expect, it, vi } from 'vitest';

const calls = vi.hoisted(() => [] as { N: number; r: number; p: number }[]);
vi.mock('node:crypto', async original => {
  const crypto = await original<typeof import('node:crypto')>();
  const scryptSync = (...args: Parameters<typeof crypto.scryptSync>) => {
    calls.push(args[3] as (typeof calls)[0]);
    return crypto.scryptSync(...args);
  };
  return { ...crypto, default: crypto, scryptSync };
});
const { deriveKey, newSalt, saltIn } = await import('../../../src/store/book/key.ts');

it('a key costs 128 MB of memory to derive, and is another one for each book', () => {
  const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
  const key = deriveKey('对账台 passphrase', salt);
  expect(calls).toEqual([expect.objectContaining({ N: 2 ** 17, r: 8, p: 1 })]);
  expect(key.subarray(0, 4).toString()).toBe('raw:');
  expect(saltIn(key)).toEqual(salt);
  // Frozen: a release that derives otherwise could not open the books of this one.
  expect(key.subarray(4, 36).toString('hex')).toBe(
    '359a6b03853ee19b63935fe98b8db18404201f5b0baa40fbf7dafa9726093620',
  );
  expect(newSalt()).not.toEqual(newSalt());
});
