import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BalancePoint, checkContinuity } from '../../src/statements/continuity.ts';
import { codes, inspectText, lines, short } from './opened.ts';

const HEADER = '时间,类型,单号,平台账户ID,客户,版本,金额(元),资金性质,支付方式,备注';
const row = (day: string, kind: string, amount: string, rest = '非赠款,,') =>
  `${day},${kind},SK1,,青禾,,${amount},${rest}`;

describe('rows that cannot be read as they stand', () => {
  test('a bad amount is counted as a row and in no sum, with its place', async () => {
    const inspection = await inspectText(
      lines(
        HEADER,
        row('2026-05-01', '收款', '1O0.00'),
        row('2026-05-02', '收款', '0.123456'),
        row('2026-05-03', '收款', '5'),
      ),
    );
    expect(inspection).toMatchObject({ rows: 3, income: { count: 1, sum: '5.00' }, firstDate: '2026-05-01' });
    expect(inspection.findings).toMatchObject([
      {
        severity: 'error',
        code: 'statements.bad_amount',
        params: { value: '1O0.00' },
        place: { row: 2, column: '金额(元)' },
      },
      { code: 'statements.bad_amount', place: { row: 3 } },
    ]);
  });

  test('an impossible date keeps its money; no amount is unknown, not zero', async () => {
    const inspection = await inspectText(
      lines(
        HEADER,
        row('2026-02-30', '收款', '7.00'),
        row('2026-05-01', '收款', '--'),
        row('2026-05-02', '收款', ''),
      ),
    );
    expect(inspection).toMatchObject({ rows: 3, income: { count: 3, sum: '7.00' }, firstDate: '2026-05-01' });
    expect(inspection.findings).toMatchObject([
      { code: 'statements.bad_date', params: { value: '2026-02-30' } },
      { severity: 'info', code: 'statements.no_amount', params: { count: 2 }, place: { row: 3 } },
    ]);
  });

  test('more cells than headings are named, never shifted; a row that ends too early is named', async () => {
    const inspection = await inspectText(
      lines(
        HEADER,
        row('2026-05-01', '收款', '7.00', '非赠款,,备注,多出'),
        `${row('2026-05-01', '收款', '8')},`,
        '2026-05-02,收款,SK2',
      ),
    );
    expect(inspection).toMatchObject({ rows: 3, income: { count: 3, sum: '15.00' } });
    expect(codes(inspection).sort()).toEqual([
      'statements.no_amount',
      'statements.row_shifted',
      'statements.row_short',
    ]);
  });

  test('lines that are no data: blanks, one space, quotes, totals, notices, a header again', async () => {
    const inspection = await inspectText(
      lines(
        HEADER,
        '',
        ' ',
        '""',
        row('2026-05-01', '收款', '7.00'),
        ',,,,,,,,,',
        HEADER,
        '合计,,,,,,7.00,,,',
        '# 收入合计: 1笔',
        '以上内容仅供核对',
      ),
    );
    expect(inspection).toMatchObject({ rows: 1, income: { count: 1, sum: '7.00' } });
    expect(codes(inspection)).toEqual(['statements.notice_lines']);
  });

  test('a fault on every row names twenty places and the number', async () => {
    const rows = Array.from({ length: 50 }, () => row('2026-05-01', '收款', '坏'));
    const inspection = await inspectText(lines(HEADER, ...rows));
    expect(inspection.findings).toHaveLength(21);
    expect(inspection.findings.at(-1)).toMatchObject({
      code: 'statements.more_places',
      params: { count: 30, total: 50, code: 'statements.bad_amount' },
    });
  });

  test('a dead id is money all the same', async () => {
    const inspection = await inspectText(
      lines(HEADER, row('2026-05-01', '下单', '7.00').replace('SK1', '7.30005E+18')),
    );
    expect(short(inspection.neutral)).toBe('1/7.00');
    expect(codes(inspection)).toEqual(['statements.id_destroyed']);
  });

  test('rows outside the declared period are told once', async () => {
    const inspection = await inspectText(
      lines(
        '起始时间：[2026-05-01 00:00:00] 终止时间：[2026-05-31 23:59:59]',
        '交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注',
        '2026-04-30 23:59:59,消费,甲,,支出,¥1.00,零钱,支付成功,1,,',
        '2026-05-31 23:59:59,消费,甲,,支出,¥1.00,零钱,支付成功,2,,',
        '2026-06-01 00:00:00,消费,甲,,支出,¥1.00,零钱,支付成功,3,,',
      ),
    );
    expect(inspection.findings).toMatchObject([
      {
        severity: 'info',
        code: 'statements.outside_period',
        params: { count: 2, from: '2026-05-01', to: '2026-05-31' },
      },
    ]);
  });
});

