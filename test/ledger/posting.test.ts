import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fen } from '../../src/domain/money.ts';
import { accountsOf } from '../../src/ledger/accounts.ts';
import { BatchWriter } from '../../src/ledger/batch.ts';
import { command } from '../../src/ledger/command.ts';
import { setPeriod } from '../../src/ledger/periods.ts';
import { hold, post, setAllowance, settle, voidHold } from '../../src/ledger/post.ts';
import { reverse, reverseTransfers } from '../../src/ledger/reverse.ts';
import { verify } from '../../src/ledger/verify/index.ts';
import {
  advance,
  available,
  bank,
  free,
  head,
  leg,
  onOrder,
  refusalOf,
  TestBook,
  unclaimed,
} from './book.ts';

let book: TestBook;
beforeEach(async () => {
  book = await TestBook.make();
});
afterEach(() => {
  expect(verify(book.connection).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  book.remove();
});

const balances = (...refs: Parameters<ReturnType<typeof accountsOf>['of']>[0][]) =>
  book.run('look', tx => refs.map(ref => accountsOf(tx).of(ref)));
const receipt = (fen: number, client = 1) =>
  book.run('receipt', tx =>
    post(tx, { ...head(), legs: [leg(bank, unclaimed, fen), leg(unclaimed, free(client), fen)] }),
  );
const fen = (amount: number) => amount as Fen;

describe('posting', () => {
  it('moves balances, month sums and the log in one command', async () => {
    const { batch, transfers } = await receipt(12_345);
    expect(transfers).toBe(2);
    expect(await balances(bank, unclaimed, free(1), free(2))).toEqual([12_345, 0, 12_345, 0]);
    expect(book.value('SELECT count(*) FROM month_sum WHERE month = ?', '2026-02')).toBe(3);
    expect(book.value('SELECT log_seq FROM batch WHERE id = ?', batch)).toBe(3);
  });

  it('refuses an intent beyond the balance, by name and with the room, and leaves nothing', async () => {
    await receipt(1_000);
    const before = book.value('SELECT count(*) FROM log');
    const refusal = await refusalOf(() =>
      book.run('pay', tx => post(tx, { ...head(), legs: [leg(free(1), bank, 1_001)] })),
    );
    expect(refusal.code).toBe('ledger.not_enough');
    expect(refusal.params).toMatchObject({
      account: '2203.01;client=1',
      roomFen: 1_000,
      askedFen: 1_001,
      room: '10.00',
    });
    expect(book.value('SELECT count(*) FROM log')).toBe(before);
    expect(book.value('SELECT count(*) FROM transfer')).toBe(2);
  });

  it('counts what is netted inside a batch only once', async () => {
    await receipt(1_000);
    await book.run('move', tx =>
      post(tx, { ...head(), legs: [leg(free(1), free(2), 1_500), leg(free(2), free(1), 700)] }),
    );
    expect(await balances(free(1), free(2))).toEqual([200, 800]);
  });

  it('lets an allowance be used up to the fen', async () => {
    await book.run('allow', tx => setAllowance(tx, free(1), fen(500)));
    await book.run('pay', tx => post(tx, { ...head(), legs: [leg(free(1), bank, 500)] }));
    const refusal = await refusalOf(() =>
      book.run('pay', tx => post(tx, { ...head(), legs: [leg(free(1), bank, 1)] })),
    );
    expect(refusal.code).toBe('ledger.not_enough');
    const lowered = await refusalOf(() => book.run('allow', tx => setAllowance(tx, free(1), fen(400))));
    expect(lowered.code).toBe('ledger.allowance_used');
    await book.run('allow', tx => setAllowance(tx, free(1), fen(600)));
  });

  it.each([
    ['memo joined with book', leg({ code: '9001', pool: 1 }, free(1), 1), 'accounting.memo_joins_book'],
    ['one account twice', leg(free(1), free(1), 1), 'accounting.same_account'],
    ['no amount', leg(bank, unclaimed, 0), 'accounting.amount_invalid'],
    ['a part of a fen', leg(bank, unclaimed, 1.5), 'accounting.amount_invalid'],
    ['too much', leg(bank, unclaimed, 10_000_000_000_001), 'accounting.amount_invalid'],
    ['a dimension missing', leg({ code: '1002' }, unclaimed, 1), 'accounting.dim_missing'],
    ['a case missing', leg({ code: '1002.90', money: 1 }, unclaimed, 1), 'accounting.dim_missing'],
    ['a month not opened', leg(bank, unclaimed, 1, { effectiveOn: '2026-04-01' }), 'ledger.period_closed'],
    ['no day', leg(bank, unclaimed, 1, { effectiveOn: '2026-02-30' }), 'ledger.day_invalid'],
    ['an unknown item', leg(advance(1), free(1), 1, { item: 77 }), 'ledger.item_mismatch'],
  ])('refuses %s', async (_, wrong, code) => {
    const refusal = await refusalOf(() => book.run('wrong', tx => post(tx, { ...head(), legs: [wrong] })));
    expect(refusal.code).toBe(code);
  });

  it('answers balances of a batch that is still being written', async () => {
    await receipt(1_000);
    await book.run('orders', tx => {
      const accounts = accountsOf(tx);
      const writer = new BatchWriter(tx, head());
      writer.add(leg(available(1), bank, 900));
      expect(accounts.of(available(1))).toBe(900);
      writer.add(leg(onOrder(1), available(1), 300, { caseNo: 'A1' }));
      writer.add(leg(onOrder(1), available(1), 100, { caseNo: 'A2' }));
      expect(accounts.ofCase(onOrder(1), 'A1')).toBe(300);
      writer.add(leg(available(1), onOrder(1), 50, { caseNo: 'A1' }));
      expect(accounts.ofCase(onOrder(1), 'A1')).toBe(250);
      expect(accounts.sum('1123.04', { pool: 1 })).toBe(350);
      expect(accounts.sum('1123.04', { pool: 2 })).toBe(0);
      writer.finish();
    });
    await book.run('later', tx => {
      expect(accountsOf(tx).ofCase(onOrder(1), 'A1')).toBe(250);
      expect(accountsOf(tx).sum('1123.03', {})).toBe(550);
    });
  });

  it('does not commit a batch that was begun and not finished', async () => {
    const half = book.run('half', tx => {
      new BatchWriter(tx, head()).add(leg(bank, unclaimed, 1));
    });
    await expect(half).rejects.toThrow('not finished');
    expect(book.value('SELECT count(*) FROM batch')).toBe(0);
  });

  it('stops between steps once it is cancelled, and leaves nothing', async () => {
    let looks = 0;
    const many = function* () {
      for (let n = 0; n < 30_000; n += 1) yield leg(bank, unclaimed, 1 + (n % 9));
    };
    const run = command(
      book.connection,
      book.call('many'),
      tx => post(tx, { ...head(), legs: many() }),
      () => {
        looks += 1;
        return looks === 2;
      },
    );
    expect((await refusalOf(() => run)).code).toBe('jobs.cancelled');
    expect(book.value('SELECT count(*) FROM transfer')).toBe(0);
  });
});

describe('months', () => {
  it('a closed month takes nothing, of anyone', async () => {
    await book.run('close', tx => setPeriod(tx, '2026-02', 'closed'));
    expect((await refusalOf(() => receipt(1))).params).toMatchObject({ month: '2026-02' });
    const past = () =>
      book.connection.guard(() =>
        book.connection.exec(`INSERT INTO transfer (batch, leg, kind, debit, credit, amount_fen, effective_on, event)
          VALUES (1, 1, 'post', 1, 2, 1, '2026-02-01', 'E59')`),
      );
    expect((await refusalOf(past)).code).toBe('ledger.period_closed');
    await book.run('reopen', tx => setPeriod(tx, '2026-02', 'open'));
    await receipt(1);
  });

  it("a client's closed month takes nothing of that client", async () => {
    await book.run('close', tx => setPeriod(tx, '2026-02', 'closed', 1));
    expect((await refusalOf(() => receipt(1))).code).toBe('ledger.client_period_closed');
    await receipt(1, 2);
    const client = book.value("SELECT id FROM account WHERE key = '2203.01;client=2'") as number;
    await receipt(1, 3);
    const past = (id: number) => () =>
      book.connection.guard(() =>
        book.connection.exec(`INSERT INTO transfer (batch, leg, kind, debit, credit, amount_fen, effective_on, event)
          VALUES (1, 99, 'post', ${id}, 999, 1, '2026-02-01', 'E59')`),
      );
    await book.run('close', tx => setPeriod(tx, '2026-02', 'closed', 2));
    expect((await refusalOf(past(client))).code).toBe('ledger.period_closed');
  });
});

describe('holds', () => {
  it('count against the room, settle in parts and give the rest free', async () => {
    await receipt(1_000);
    const { holds } = await book.run('hold', tx => hold(tx, { ...head(), legs: [leg(free(1), bank, 800)] }));
    expect(await balances(free(1))).toEqual([1_000]);
    const over = await refusalOf(() =>
      book.run('pay', tx => post(tx, { ...head(), legs: [leg(free(1), bank, 201)] })),
    );
    expect(over.params).toMatchObject({ roomFen: 200 });
    await book.run('settle', tx => settle(tx, head(), holds[0]!, fen(500)));
    expect(await balances(free(1), bank)).toEqual([500, 500]);
    const more = await refusalOf(() => book.run('settle', tx => settle(tx, head(), holds[0]!, fen(301))));
    expect(more.code).toBe('ledger.hold_exceeded');
    await book.run('void', tx => voidHold(tx, head(), holds[0]!, fen(300)));
    await book.run('pay', tx => post(tx, { ...head(), legs: [leg(free(1), bank, 500)] }));
    expect(await balances(free(1))).toEqual([0]);
  });

  it('a settlement is never refused by the guard that the hold passed', async () => {
    await receipt(1_000);
    const { holds } = await book.run('hold', tx =>
      hold(tx, { ...head(), legs: [leg(free(1), bank, 1_000)] }),
    );
    await book.run('settle', tx => settle(tx, head(), holds[0]!, fen(1_000)));
    expect(await balances(free(1))).toEqual([0]);
  });

  it('refuses an unknown hold', async () => {
    const refusal = await refusalOf(() => book.run('settle', tx => settle(tx, head(), 9, fen(1))));
    expect(refusal.code).toBe('ledger.hold_unknown');
  });
});

describe('reversal', () => {
  it('is red: turnover falls instead of growing on the other side', async () => {
    const { batch } = await receipt(1_000);
    await book.run('undo', tx => reverse(tx, batch, head('2026-03-02')));
    expect(await balances(bank, free(1))).toEqual([0, 0]);
    const sums = book.connection
      .prepareRaw('SELECT month, debits_fen, credits_fen FROM month_sum WHERE account = 1')
      .all();
    expect(sums).toEqual([
      ['2026-02', 1_000, 0],
      ['2026-03', -1_000, 0],
    ]);
  });

  it('happens once, is final, and refuses where later work stands on it', async () => {
    const { batch } = await receipt(1_000);
    const undo = (id: number) => book.run('undo', tx => reverse(tx, id, head()));
    const { batch: red } = await undo(batch);
    expect((await refusalOf(() => undo(batch))).code).toBe('ledger.already_reversed');
    expect((await refusalOf(() => undo(red))).code).toBe('ledger.reversal_final');
    expect((await refusalOf(() => undo(99))).code).toBe('ledger.batch_unknown');
    const { batch: second } = await receipt(500);
    await book.run('pay', tx => post(tx, { ...head(), legs: [leg(free(1), bank, 1)] }));
    expect((await refusalOf(() => undo(second))).code).toBe('ledger.not_enough');
  });

  it('of single transfers goes together with the corrected posting', async () => {
    const { batch } = await receipt(1_000);
    const ids = book.connection
      .prepareValue('SELECT id FROM transfer WHERE batch = ?')
      .all(batch) as number[];
    await book.run('correct', tx => {
      const writer = new BatchWriter(tx, head());
      reverseTransfers(tx, writer, [ids[1]!]);
      writer.add(leg(unclaimed, free(2), 1_000));
      writer.finish();
    });
    expect(await balances(free(1), free(2))).toEqual([0, 1_000]);
    const refusal = await refusalOf(() => book.run('undo', tx => reverse(tx, batch, head())));
    expect(refusal.code).toBe('ledger.later_work');
  });

  it('of a hold gives it free; a settled one refuses', async () => {
    await receipt(1_000);
    const reserve = () => book.run('hold', tx => hold(tx, { ...head(), legs: [leg(free(1), bank, 400)] }));
    const first = await reserve();
    await book.run('undo', tx => reverse(tx, first.batch, head()));
    expect(book.value('SELECT open_fen FROM hold WHERE id = 1')).toBe(0);
    const second = await reserve();
    await book.run('settle', tx => settle(tx, head(), second.holds[0]!, fen(1)));
    const refusal = await refusalOf(() => book.run('undo', tx => reverse(tx, second.batch, head())));
    expect(refusal.code).toBe('ledger.later_work');
  });
});

describe('open items', () => {
  const items = () =>
    book.connection.prepareRaw('SELECT due_on, open_fen FROM open_item ORDER BY id').all() as [
      string,
      number,
    ][];

  it('open on the normal side and clear the oldest due first', async () => {
    const give = (amount: number, dueOn: string) =>
      book.run('advance', tx => post(tx, { ...head(), legs: [leg(advance(1), free(1), amount, { dueOn })] }));
    await give(300, '2026-03-20');
    await give(200, '2026-03-10');
    const { batch, transfers } = await book.run('repay', tx =>
      post(tx, { ...head(), legs: [leg(bank, advance(1), 250)] }),
    );
    expect(transfers).toBe(2);
    expect(items()).toEqual([
      ['2026-03-20', 250],
      ['2026-03-10', 0],
    ]);
    await book.run('undo', tx => reverse(tx, batch, head()));
    expect(items()).toEqual([
      ['2026-03-20', 300],
      ['2026-03-10', 200],
    ]);
  });

  it('clear the one that a leg names', async () => {
    for (const amount of [300, 200])
      await book.run('advance', tx => post(tx, { ...head(), legs: [leg(advance(1), free(1), amount)] }));
    await book.run('repay', tx => post(tx, { ...head(), legs: [leg(bank, advance(1), 250, { item: 2 })] }));
    expect(items().map(([, open]) => open)).toEqual([300, -50]);
    await book.run('advance', tx => post(tx, { ...head(), legs: [leg(advance(1), free(1), 80)] }));
    expect(items().map(([, open]) => open)).toEqual([300, 0, 30]);
  });
});
