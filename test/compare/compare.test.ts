import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as workbook from '@e965/xlsx';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMPARE_TABS, type CompareSummary } from '../../src/domain/compare.ts';
import type { RememberedPair } from '../../src/domain/settings.ts';
import type { Catalogue } from '../../src/domain/text.ts';
import { writeReport } from '../../src/services/compare/report.ts';
import {
  type Comparison,
  compareSides,
  findPair,
  formOf,
  guessChoice,
  headingsOf,
  originOf,
  readSide,
  runCompare,
  tabSource,
  withColumns,
} from '../../src/services/compare.ts';
import { statementOf } from './statements.ts';

const text = (language: string): Catalogue =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, `../../resources/text/${language}/compare.json`), 'utf8'),
  );

const counts = ({ tabs }: CompareSummary) => COMPARE_TABS.map(tab => tabs[tab].count);

const BOOK = '时间,类型,单号,平台账户ID,客户,版本,金额(元),资金性质,支付方式,备注';
const ORDERS =
  '订单ID,计划ID,下单时间,抖音号,视频/直播间,营销目标,优化目标,出价方式,投放时长,投放金额,实付金额,优惠券,追加金额,消耗,状态';

function orderId(at: number): string {
  return `73000${String(10_000_000_000_000 + at * 7_919)}`;
}

/** Thirty orders; the list holds a coupon on every fifth, the book what was paid and what was spent. */
function bookAndOrders(): [string, string] {
  const book = [BOOK];
  const orders = [ORDERS];
  for (let at = 0; at < 30; at++) {
    const day = `2026-05-${String(1 + (at % 28)).padStart(2, '0')}`;
    const ordered = 100 + at * 10;
    const coupon = at % 5 === 0 ? 20 : 0;
    const paid = `${ordered - coupon}.00`;
    const status = '投放完成';
    orders.push(
      `${orderId(at)},${orderId(at + 500)},${day} 10:00:00,dy1,视频,短视频推广,提升粉丝,按播放量,6小时,${ordered}.00,${paid},${coupon}.00,0.00,${paid},${status}`,
    );
    if (at === 7) continue;
    const booked = at === 9 ? '1.00' : paid;
    book.push(
      `${day} 10:00:00,下单,${orderId(at)},1715549287591331,甲,小店随心推,${booked},非赠款,账户余额,`,
    );
    book.push(`${day} 18:00:00,消耗,${orderId(at)},1715549287591331,甲,小店随心推,${at}.50,非赠款,,`);
  }
  return [book.join('\n'), orders.join('\n')];
}

