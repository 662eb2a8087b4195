import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AccountRef } from '../../src/domain/accounting/types.ts';
import type { Fen } from '../../src/domain/money.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { command } from '../../src/ledger/command.ts';
import { setPeriod } from '../../src/ledger/periods.ts';
import { hold, post, setAllowance, settle, voidHold } from '../../src/ledger/post.ts';
import { reverse } from '../../src/ledger/reverse.ts';
import { verify } from '../../src/ledger/verify/index.ts';
import {
  advance,
  available,
  bank,
  CLIENTS,
  free,
  head,
  leg,
  onOrder,
  POOLS,
  TestBook,
  unclaimed,
} from './book.ts';
import { Model, type ModelLeg } from './model.ts';

const COMMANDS = 10_000;
const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04'];
const each = (count: number, make: (n: number) => AccountRef) =>
  Array.from({ length: count }, (_, n) => make(n + 1));
const BOOK: AccountRef[] = [
  bank,
  unclaimed,
  ...each(CLIENTS, free),
  ...each(CLIENTS, client => ({ code: '2203.02', client })),
  ...each(CLIENTS, advance),
  ...each(POOLS, available),
  ...each(POOLS, onOrder),
  { code: '3001' },
];
const MEMO: AccountRef[] = [...each(POOLS, pool => ({ code: '9001', pool })), { code: '9999' }];
/** Weights of the acts: mostly work, now and then a month is closed or a key is used again. */
const ACTS = [
  ...Array<'post'>(12).fill('post'),
  ...Array<'hold'>(5).fill('hold'),
  ...Array<'settle'>(5).fill('settle'),
  ...Array<'void'>(2).fill('void'),
  ...Array<'reverse'>(4).fill('reverse'),
  'fund',
  'fund',
  'fund',
  'again',
  'conflict',
  'month',
  'clientMonth',
  'allow',
] as const;

type Act = (typeof ACTS)[number];

/** Drives the ledger and the model side by side. */
class Run {
  readonly book: TestBook;
  readonly model = new Model();
  readonly codes = new Map<string, number>();
  /** Store ids by the model's indices. */
  private readonly batchIds: number[] = [];
  private readonly holdIds: number[] = [];
  private state: number;
  private calls: { input: unknown; answer: unknown; key: string }[] = [];

  constructor(book: TestBook, seed: number) {
    this.book = book;
    this.state = seed;
    for (const month of MONTHS.slice(0, 3)) this.model.months.set(month, 'open');
  }

  async step(): Promise<void> {
    const act: Act = ACTS[this.pick(ACTS.length)]!;
    const legs = () => Array.from({ length: 1 + this.pick(4) }, () => this.leg());
    if (act === 'post' || act === 'hold')
      return this.compare(
        act,
        legs().map(one => ({ ...one, red: one.red && act === 'post' })),
      );
    if (act === 'fund') return this.compare('post', [this.funding()]);
    if (act === 'settle' || act === 'void') return this.takeHold(act);
    if (act === 'reverse') return this.reverse();
    if (act === 'month') return this.closeMonth();
    if (act === 'clientMonth') return this.closeClient();
    if (act === 'allow') return this.allow();
    return this.repeat(act === 'again');
  }

  private async compare(kind: 'post' | 'hold', legs: ModelLeg[]): Promise<void> {
    const expected = this.model.book(kind, legs);
    const batch = {
      ...head(legs[0]!.day),
      legs: legs.map(({ debit, credit, fen, day, red }) =>
        leg(debit, credit, fen, {
          effectiveOn: day,
          caseNo: `C${fen % 7}`,
          ...(red ? { red: true as const } : {}),
        }),
      ),
    };
    const answer = await this.expect(
      expected,
      kind,
      legs.map(({ fen }) => fen),
      tx => (kind === 'post' ? { ...post(tx, batch), holds: [] as number[] } : hold(tx, batch)),
    );
    if (!answer) return;
    this.batchIds.push(answer.batch);
    this.holdIds.push(...answer.holds);
  }

  private async takeHold(kind: 'settle' | 'void'): Promise<void> {
    const index = this.pick(this.holdIds.length + 1);
    const open = this.model.holds[index]?.open ?? 0;
    const fen = this.pick(8) === 0 ? open + 1 : 1 + this.pick(Math.max(1, open));
    const day = this.day();
    const expected = this.model.take(kind, index, fen, day);
    const act = kind === 'settle' ? settle : voidHold;
    const answer = await this.expect(expected, kind, [index, fen], tx =>
      act(tx, head(day), this.holdIds[index] ?? 999_999, fen as Fen),
    );
    if (answer) this.batchIds.push(answer.batch);
  }

  private async reverse(): Promise<void> {
    // Mostly what was done lately: older batches are reversed or built upon already.
    const back = this.pick(this.pick(2) === 0 ? 10 : this.batchIds.length + 1);
    const index = Math.max(0, this.batchIds.length - back);
    const day = this.day();
    const expected = this.model.reverse(index, day);
    const answer = await this.expect(expected, 'reverse', [index], tx =>
      reverse(tx, this.batchIds[index] ?? 999_999, head(day)),
    );
    if (answer) this.batchIds.push(answer.batch);
  }

