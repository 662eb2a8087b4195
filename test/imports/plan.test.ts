import { describe, expect, it } from 'vitest';
import { groupsOf } from '../../src/domain/imports/plan.ts';
import { BANK, BANK_NO_ID, FLOW, general, hash, ORDERS, Shelf, states, TEMPLATE, told } from './rows.ts';

describe('DOMAIN §4 identity: import again, overlap, correction', () => {
  it('knows every row of the same file again', () => {
    const shelf = new Shelf();
    const rows = [
      general('下单', '730001', '2026-05-01 11:59:56', 200),
      general('消耗', '730001', '2026-05-02 10:00:00', 150),
    ];
    expect(states(shelf.take(rows, TEMPLATE))).toEqual(['new', 'new']);
    expect(states(shelf.take(rows, TEMPLATE))).toEqual(['known', 'known']);
  });

  it('keeps rows of one order apart when an export holds only the later ones', () => {
    const shelf = new Shelf();
    const spends = [1, 2, 3].map(day => general('消耗', '730001', `2026-05-0${day} 10:00:00`, 100));
    shelf.take(spends, TEMPLATE);
    expect(states(shelf.take(spends.slice(1), TEMPLATE))).toEqual(['known', 'known']);
  });

  it('names a changed amount of the same moment as a correction, with the field', () => {
    const shelf = new Shelf();
    shelf.take([general('消耗', '730001', '2026-05-10 23:59:50', 405.72)], TEMPLATE);
    const [row] = shelf.take([general('消耗', '730001', '2026-05-10 23:59:50', 408.2)], TEMPLATE);
    expect(row).toMatchObject({ state: 'corrected', version: 2 });
    expect(row!.changes).toEqual([{ field: 'expense', from: '405.72', to: '408.20' }]);
  });

  it('never takes a correction back when the older export comes again', () => {
    const shelf = new Shelf();
    const before = general('消耗', '730001', '2026-05-10 23:59:50', 405.72);
    const after = general('消耗', '730001', '2026-05-10 23:59:50', 408.2);
    shelf.take([before], TEMPLATE);
    shelf.take([after], TEMPLATE);
    expect(states(shelf.take([before], TEMPLATE))).toEqual(['known imports.older_version']);
    expect(states(shelf.take([after], TEMPLATE))).toEqual(['known']);
  });

  it('does not book the very same row of a numbered list twice', () => {
    const twin = general('充值', 'CZ1', '2026-05-23 10:05:41', 8000);
    const shelf = new Shelf();
    expect(states(shelf.take([twin, twin], TEMPLATE))).toEqual(['new', 'known imports.same_row_in_file']);
    expect(states(shelf.take([twin, twin], TEMPLATE))).toEqual(['known', 'known imports.same_row_in_file']);
  });

  it('counts equal rows of a list without numbers, since nothing says that they are one', () => {
    const row = told({ time: '2026-05-23', yuan: 5, text: { memo: '手续费' } });
    const shelf = new Shelf();
    expect(states(shelf.take([row, row], BANK_NO_ID))).toEqual(['new', 'new']);
    expect(states(shelf.take([row, row, row], BANK_NO_ID))).toEqual(['known', 'known', 'new']);
  });

  it('takes an export without seconds for the same rows', () => {
    const shelf = new Shelf();
    shelf.take([general('收款', 'SK1', '2026-05-01 08:14:24', 28400)], TEMPLATE);
    expect(states(shelf.take([general('收款', 'SK1', '2026-05-01', 28400)], TEMPLATE))).toEqual(['known']);
  });

  it('books a top-up of the same day beside the placement', () => {
    const shelf = new Shelf();
    shelf.take([general('下单', '730001', '2026-05-01 11:59:56', 100)], TEMPLATE);
    expect(states(shelf.take([general('下单', '730001', '2026-05-01 17:33:00', 100)], TEMPLATE))).toEqual([
      'new',
    ]);
  });

  it('makes one version of an order of its list, whatever else changed', () => {
    const shelf = new Shelf();
    const order = (spent: string, status: string) =>
      told({
        time: '2026-05-16 10:00:00',
        direction: 'expense',
        yuan: 300,
        id: '7300010000001',
        text: { id: '7300010000001', spent, status },
      });
    shelf.take([order('--', '投放中')], ORDERS);
    const [row] = shelf.take([order('300.00', '投放完成')], ORDERS);
    expect(row!.state).toBe('corrected');
    expect(row!.changes.map(change => change.field).sort()).toEqual(['spent', 'status']);
    expect(states(shelf.take([order('300', '投放完成')], ORDERS))).toEqual(['known']);
  });

  it('corrects a day of an account by its day', () => {
    const shelf = new Shelf();
    const day = (yuan: number) =>
      told({ time: '2026-05-02', direction: 'expense', yuan, text: { spent: String(yuan) } });
    shelf.take([day(10)], FLOW);
    expect(shelf.take([day(12)], FLOW)[0]!.state).toBe('corrected');
  });

  it('keeps a bank row by its number though the running balance of the export differs', () => {
    const shelf = new Shelf();
    const row = told({ time: '2026-05-02 09:00:00', id: '202605-01', text: { id: '202605-01' } });
    shelf.take([row], BANK);
    row.row.balanceE5 = 99_00000;
    expect(states(shelf.take([row], BANK))).toEqual(['known']);
  });
});

describe('what is refused by name', () => {
  const shelf = new Shelf();
  it.each([
    ['imports.id_destroyed', general('下单', '7.30005E+18', '2026-05-01 10:57:45', 1500)],
    [
      'imports.id_destroyed',
      general('下单', '7300050000021768691', '2026-05-01 10:57:45', 1500, { account: '1.71555E+15' }),
    ],
    ['imports.not_cny', told({ time: '2026-05-01', currency: 'USD' })],
    ['imports.no_date', general('下单', '1', '', 5)],
  ])('%s', (code, row) => {
    if (row.row.time === '') row.row.time = null;
    const [planned] = shelf.plan([row], TEMPLATE);
    expect(planned).toMatchObject({ state: 'refused', reason: { code }, identity: null });
    expect(planned!.amountFen).toBeGreaterThan(0);
  });

  it('asks when one file says two things of one order', () => {
    const order = (spent: string) =>
      told({ time: '2026-05-16 10:00:00', direction: 'expense', id: '1', text: { id: '1', spent } });
    expect(states(shelf.plan([order('1'), order('2')], ORDERS))).toEqual([
      'new',
      'undecided imports.two_versions_in_file',
    ]);
  });

  it('asks the store for exactly the groups that a plan will look at', () => {
    const rows = [general('收款', 'SK1', '2026-05-01', 1), told({ time: '2026-05-01', id: null })];
    const taken = new Shelf();
    taken.take(rows, { ...TEMPLATE, hash });
    expect([...taken.rows.keys()].sort()).toEqual([...groupsOf(rows, TEMPLATE)].sort());
  });
});