describe('guessing what to compare', () => {
  test('the book against an order list: ids that meet, the amount that agrees, no party', async () => {
    const [book, orders] = bookAndOrders();
    const [left, right] = [
      await statementOf(book, '通用流水.csv'),
      await statementOf(orders, '随心推订单.csv'),
    ];
    const choice = guessChoice(left, right, null);
    expect(choice).toEqual({
      left: { key: '单号', amount: '金额(元)', date: '时间', party: null },
      right: { key: '订单ID', amount: '实付金额', date: '下单时间', party: null },
      windowDays: 3,
    });
    const { summary } = runCompare(left, right, choice);
    expect(counts(summary)).toEqual([28, 1, 0, 1, 29, 0]);
  });

  test('a bank against a channel: codes inside the memo, money seen from the other side', async () => {
    const bank = [
      '交易时间,借方发生额/元(支取),贷方发生额/元(收入),余额,币种,对方户名,对方账号,对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号',
    ];
    const channel = [
      '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号',
    ];
    for (let at = 0; at < 12; at++) {
      const code = `TX${String(202_605_000_000 + at * 37)}`;
      const day = String(10 + at);
      const amount = `${1_000 + at * 13}.50`;
      bank.push(
        `202605${day} 09:02:54,0,${amount},1.00,人民币元,财付通支付科技有限公司,2145203532467229,,202605${day},提现,提现 ${code},202605-${at}`,
      );
      channel.push(
        `\`2026-05-${day} 01:00:00,\`50302026${at},\`42002026${at},\`提现,\`提现,\`支出,\`${amount},\`1.00,\`16144,\`提现到银行卡,\`${code}`,
      );
      channel.push(
        `\`2026-05-${day} 08:00:00,\`50402026${at},\`43002026${at},\`交易,\`交易,\`收入,\`${at}.20,\`1.00,\`16144,\`推广,\`SK2026050${10 + at}`,
      );
    }
    const [left, right] = [
      await statementOf(bank.join('\n'), '建行.csv'),
      await statementOf(channel.join('\n'), '微信.csv'),
    ];
    const choice = guessChoice(left, right, null);
    expect([choice.left.key, choice.right.key]).toEqual(['@code:备注', '业务凭证号']);
    expect([choice.left.amount, choice.right.amount]).toEqual(['@signed', '@opposite']);
    const { summary } = runCompare(left, right, choice);
    expect(counts(summary)).toEqual([12, 0, 0, 12, 0, 0]);
    expect(summary.tabs.equal.difference).toBe('0.00');
    expect(summary.tabs.rightOnly.right).toBe('-68.40');
  });

  test('last month against today: the form says the key, the sign and the party', async () => {
    const [book] = bookAndOrders();
    const lines = book.split('\n');
    const again = [lines[0], ...lines.slice(3).reverse()].join('\n').replace('1.00,非赠款', '2.00,非赠款');
    const [left, right] = [await statementOf(book, '旧.csv'), await statementOf(again, '新.csv')];
    const choice = guessChoice(left, right, null, 5);
    const side = { key: '单号', amount: '@signed', date: '时间', party: '平台账户ID' };
    expect(choice).toMatchObject({ left: side, right: side, windowDays: 5 });
    expect(counts(runCompare(left, right, choice).summary)).toEqual([55, 1, 2, 0, 0, 0]);
  });

  test('a month out of the middle of a year is found although the ends of the files share nothing', async () => {
    const line = (at: number) =>
      `${orderId(at)},2026-${String(1 + Math.floor(at / 2_000)).padStart(2, '0')}-03,号${at % 50},${(at % 700) + 1}.00`;
    const numbers = Array.from({ length: 22_000 }, (_, at) => at);
    const year = ['订单编号,发生日期,店铺,实收', ...numbers.map(line)].join('\n');
    const month = ['订单编号,发生日期,店铺,实收', ...numbers.slice(9_000, 11_000).map(line)].join('\n');
    const [left, right] = [await statementOf(year), await statementOf(month)];
    const choice = guessChoice(left, right, null);
    expect(choice.left).toEqual({ key: '订单编号', amount: '实收', date: '发生日期', party: '店铺' });
    expect(counts(runCompare(left, right, choice).summary)).toEqual([2_000, 0, 20_000, 0, 0, 0]);
  });

  test('without common ids amount, day and party pair the rows; equal in all three is equal', async () => {
    const rows = (shift: number) =>
      Array.from({ length: 20 }, (_, at) => {
        const day = String(1 + at + (at === 4 ? shift : 0)).padStart(2, '0');
        return `2026-05-${day},店铺${at % 4},${100 + at * 7}.00`;
      });
    const [left, right] = [
      await statementOf(['日期,店铺,金额', ...rows(0)].join('\n')),
      await statementOf(['入账日期,店铺名称,收款金额', ...rows(2).reverse()].join('\n')),
    ];
    const choice = guessChoice(left, right, null);
    expect(choice.left).toEqual({ key: null, amount: '金额', date: '日期', party: '店铺' });
    expect(choice.right).toEqual({ key: null, amount: '收款金额', date: '入账日期', party: '店铺名称' });
    expect(counts(runCompare(left, right, choice).summary)).toEqual([19, 0, 0, 0, 0, 1]);
  });

  test('a remembered pair of the same forms wins; one whose columns are gone does not', async () => {
    const [book, orders] = bookAndOrders();
    const [left, right] = [await statementOf(book), await statementOf(orders)];
    const choice = { ...guessChoice(left, right, null), windowDays: 9 };
    const pair: RememberedPair = {
      id: '1',
      name: '随心推',
      left: formOf(left),
      right: formOf(right),
      choice,
      usedOn: '2026-06-01',
    };
    expect(findPair([{ ...pair, id: '0', usedOn: '2026-05-01' }, pair], left, right)?.id).toBe('1');
    expect(findPair([pair], right, left)).toBeNull();
    expect(guessChoice(left, right, pair).windowDays).toBe(9);
    const gone = { ...pair, choice: { ...choice, left: { ...choice.left, key: '没有这列' } } };
    expect(guessChoice(left, right, gone)).toEqual({ ...choice, windowDays: 3 });
  });

  test('columns named on the command line go over the guess, one name or left=right', async () => {
    const [book, orders] = bookAndOrders();
    const [left, right] = [await statementOf(book), await statementOf(orders)];
    const choice = withColumns(guessChoice(left, right, null), {
      key: '单号=订单ID',
      amount: '金额=投放金额',
      party: '',
    });
    expect([choice.left.key, choice.right.key, choice.right.amount]).toEqual(['单号', '订单ID', '投放金额']);
    expect(counts(runCompare(left, right, choice).summary)).toEqual([22, 7, 0, 1, 29, 0]);
    // A key that nobody would guess: what is left to guess goes with it.
    const byDay = guessChoice(left, right, null, 3, { key: '时间=下单时间', party: '' });
    expect([byDay.left, byDay.right.amount]).toEqual([
      { ...choice.left, key: '时间', amount: '金额(元)' },
      '实付金额',
    ]);
    const none = guessChoice(left, right, null, 3, { key: '' });
    expect([none.left.key, none.right.key]).toEqual([null, null]);
    expect(headingsOf(left)).toEqual([...BOOK.split(','), '@signed', '@absolute', '@opposite']);
  });
});

