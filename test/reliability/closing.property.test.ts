import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Refusal } from '../../src/domain/refusal.ts';
import { verify } from '../../src/ledger/verify/index.ts';
import { checklistOf, listPeriods, reopenPeriod, sayNoBusiness } from '../../src/services/close.ts';
import { undoImport } from '../../src/services/imports.ts';
import { sealedFigures } from '../../src/store/close.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { ASKING, caller, closeAll } from '../close/book.ts';
import { caller as importer, importFile } from '../imports/desk.ts';
import { list, twoClients } from '../imports/sheets.ts';

const RUNS = Number(process.env.RELIABILITY_RUNS ?? 10);
const MONTHS = ['2026-05', '2026-06'];
const ACCOUNT = '1700000000000001,上海木桥商贸有限公司';
/** No refusal of a lock is a fault, nor one of the order in which months close. */
const LAWFUL = /^(close|ledger|imports)\./;

/** A row of the platform's list; `turn` tells apart what is told twice, `version` corrects what was told. */
const row = fc.record({
  kind: fc.constantFrom('receipt', 'topUp', 'spend'),
  day: fc.constantFrom('2026-05-02', '2026-05-31', '2026-06-01', '2026-06-30'),
  turn: fc.integer({ min: 10, max: 19 }),
  yuan: fc.integer({ min: 1, max: 400 }),
});
type Row = typeof row extends fc.Arbitrary<infer Value> ? Value : never;
const act = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('import' as const),
      rows: fc.array(row, { minLength: 1, maxLength: 5 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('close' as const), month: fc.nat(1), client: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('reopen' as const), month: fc.nat(1), client: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), pick: fc.nat() }) },
);
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

/** A later telling of the same number with another amount is a correction. */
function line({ kind, day, turn, yuan }: Row): string {
  const amount = `${yuan}.00`;
  switch (kind) {
    case 'receipt':
      return `${day} 08:40:33,收款,SK2026050100000${turn},,上海木桥商贸有限公司,,${amount},非赠款,,对公转账`;
    case 'topUp':
      return `${day} 10:12:04,充值,CZ2026050100000${turn},${ACCOUNT},,${amount},非赠款,,代理商加款`;
    default:
      return `${day} 12:00:00,消耗,73000100000163751${turn},${ACCOUNT},PC千川,${amount},非赠款,,`;
  }
}

class Book {
  readonly connection: Connection;
  /** What each closed period came to when it closed. */
  readonly sealed = new Map<string, { month: string; client: number | null; digest: string }>();
  readonly batches: number[] = [];
  closings = 0;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  async do(each: Act): Promise<void> {
    if (each.kind === 'import') {
      const { done } = await importFile(this.connection, list(...each.rows.map(line)));
      this.batches.push(...(done.batch === null ? [] : [done.batch]), ...done.corrections);
    } else if (each.kind === 'undo') {
      const batch = this.batches[each.pick % (this.batches.length || 1)];
      if (batch !== undefined) await undoImport(this.connection, importer(), batch);
    } else await this.period(each);
  }

  private async period({ kind, month: at, client: one }: Extract<Act, { month: number }>): Promise<void> {
    const [month, client] = [MONTHS[at]!, one ? 1 : null];
    const { connection, sealed } = this;
    if (kind === 'reopen') {
      await reopenPeriod(connection, caller('主管'), { month, client, reason: '更正' });
      sealed.delete(`${month} ${client}`);
      return;
    }
    const { moneys } = checklistOf(connection, { month, client: null }, ASKING);
    if (client === null)
      for (const { id: money } of moneys)
        await sayNoBusiness(connection, caller(), { month, money, reason: '无' }, ASKING);
    const { closed } = await closeAll(connection, month, client);
    if (!closed) return;
    this.closings += 1;
    sealed.set(`${month} ${client}`, { month, client, ...digestOf(connection, month, client) });
  }
}

const digestOf = (connection: Connection, month: string, client: number | null) => ({
  digest: sealedFigures(connection, month, client).digest,
});

it('FZ10 a closed period’s figures never move, whatever comes late, is corrected, taken back, closed or opened beside it', async () => {
  let closings = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async acts => {
      const book = new Book(await twoClients('orders'));
      for (const each of acts) {
        try {
          await book.do(each);
        } catch (error) {
          if (!(error instanceof Refusal) || !LAWFUL.test(error.code)) throw error;
        }
        for (const { month, client, digest } of book.sealed.values())
          expect(digestOf(book.connection, month, client), `${month} ${client}`).toEqual({ digest });
      }
      const { periods } = listPeriods(book.connection);
      for (const { month, state } of periods)
        expect(state === 'closed', month).toBe(book.sealed.has(`${month} null`));
      expect(verify(book.connection).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      closings += book.closings;
      book.connection.close();
    }),
    { numRuns: RUNS, seed: 100 },
  );
  expect(closings).toBeGreaterThan(RUNS / 2);
}, 600_000);
