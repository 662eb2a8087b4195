import './fast-derivation.ts';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command } from '../../../src/ledger/command.ts';
import { post } from '../../../src/ledger/post.ts';
import { verify } from '../../../src/ledger/verify/index.ts';
import { type Tables, tablesOf } from '../../../src/store/book/contents.ts';
import { closeBook, type OpenBook, openBook } from '../../../src/store/book/open.ts';
import { addParties, bank, free, head, leg, unclaimed } from '../../ledger/book.ts';
import { keepingOf, makeBook, newFolder } from './keeping.ts';

const PAGE_BYTES = 4096;
const PASSPHRASE = '口令 passphrase';
const NAMED = /^books\.(damaged|not_a_book|newer|older|schema_changed|wrong_passphrase)$/;

const at = fc.nat({ max: 2 ** 30 });
const damage = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at, bit: fc.nat({ max: 7 }) }),
  fc.record({ kind: fc.constant('zero' as const), at }),
  fc.record({ kind: fc.constant('swap' as const), at, with: at }),
  fc.record({ kind: fc.constant('cut' as const), at }),
  fc.record({ kind: fc.constant('header' as const), at: fc.nat({ max: 99 }), byte: fc.nat({ max: 255 }) }),
  fc.record({
    kind: fc.constant('noise' as const),
    at,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 64 }),
  }),
);
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

/** The file with one damage done to it. */
function damaged(whole: Buffer, what: Damage): Buffer {
  const file = Buffer.from(whole);
  const pages = file.length / PAGE_BYTES;
  const page = (some: number) => {
    const start = (some % pages) * PAGE_BYTES;
    return file.subarray(start, start + PAGE_BYTES);
  };
  if (what.kind === 'flip') file[what.at % file.length]! ^= 1 << what.bit;
  if (what.kind === 'zero') page(what.at).fill(0);
  if (what.kind === 'cut') return file.subarray(0, what.at % file.length);
  if (what.kind === 'header') file[what.at] = what.byte;
  if (what.kind === 'noise') Buffer.from(what.bytes).copy(file, what.at % file.length);
  if (what.kind === 'swap') {
    const first = Buffer.from(page(what.at));
    page(what.with).copy(page(what.at));
    first.copy(page(what.with));
  }
  return file;
}

/** A few parties and two hundred receipts, each in one command. */
async function fill({ connection }: OpenBook): Promise<void> {
  const call = { actor: 'tester', input: null, at: '2026-11-20T08:00:00.000Z' };
  await command(connection, { ...call, procedure: 'parties.add', key: 'parties' }, addParties);
  for (let number = 1; number <= 200; number += 1) {
    const client = 1 + (number % 4);
    const legs = [leg(bank, unclaimed, number), leg(unclaimed, free(client), number)];
    await command(connection, { ...call, procedure: 'receipt', key: `receipt-${number}` }, tx =>
      post(tx, { ...head('2026-11-10'), legs }),
    );
  }
}

describe.each([{ passphrase: undefined }, { passphrase: PASSPHRASE }])(
  'a damaged book (passphrase: $passphrase)',
  ({ passphrase }) => {
    let folder: string;
    let path: string;
    let whole: Buffer;
    let tables: Tables;
    beforeAll(async () => {
      folder = newFolder();
      const book = makeBook(folder, { passphrase });
      path = book.path;
      await fill(book);
      tables = tablesOf(book.connection);
      closeBook(book);
      whole = readFileSync(path);
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /** What the opening refused, what the check found, or what is in the tables. */
    function openingOf(file: Buffer): { refused: string } | { found: string } | { tables: Tables } {
      for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
      writeFileSync(path, file);
      try {
        const book = openBook(keepingOf(), { path, passphrase });
        try {
          const { ok, findings } = verify(book.connection);
          return ok ? { tables: tablesOf(book.connection) } : { found: findings[0]!.code };
        } finally {
          closeBook(book);
        }
      } catch (error) {
        return { refused: (error as { code?: string }).code ?? String(error) };
      }
    }

    it('opens whole when nothing is wrong with it', () => {
      expect(openingOf(whole)).toEqual({ tables });
    });

    it('is refused by name, found by the check, or holds every row: 200 damages', () => {
      let noticed = 0;
      fc.assert(
        fc.property(damage, what => {
          const opening = openingOf(damaged(whole, what));
          if ('refused' in opening) expect(opening.refused).toMatch(NAMED);
          else if ('tables' in opening) expect(opening.tables).toEqual(tables);
          if (!('tables' in opening)) noticed += 1;
        }),
        { numRuns: 200 },
      );
      expect(noticed).toBeGreaterThan(100);
    });

    it('of random bytes with our marks in front is refused by name, 200 times', () => {
      const noise = fc.uint8Array({ minLength: 0, maxLength: 3 * PAGE_BYTES, size: 'max' });
      fc.assert(
        fc.property(noise, fc.integer({ min: 16, max: 100 }), (bytes, marks) => {
          const file = Buffer.concat([whole.subarray(0, marks), bytes]);
          expect(openingOf(file)).toEqual({ refused: expect.stringMatching(NAMED) });
        }),
        { numRuns: 200 },
      );
    });
  },
);
