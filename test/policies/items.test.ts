import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '../../src/domain/refusal.ts';
import { verify } from '../../src/ledger/verify/index.ts';
import { applyRebate, confirmRebate, keepPolicy, undoRebate } from '../../src/services/policies.ts';
import { openRebateItems } from '../../src/store/rebate-items.ts';
import { MEDIA, PolicyBook, poolOf } from './book.ts';

let book: PolicyBook;
beforeEach(async () => {
  book = await PolicyBook.make();
  await book.stock(2, 100_000_00);
  await book.spend(2, '2026-02-10', 20_000_00);
  await book.spend(2, '2026-03-10', 30_000_00);
  await keepPolicy(book.connection, book.caller(), { terms: MEDIA });
  await book.run('2026-02');
  await book.run('2026-03');
});
afterEach(() => {
  expect(verify(book.connection)).toMatchObject({ ok: true, findings: [] });
  book.book.remove();
});

const confirm = (wanted: { period: string; no: string; confirmedFen: number; items?: number[] }) =>
  confirmRebate(book.connection, book.caller(), {
    ...{ policy: 1, on: '2026-04-10', baseFen: null, note: '' },
    ...wanted,
  });
const use = (statement: number, facts: Parameters<typeof applyRebate>[2]['facts'], items?: number[]) =>
  applyRebate(book.connection, book.caller(), {
    ...{ statement, on: '2026-04-11', note: '', facts },
    ...(items ? { items } : {}),
  });
const open = (of: 'accrued' | 'confirmed') =>
  openRebateItems(book.connection)
    .filter(each => each.of === of)
    .map(({ id, caseNo, openFen }) => ({ id, caseNo, openFen }));
const codeOf = (act: () => Promise<unknown>) =>
  act().then(
    () => 'done',
    error => (error instanceof Refusal ? error.code : String(error)),
  );

describe('the open items that a platform rebate clears', () => {
  it('E52 clears the oldest accrual where nobody chooses', async () => {
    expect(open('accrued').map(({ openFen }) => openFen)).toEqual([1_000_00, 1_500_00]);
    await confirm({ period: '2026-03', no: 'PT-3', confirmedFen: 1_500_00 });
    expect(open('accrued').map(({ caseNo, openFen }) => [caseNo, openFen])).toEqual([
      ['FD-1-2026-03', 1_000_00],
    ]);
  });

  it('E52 clears the chosen accrual first and the rest from the oldest; a difference goes to the rebate', async () => {
    const [feb, mar] = open('accrued');
    await confirm({ period: '2026-03', no: 'PT-3', confirmedFen: 1_400_00, items: [mar!.id] });
    expect(open('accrued')).toEqual([feb]);
    expect([book.total('1221.04'), book.total('6401.02')]).toEqual([1_400_00, 2_400_00]);
    const unknown = () =>
      confirm({ period: '2026-02', no: 'PT-2', confirmedFen: 1_000_00, items: [mar!.id] });
    expect(await codeOf(unknown)).toBe('rebates.item_unknown');
    await confirm({ period: '2026-02', no: 'PT-2', confirmedFen: 1_200_00, items: [feb!.id] });
    expect([book.total('1221.05'), book.total('1221.04')]).toEqual([0, 2_600_00]);
  });

  it('E53 uses the chosen confirmation; what it does not cover comes from the oldest, and undoing gives it back', async () => {
    await confirm({ period: '2026-02', no: 'PT-2', confirmedFen: 1_000_00 });
    const { statement } = await confirm({ period: '2026-03', no: 'PT-3', confirmedFen: 1_500_00 });
    const [feb, mar] = open('confirmed');
    await use(statement, { use: 'withdrawn', amountFen: 400_00, money: 1 }, [mar!.id]);
    expect(open('confirmed').map(({ openFen }) => openFen)).toEqual([1_000_00, 1_100_00]);
    const pool = poolOf(2).pool;
    const spent = { use: 'pool', amountFen: 1_100_00, pool, given: 'free' } as const;
    const { use: made } = await use(statement, spent, [feb!.id]);
    expect(open('confirmed')).toEqual([{ ...mar!, openFen: 1_000_00 }]);
    await undoRebate(book.connection, book.caller(), { of: 'use', id: made, reason: '选错' });
    expect(open('confirmed').map(({ openFen }) => openFen)).toEqual([1_000_00, 1_100_00]);
    await use(statement, { use: 'not_payable', amountFen: 1_050_00, frontFen: 1_020_00 }, [feb!.id, mar!.id]);
    expect(open('confirmed').map(({ openFen }) => openFen)).toEqual([1_050_00]);
    expect(book.book.value("SELECT sum(amount_fen) FROM ticket WHERE reason = 'REBATE_DIFF'")).toBe(30_00);
  });

  it('E53 a use that clears no item, or cannot be divided, says so', async () => {
    await confirm({ period: '2026-02', no: 'PT-2', confirmedFen: 1_000_00 });
    const { statement } = await confirm({ period: '2026-03', no: 'PT-3', confirmedFen: 1_500_00 });
    const [feb] = open('confirmed');
    const pool = poolOf(2).pool;
    const recharge = { use: 'offset_recharge', amountFen: 1_00, creditedFen: 1_00, pool } as const;
    expect(await codeOf(() => use(statement, recharge, [feb!.id]))).toBe('rebates.item_use');
    const grant = { use: 'in_kind', pool, bucket: 'grant', lotNo: 'HF-1', grantFen: 1_00 } as const;
    expect(await codeOf(() => use(statement, { ...grant, amountFen: 1_200_00 }, [feb!.id]))).toBe(
      'rebates.item_short',
    );
    await use(statement, { ...grant, amountFen: 900_00 }, [feb!.id]);
    expect(open('confirmed').map(({ openFen }) => openFen)).toEqual([100_00, 1_500_00]);
  });
});
