import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClientView } from '../../../src/contract/clients.ts';
import { ACCOUNTS } from '../../../src/domain/accounting/chart.ts';
import { type ClientDelta, emptyClient } from '../../../src/domain/parties/client-book.ts';
import {
  type Balance,
  balanceGroups,
  MEANINGS,
  meaningOf,
} from '../../../src/ui/screens/clients/balances.ts';
import {
  type ClientLine,
  clientLines,
  nextSort,
  sortedLines,
  totalsOf,
} from '../../../src/ui/screens/clients/client-lines.ts';
import { rangeOf, readDay } from '../../../src/ui/screens/clients/days.ts';
import { changedRow, shownFields } from '../../../src/ui/screens/clients/history.ts';
import { changesOf } from '../../../src/ui/screens/clients/list-changes.ts';
import { cellFindings } from '../../../src/ui/screens/clients/plan-parts.tsx';

const clientOf = (code: string, name: string): ClientView => ({
  ...emptyClient(code),
  id: Number(code.slice(1)),
  archivedOn: null,
  name,
});

describe('days', () => {
  it.each([
    ['2026-5-8', '2026-05-08'],
    ['2026/05/08', '2026-05-08'],
    ['20260508', '2026-05-08'],
    ['2026年5月8日', '2026-05-08'],
    ['5-8', '2026-05-08'],
    ['５．８', '2026-05-08'],
    ['2026-02-29', null],
    ['31', null],
    ['', null],
  ])('“%s” is %s', (typed, day) => {
    expect(readDay(typed, '2026-11-20')).toBe(day);
  });

  it('ranges end where the calendar does', () => {
    expect(rangeOf('last_month', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(rangeOf('last_month', '2026-01-05')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(rangeOf('this_month', '2026-03-31')).toEqual({ from: '2026-03-01', to: '2026-03-31' });
    expect(rangeOf('this_year', '2026-03-31')).toEqual({ from: '2026-01-01', to: '2026-03-31' });
  });
});

describe('lines of the list', () => {
  const kinds = {
    spend: { unallocatedFen: 0, atPlatformFen: 0 },
  };
  const balance = (client: number, unallocatedFen: number, receivableFen: number) => ({
    client,
    name: '',
    opening: { unallocatedFen: 0, atPlatformFen: 0 },
    kinds: kinds as never,
    recharge: { paidFen: 0, creditedFen: 0 },
    closing: { unallocatedFen, atPlatformFen: 1 },
    receivableFen,
  });
  const found = ['C2 乙', 'C10 丙', 'C1 甲'].map(each => {
    const [code = '', name = ''] = each.split(' ');
    return { client: clientOf(code, name), hit: null };
  });
  const lines = clientLines(found, [balance(1, 100, 0), balance(10, 50, 7)], '2026-05-08');
  const codes = (sorted: readonly ClientLine[]) => sorted.map(({ client }) => client.code);

  it('carry the money of their client', () => {
    expect(lines.map(({ fundsFen }) => fundsFen)).toEqual([0, 51, 101]);
    expect(totalsOf(lines)).toEqual({ fundsFen: 152, receivableFen: 7 });
  });

  it('stand as found, by number in the code, or by money', () => {
    expect(codes(sortedLines(lines, null, 'zh'))).toEqual(['C2', 'C10', 'C1']);
    expect(codes(sortedLines(lines, { column: 'code', descending: false }, 'zh'))).toEqual([
      'C1',
      'C2',
      'C10',
    ]);
    expect(codes(sortedLines(lines, { column: 'fundsFen', descending: true }, 'zh'))).toEqual([
      'C1',
      'C10',
      'C2',
    ]);
  });

  it('turn round with the heading and come back', () => {
    const money = nextSort(null, 'fundsFen');
    expect(money).toEqual({ column: 'fundsFen', descending: true });
    expect(nextSort(nextSort(money, 'fundsFen'), 'fundsFen')).toBeNull();
    expect(nextSort(money, 'name')).toEqual({ column: 'name', descending: false });
  });
});

describe('balances by meaning', () => {
  const balances = fc.array(
    fc.record({
      account: fc.nat(),
      code: fc.constantFrom(...ACCOUNTS.map(({ code }) => code)),
      dims: fc.constant({}),
      dimNames: fc.constant({}),
      debitFen: fc.nat(10 ** 9),
      creditFen: fc.constant(0),
      pendingFen: fc.constantFrom(0, 0, 5),
    }),
  );

  it('leave none out that stands, and know every code of the chart', () => {
    fc.assert(
      fc.property(balances, all => {
        const groups = balanceGroups(all);
        const standing = all.filter(({ debitFen, pendingFen }) => debitFen !== 0 || pendingFen !== 0);
        expect(groups.flatMap(({ lines }) => lines)).toHaveLength(standing.length);
        for (const { meaning, lines } of groups)
          expect(lines.every(({ code }) => meaningOf(code) === meaning)).toBe(true);
      }),
    );
    expect(MEANINGS).toContain(meaningOf('2203.01'));
  });

  it('read a debt as positive and add up on its side', () => {
    const of = (code: string, debitFen: number, creditFen: number): Balance => ({
      account: 1,
      code,
      dims: {},
      dimNames: {},
      debitFen,
      creditFen,
      pendingFen: 0,
    });
    const [funds] = balanceGroups([of('2203.01', 0, 700), of('2203.02', 0, 300), of('2203.04', 50, 0)]);
    expect(funds).toMatchObject({ meaning: 'funds', sumFen: 950 });
    expect(funds!.lines.map(({ amountFen }) => amountFen)).toEqual([700, 300, -50]);
  });
});

describe('history', () => {
  const row = { id: 1, client: 1, manager: '林一', role: 'main', from_on: '2026-05-01', until_on: null };

  it('says all of a new row, and of a changed one what changed and which it is', () => {
    const added = { table: 'client_manager', before: null, after: row };
    expect(shownFields(added).map(({ name }) => name.split('.').at(-1))).toEqual([
      'manager',
      'role',
      'from_on',
    ]);
    expect(shownFields(added)[1]!.after).toEqual({ text: 'screens.clients.role.main', isCode: true });
    const ended = { table: 'client_manager', before: row, after: { ...row, until_on: '2026-05-31' } };
    expect(shownFields(ended)).toEqual([
      { name: 'screens.clients.column.until_on', before: null, after: { text: '2026-05-31', isCode: false } },
    ]);
    expect(changedRow(ended)).toBe('林一');
    expect(changedRow(added)).toBe('');
  });

  it('reads millionths as a percentage and hides what nobody reads', () => {
    const term = { id: 1, client: 1, from_on: null, front_rebate_ppm: 25_000, front_rebate_form: 'cash' };
    const [rate] = shownFields({ table: 'client_term', before: null, after: term });
    expect(rate!.after!.text).toBe('2.5%');
    const key = { table: 'subject', before: { search_key: 'a' }, after: { search_key: 'b' } };
    expect(shownFields(key)).toEqual([]);
  });
});

describe('a list held against the book', () => {
  it('says what a row changes', () => {
    const delta: ClientDelta = {
      code: 'C1',
      isNew: false,
      values: { name: '甲', creditDays: 30, terms: 'postpaid' },
      subjects: [],
      addAliases: [
        { kind: 'payer', name: '一' },
        { kind: 'payer', name: '二' },
      ],
      accounts: [],
      assistants: [],
    };
    expect(changesOf(delta).map(({ code, count }) => `${code.split('.').at(-1)} ${count}`)).toEqual([
      'name 1',
      'alias 2',
      'terms 1',
    ]);
  });

  it('shows the cell of every finding', () => {
    const finding = {
      severity: 'error' as const,
      code: 'clients.no_day',
      params: {},
      place: { column: '日期' },
    };
    const whole = { ...finding, place: {} };
    const refused = [
      {
        sheet: '一',
        row: 3,
        headings: ['名称', ' 日期 '],
        cells: ['甲', '十月'],
        findings: [finding, whole],
      },
    ];
    expect(cellFindings(refused).map(({ column, cell }) => [column, cell])).toEqual([
      ['日期', '十月'],
      ['', ''],
    ]);
  });
});