async function smallComparison(): Promise<Comparison> {
  const left = [
    '编号,日期,店铺,金额',
    'A1001,2026-05-01,甲,10.00',
    'A1002,2026-05-02,甲,20.00',
    'A1003,2026-05-03,乙,30.00',
  ];
  const right = [
    '编号,日期,店铺,金额',
    'A1002,2026-05-02,甲,25.00',
    'A1001,2026-05-01,乙,10.00',
    'B2001,2026-05-04,乙,30.00',
    'A1001,2026-05-01,甲,=2+3',
  ];
  const [l, r] = [
    await statementOf(left.join('\n'), '左.csv'),
    await statementOf(right.join('\n'), '右.csv'),
  ];
  const side = { key: '编号', amount: '金额', date: '日期', party: '店铺' };
  const choice = { left: side, right: side, windowDays: 3 };
  return compareSides(l, r, choice, readSide(l, choice.left), readSide(r, choice.right));
}

describe('a finished comparison', () => {
  test('sums up what stands where and what speaks against equal rows', async () => {
    const { summary } = await smallComparison();
    expect(summary.tabs.differing).toEqual({ count: 1, left: '20.00', right: '25.00', difference: '5.00' });
    expect(summary.tabs.fuzzy).toEqual({ count: 1, left: '30.00', right: '30.00', difference: '0.00' });
    expect([summary.left, summary.right]).toEqual([
      { file: '左.csv', rows: 3, sum: '60.00' },
      { file: '右.csv', rows: 4, sum: '65.00' },
    ]);
    expect(summary.findings.map(({ code, params }) => [code, params.count, params.file])).toEqual([
      ['compare.amount_unreadable', 1, '右.csv'],
      ['compare.equal_other_party', 1, undefined],
    ]);
  });

  test('leads from a row to its lines in both files', async () => {
    const comparison = await smallComparison();
    expect(originOf(comparison, 'differing', 0)).toEqual({
      left: { file: '左.csv', sheet: '', sheetIndex: 0, record: 2, line: 3 },
      right: { file: '右.csv', sheet: '', sheetIndex: 0, record: 1, line: 2 },
    });
    expect(originOf(comparison, 'duplicates', 0)).toMatchObject({ left: null, right: { line: 5 } });
  });

  test('crosses a thread boundary as it is', async () => {
    const comparison = await smallComparison();
    const copy = structuredClone(comparison);
    expect(tabSource(copy, 'fuzzy').value(0, 'rightLine')).toBe(4);
    expect(copy.leftSide.amountE5.buffer).toBeInstanceOf(SharedArrayBuffer);
  });
});