/** A true running balance of whole amounts, oldest first. */
const flows = fc.array(
  fc.record({ net: fc.integer({ min: -500, max: 500 }), step: fc.integer({ min: 0, max: 2 }) }),
  {
    minLength: 1,
    maxLength: 30,
  },
);

function pointsOf(moves: { net: number; step: number }[], opening: number): BalancePoint[] {
  let balanceE5 = opening;
  let at = 0;
  return moves.map(({ net, step }, record) => {
    balanceE5 += net;
    at += step;
    return { record, at, balanceE5, netE5: net, signedE5: net };
  });
}

describe('running balances', () => {
  test('hold in either order, whatever the order within one second', () => {
    fc.assert(
      fc.property(flows, fc.integer(), fc.boolean(), fc.integer(), (moves, opening, newestFirst, seed) => {
        const points = pointsOf(moves, opening);
        const seconds = Map.groupBy(points, point => point.at);
        const mixed = [...seconds.values()].flatMap(group => (seed % 2 === 0 ? group : group.toReversed()));
        const result = checkContinuity(newestFirst ? mixed.toReversed() : mixed)!;
        expect(result.broken).toEqual([]);
        expect(result.checked).toBe(points.length - 1);
        if (seconds.size === points.length && points.length > 1)
          expect([result.openingE5, result.closingE5]).toEqual([opening, points.at(-1)!.balanceE5]);
      }),
    );
  });

  test('a lost row is one break, at the row after it', () => {
    fc.assert(
      fc.property(flows, fc.nat(), (moves, pick) => {
        const points = pointsOf(
          moves.map(move => ({ net: move.net || 1, step: 1 })),
          0,
        );
        fc.pre(points.length > 3);
        const lost = 1 + (pick % (points.length - 2));
        const left = points.toSpliced(lost, 1);
        const result = checkContinuity(left)!;
        expect(result.broken.map(each => each.record)).toEqual([points[lost + 1]!.record]);
        expect(result.broken[0]!.expectedE5 - result.broken[0]!.foundE5).toBe(-points[lost]!.netE5);
      }),
    );
  });

  test('a red reversal (冲账) continues by its sign; a row without a balance counts towards the next', () => {
    const at = (record: number, balanceE5: number, netE5: number, signedE5 = netE5) => ({
      record,
      at: record,
      balanceE5,
      netE5,
      signedE5,
    });
    const reversed = [at(0, 900, -100), at(1, 1000, -100, 100), at(2, 950, -50)];
    expect(checkContinuity(reversed)).toMatchObject({ broken: [], openingE5: 1000, closingE5: 950 });
    const silent = [at(0, 900, -100), at(1, Number.NaN, -30), at(2, 820, -50)];
    expect(checkContinuity(silent)).toMatchObject({ checked: 1, broken: [], closingE5: 820 });
    expect(checkContinuity(silent.toReversed())).toMatchObject({ broken: [], closingE5: 820 });
    expect(checkContinuity([at(0, Number.NaN, 5)])).toBeNull();
  });
});

describe('texts', () => {
  test('every code of this room has a sentence in both languages', () => {
    const root = join(import.meta.dirname, '../..');
    const folder = join(root, 'src/statements');
    const source = readdirSync(folder)
      .filter(name => name.endsWith('.ts') && !name.startsWith('side'))
      .map(name => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    const used = new Set(
      [...source.matchAll(/'(statements\.[a-z_]+(?:\.[a-z_]+)*)'/g)].map(match => match[1]!),
    );
    for (const of of ['rows', 'income', 'expense', 'neutral']) used.add(`statements.declared_differs.${of}`);
    expect(used.size).toBeGreaterThan(20);
    for (const language of ['zh', 'en']) {
      const file = join(root, `resources/text/${language}/statements.json`);
      const known = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
      expect([...used].filter(code => !(code in known))).toEqual([]);
    }
  });
});
