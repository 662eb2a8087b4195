import { expand } from '../../src/domain/accounting/events/expand.ts';
import type { LedgerEvent, PoolFact } from '../../src/domain/accounting/events/facts.ts';
import type { Fen } from '../../src/domain/money.ts';
import { monthsOf } from '../../src/domain/policies/periods.ts';
import type { PolicyTerms } from '../../src/domain/policies/terms.ts';
import { accountsOf } from '../../src/ledger/accounts.ts';
import { BatchWriter } from '../../src/ledger/batch.ts';
import type { Tx } from '../../src/ledger/command.ts';
import { commitRun, previewRun } from '../../src/services/policies.ts';
import { updateRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { POOLS, TestBook } from '../ledger/book.ts';

export const fen = (amount: number) => amount as Fen;
/** Pool of each client of `TestBook`: account 3 is client 4's, and so on. */
export const poolOf = (client: number): PoolFact => ({
  pool: client === 1 ? 4 : client - 1,
  supplier: 1,
  client: { client },
});

export const BACK: PolicyTerms = {
  side: 'client',
  client: 2,
  supplier: null,
  platform: 'any',
  kind: 'back',
  form: 'cash',
  tiers: [{ fromFen: 0, ratePpm: 20_000 }],
  method: 'whole',
  period: 'month',
  base: 'non_grant',
  recognition: null,
  from: '2026-02-01',
  to: null,
  note: '',
};
export const MEDIA: PolicyTerms = {
  ...BACK,
  side: 'media',
  client: null,
  supplier: 1,
  tiers: [{ fromFen: 0, ratePpm: 50_000 }],
};
export const FEE: PolicyTerms = { ...BACK, kind: 'fee_spend', tiers: [{ fromFen: 0, ratePpm: 10_000 }] };

/** A book in which clients spend, with the commands of this room. */
export class PolicyBook {
  readonly book: TestBook;
  private calls = 0;
  /** The moment of every command: after the months that are run. */
  at = '2026-07-05T02:00:00.000Z';

  private constructor(book: TestBook) {
    this.book = book;
  }

  static async make(): Promise<PolicyBook> {
    const made = new PolicyBook(await TestBook.make(monthsOf('2026-02', '2026-07')));
    await made.book.run('pools.tied', tx => {
      for (let pool = 1; pool <= POOLS; pool++) updateRow(tx, 'pool', pool, { supplier: 1 });
    });
    return made;
  }

  get connection(): Connection {
    return this.book.connection;
  }

  caller() {
    this.calls += 1;
    return { actor: '会计', key: `policy-key-${this.calls}`, at: this.at };
  }

  /** Posts events on a day, as the services do. */
  post(day: string, ...events: LedgerEvent[]): Promise<number> {
    return this.book.run('test.post', (tx: Tx) => {
      const writer = new BatchWriter(tx, {
        event: events[0]!.id,
        effectiveOn: day,
        summary: '测试',
        isFact: true,
      });
      for (const event of events) for (const leg of expand(event, accountsOf(tx)).legs) writer.add(leg);
      return writer.finish();
    });
  }

  /** A client pays, recharges and has money to spend. */
  async stock(client: number, amountFen: number, day = '2026-02-01'): Promise<void> {
    const pool = poolOf(client);
    const money = { money: 1, kind: 'bank' } as const;
    const paid = { pool, paidFen: fen(amountFen), creditedFen: fen(amountFen) };
    await this.post(
      day,
      { id: 'E01', money, amountFen: fen(amountFen) },
      { id: 'E03', money, parts: [{ client: { client }, amountFen: fen(amountFen), as: 'funds' }] },
      { id: 'E17', as: 'fact', ...paid, paidFrom: { by: 'row', money } },
      { id: 'E18', pool, bucket: 'prepay', creditedFen: fen(amountFen) },
    );
  }

  spend(client: number, day: string, amountFen: number): Promise<number> {
    const source = { kind: 'pc' } as const;
    return this.post(day, {
      id: 'E30',
      pool: poolOf(client),
      bucket: 'prepay',
      source,
      amountFen: fen(amountFen),
    });
  }

  /** The month-end run of a month, previewed and booked. */
  run(month: string) {
    const { digest } = previewRun(this.connection, month, this.at.slice(0, 10));
    return commitRun(this.connection, this.caller(), { month, digest });
  }

  /** Balance of a code on its normal side. */
  total(code: string): number {
    const sql = `SELECT coalesce(sum(b.debits_posted_fen - b.credits_posted_fen), 0) * CASE c.side WHEN 'debit' THEN 1 ELSE -1 END
      FROM chart c LEFT JOIN account a ON a.code = c.code LEFT JOIN balance b ON b.account = a.id WHERE c.code = ?`;
    return (this.book.value(sql, code) as number) || 0;
  }
}