  private async closeMonth(): Promise<void> {
    const month = MONTHS[this.pick(MONTHS.length)]!;
    const state = this.pick(3) === 0 ? 'closed' : 'open';
    this.model.months.set(month, state);
    await this.book.run('period', tx => setPeriod(tx, month, state));
  }

  private async closeClient(): Promise<void> {
    const client = 1 + this.pick(CLIENTS);
    const month = MONTHS[this.pick(3)]!;
    // A client's pools are locked with it, so that few months are closed at a time.
    const isClosed = this.pick(6) === 0;
    if (isClosed) this.model.clientMonths.add(`${month}/${client}`);
    else this.model.clientMonths.delete(`${month}/${client}`);
    await this.book.run('period', tx => setPeriod(tx, month, isClosed ? 'closed' : 'open', client));
  }

  private async allow(): Promise<void> {
    const ref = this.ref(BOOK);
    const sums = this.model.sums(ref);
    const allowance = this.pick(2) * 5_000;
    const isUsed = this.model.room({ ...sums, allowance }) < 0;
    const expected = isUsed ? 'ledger.allowance_used' : null;
    if (!expected) sums.allowance = allowance;
    await this.expect(expected, 'allow', [allowance], tx => setAllowance(tx, ref, allowance as Fen) ?? null);
  }

  /** The same key: with the same input it answers what was answered, with another one it refuses; nothing happens. */
  private async repeat(isSame: boolean): Promise<void> {
    const known = this.calls[this.pick(this.calls.length)];
    if (!known) return;
    const call = { ...this.book.call('act', isSame ? known.input : ['other']), key: known.key };
    const work = () => {
      throw new Error('ran twice');
    };
    const run = command(this.book.connection, call, work);
    if (isSame) expect(await run).toEqual(known.answer);
    else await expect(run).rejects.toMatchObject({ code: 'ledger.key_conflict' });
  }

  private async expect<Answer>(
    expected: string | null,
    kind: string,
    detail: unknown,
    work: Parameters<typeof command<Answer>>[2],
  ): Promise<Answer | null> {
    const input = [kind, detail];
    const call = this.book.call('act', input);
    try {
      const answer = await command(this.book.connection, call, work);
      expect(expected, `${kind} should be refused`).toBeNull();
      if (this.calls.length < 200) this.calls.push({ input, answer, key: call.key });
      return answer;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect(error.code, JSON.stringify([kind, detail, error.params])).toBe(expected);
      this.codes.set(error.code, (this.codes.get(error.code) ?? 0) + 1);
      return null;
    }
  }

  /** Kept balances against the model's, account by account. */
  compareBalances(): void {
    const sql = `SELECT a.key, b.debits_posted_fen, b.credits_posted_fen, b.debits_pending_fen, b.credits_pending_fen
      FROM balance b JOIN account a ON a.id = b.account ORDER BY a.key`;
    const isUsed = (sums: unknown[]) => sums.slice(1).some(fen => fen !== 0);
    const kept = (this.book.connection.prepareRaw(sql).all() as unknown[][]).filter(isUsed);
    const naive = [...this.model.accounts]
      .map(([key, { debits, credits, debitsPending, creditsPending }]) => [
        key,
        debits,
        credits,
        debitsPending,
        creditsPending,
      ])
      .filter(isUsed)
      .sort(([a], [b]) => (a! < b! ? -1 : 1));
    expect(kept).toEqual(naive);
  }

  private leg(): ModelLeg {
    const accounts = this.pick(8) === 0 ? MEMO : BOOK;
    const debit = this.ref(accounts);
    const others = accounts.filter(ref => ref !== debit);
    const fen = 1 + this.pick(this.pick(5) === 0 ? 40_000 : 900);
    return { debit, credit: this.ref(others), fen, day: this.day(), red: this.pick(9) === 0 };
  }

  private funding(): ModelLeg {
    const to = free(1 + this.pick(CLIENTS));
    return { debit: bank, credit: to, fen: 1 + this.pick(50_000), day: this.day(), red: false };
  }

  private day(): string {
    return `${MONTHS[Math.min(this.pick(24), 22) % 4 === 3 ? this.pick(4) : this.pick(3)]}-${String(1 + this.pick(28)).padStart(2, '0')}`;
  }

  private ref(accounts: readonly AccountRef[]): AccountRef {
    return accounts[this.pick(accounts.length)]!;
  }

  /** The next whole number below a bound, from the seed. */
  private pick(below: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }
}

it('10,000 commands answer and leave what a naive model says', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.noShrink(fc.integer()), async seed => {
      const book = await TestBook.make();
      try {
        const run = new Run(book, seed);
        for (let at = 0; at < COMMANDS; at += 1) {
          await run.step();
          if (at % 250 === 0) run.compareBalances();
        }
        run.compareBalances();
        const verdict = verify(book.connection);
        expect(verdict.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        // A history that never met a refusal would prove little.
        const met = [
          'not_enough',
          'period_closed',
          'client_period_closed',
          'hold_exceeded',
          'already_reversed',
        ];
        for (const code of met) expect(run.codes.get(`ledger.${code}`) ?? 0, code).toBeGreaterThan(5);
        expect(verdict.transfers).toBeGreaterThan(COMMANDS / 4);
      } finally {
        book.remove();
      }
    }),
    { numRuns: 1 },
  );
});