describe('the report', () => {
  async function sheets(equalRows: boolean, language: string): Promise<Record<string, unknown[][]>> {
    const folder = mkdtempSync(join(tmpdir(), 'report-'));
    try {
      const path = join(folder, 'report.xlsx');
      await writeReport(path, await smallComparison(), text(language), { equalRows });
      const book = workbook.read(readFileSync(path));
      return Object.fromEntries(
        book.SheetNames.map(name => [name, workbook.utils.sheet_to_json(book.Sheets[name]!, { header: 1 })]),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test('proves in its summary that the tabs add up to the files', async () => {
    const { 对账汇总: summary } = await sheets(false, 'zh');
    const from = summary!.findIndex(row => row[0] === '项目');
    expect(summary!.slice(from + 1)).toEqual([
      ['相符', 1, 1, 10, 10, 0],
      ['金额或日期不同', 1, 1, 20, 25, 5],
      ['仅左方有', 0, 0, 0, 0, 0],
      ['仅右方有', 0, 0, 0, 0, 0],
      ['重复多出', 0, 1, 0, 0, 0],
      ['疑似同一笔', 1, 1, 30, 30, 0],
      ['文件合计', 3, 4, 60, 65, 5],
      ['核对：各项行数与金额相加，与两个文件的合计一致'],
    ]);
    const said = summary!.slice(0, from).flat().join('\n');
    expect(said).toContain('相符的 1 行只列合计');
    expect(said).toContain('右.csv：「金额」列有 1 个金额读不出');
  });

  test('lists each tab with both values, evidence and lines; equal rows only when asked for', async () => {
    const brief = await sheets(false, 'zh');
    expect(Object.keys(brief)).toEqual([
      '对账汇总',
      '金额或日期不同',
      '仅左方有',
      '仅右方有',
      '重复多出',
      '疑似同一笔',
    ]);
    const [heading, row, total] = brief.金额或日期不同!;
    expect(heading).toHaveLength(12);
    expect(row!.slice(0, 4)).toEqual(['A1002', 20, 25, 5]);
    expect(row!.slice(9)).toEqual(['单号相同，金额不同', 3, 2]);
    expect(total!.slice(0, 4)).toEqual(['合计', 20, 25, 5]);
    const full = await sheets(true, 'en');
    expect(Object.keys(full)).toContain('Equal');
    expect(full.Equal![1]!.slice(0, 4)).toEqual(['A1001', 10, 10, 0]);
  });
});

test('every evidence and every finding has its sentence in both languages', async () => {
  const [zh, en] = [text('zh'), text('en')];
  const cell = fc.record({
    key: fc.constantFrom('', 'A1001', 'A1002', 'A1003', '1.2E+18'),
    day: fc.constantFrom('2026-05-01', '2026-05-02', '2026-05-20', '', '昨天'),
    party: fc.constantFrom('甲', '乙', ''),
    amount: fc.constantFrom('1.00', '2.00', '', '一元'),
  });
  const table = (rows: { key: string; day: string; party: string; amount: string }[]) =>
    [
      '编号,日期,店铺,金额',
      'A1999,2026-05-01,甲,9.00',
      ...rows.map(row => Object.values(row).join(',')),
    ].join('\n');
  const part = (heading: string) => fc.constantFrom(heading, heading, null);
  const side = fc.record({
    key: part('编号'),
    amount: fc.constant('金额'),
    date: part('日期'),
    party: part('店铺'),
  });
  const rows = fc.array(cell, { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(rows, rows, side, async (left, right, chosen) => {
      const choice = { left: chosen, right: chosen, windowDays: 2 };
      const comparison = runCompare(await statementOf(table(left)), await statementOf(table(right)), choice);
      const codes = comparison.summary.findings.map(({ code }) => code);
      for (const tab of COMPARE_TABS) {
        const source = tabSource(comparison, tab);
        for (let row = 0; row < source.count; row++)
          codes.push(`compare.evidence.${source.value(row, 'evidence')}`);
      }
      for (const code of codes)
        expect([code, zh[code] !== undefined, en[code] !== undefined]).toEqual([code, true, true]);
    }),
    { numRuns: 100 },
  );
});
