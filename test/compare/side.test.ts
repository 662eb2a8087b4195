import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SideChoice } from '../../src/domain/compare.ts';
import { matchSides } from '../../src/domain/matching/match.ts';
import {
  type CompareSide,
  keyText,
  lineOf,
  NO_DAY,
  partyText,
  recordOf,
} from '../../src/domain/matching/side.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { readSide, type Statement } from '../../src/services/compare.ts';
import { codeIn } from '../../src/statements/side-keys.ts';
import { sideInParts, statementOf } from './statements.ts';

const CHOICE: SideChoice = { key: '单号', amount: '金额(元)', date: '时间', party: '账户' };
const HEAD = '单号,时间,账户,类型,金额(元),备注';

function cells(side: CompareSide) {
  return Array.from({ length: side.rows }, (_, row) => ({
    key: keyText(side, row),
    amount: side.amountE5[row],
    day: side.day[row] === NO_DAY ? null : side.day[row],
    party: partyText(side, row),
    line: lineOf(side, row),
  }));
}

async function read(text: string, choice: SideChoice = CHOICE): Promise<CompareSide> {
  return readSide(await statementOf(text), choice);
}

const DAY_2026_05_01 = Date.UTC(2026, 4, 1) / 86_400_000;

describe('one side read from its bytes', () => {
  test('plain, wrapped, padded, quoted and full-width cells say the same', async () => {
    const forms = [
      'A202605010001,2026-05-01 09:08:07,账户甲,下单,1234.50,x',
      '"A202605010001","2026-05-01","账户甲","下单","1,234.50","a ""b"", c"',
      'A202605010001\t,2026/05/01,  账户甲\t,下单,+1234.5 ,',
      '="A202605010001",2026-05-01,="账户甲",下单,"¥1,234.50",',
      '`A202605010001,`2026-05-01 09:08:07,`账户甲,`下单,`1234.50,`x',
      '"\tA202605010001",20260501,账户甲,下单,￥1234.50,x',
      'Ａ２０２６０５０１０００１,2026年5月1日,账户 甲,下单,１２３４.50,x',
    ];
    const side = await read([HEAD, ...forms].join('\r\n'));
    const expected = {
      key: 'A202605010001',
      amount: 123_450_000,
      day: DAY_2026_05_01,
      party: '账户甲',
    };
    expect(cells(side)).toEqual(forms.map((_, at) => ({ ...expected, line: at + 2 })));
    expect(new Set(side.keyHash).size).toBe(1);
    expect(side.parties).toEqual(['账户甲']);
    expect(side.findings).toEqual([]);
  });

  test('every cell that cannot be read is a finding with its first place, and the row stays', async () => {
    const side = await read(
      [
        HEAD,
        'A1001,2026-05-01,甲,下单,10.00,',
        '1.23457E+18,2026-05-01,甲,下单,11.00,',
        'A1003,2026-13-45,甲,下单,12.00,',
        'A1004,2026-05-01,甲,下单,十元,',
        'A1005,2026-05-01,甲,下单,--,',
        '7.30005E+18,2026-05-01,甲,下单,13.00,',
      ].join('\n'),
    );
    expect(side.rows).toBe(6);
    expect(cells(side).map(({ key }) => key)).toEqual(['A1001', null, 'A1003', 'A1004', 'A1005', null]);
    expect([side.amountE5[3], side.amountE5[4]]).toEqual([Infinity, Number.NaN]);
    expect(side.findings.map(({ code, params, place }) => [code, params.count, place.row])).toEqual([
      ['compare.key_destroyed', 2, 3],
      ['compare.date_unreadable', 1, 4],
      ['compare.amount_unreadable', 1, 5],
    ]);
  });

  test('blank lines, empty rows and totals are no rows; lines still count them', async () => {
    const side = await read(
      [
        HEAD,
        'A1001,2026-05-01,甲,下单,10.00,',
        '',
        ',,,,,',
        ',,,,,只有备注',
        'A1002,,,,20.00,',
        '合计,,,,30.00,',
        '',
      ].join('\n'),
      { ...CHOICE, key: null },
    );
    expect(cells(side).map(({ amount, line }) => [amount, line])).toEqual([
      [1_000_000, 2],
      [2_000_000, 6],
    ]);
    expect(side.findings.map(({ code, params }) => [code, params.count])).toEqual([
      ['compare.row_empty', 1],
      ['compare.row_total', 1],
    ]);
  });

  test('short rows have empty cells, line breaks inside quotes do not end a row', async () => {
    const side = await read([HEAD, 'A1001,2026-05-01,"甲\n乙"', 'A1002,2026-05-02,甲,x,5.00'].join('\n'));
    expect(cells(side)).toEqual([
      { key: 'A1001', amount: Number.NaN, day: DAY_2026_05_01, party: '甲乙', line: 2 },
      { key: 'A1002', amount: 500_000, day: DAY_2026_05_01 + 1, party: '甲', line: 4 },
    ]);
  });

  test('an amount too large for exact sums is unreadable, not rounded', async () => {
    const side = await read([HEAD, 'A1001,2026-05-01,甲,x,99999999999.00'].join('\n'));
    expect(side.amountE5[0]).toBe(Infinity);
  });

  test('a code inside a text can be the key', async () => {
    const side = await read(
      [HEAD, ',2026-05-01,甲,x,5.00,推广费 SK202605270000091', ',2026-05-01,甲,x,5.00,推广费C0004'].join(
        '\n',
      ),
      { ...CHOICE, key: '@code:备注' },
    );
    expect(cells(side).map(({ key }) => key)).toEqual(['SK202605270000091', null]);
    expect(codeIn('转账 2026052700000912 备注')).toBe('2026052700000912');
  });

  test('a missing column and a sign without a known form are refused by name', async () => {
    const code = async (choice: SideChoice) =>
      read(`${HEAD}\nA1001,2026-05-01,甲,x,5.00,y`, choice).then(
        () => null,
        (error: unknown) => error instanceof Refusal && [error.code, error.params],
      );
    expect(await code({ ...CHOICE, key: '订单' })).toEqual(['compare.column_missing', { heading: '订单' }]);
    expect(await code({ ...CHOICE, amount: '@signed' })).toEqual(['compare.no_direction', {}]);
    expect(await code({ ...CHOICE, amount: '金额' })).toBeNull();
  });

  test('a cancelled reading ends', async () => {
    const statement: Statement = await statementOf(`${HEAD}\nA1001,2026-05-01,甲,x,5.00,y`);
    statement.recognition.firstRecord = 0;
    expect(() => readSide(statement, CHOICE, { cancelled: () => true })).toThrow('jobs.cancelled');
  });
});

test('whatever quoting and padding, the cells that went in come out', async () => {
  const row = fc.record({
    key: fc.stringMatching(/^[A-Z]{1,2}[0-9]{6,18}$/),
    fen: fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
    day: fc.integer({ min: 0, max: 40_000 }),
    party: fc.constantFrom('甲', '乙 公司', 'A"B', 'c,d', ''),
    dress: fc.constantFrom('plain', 'quoted', 'tab', 'padded', 'quoted tab'),
  });
  const dressed = (text: string, dress: string) => {
    const quoted = `"${text.replaceAll('"', '""')}"`;
    if (dress === 'quoted' || /[",]/.test(text)) return quoted;
    return dress === 'tab'
      ? `${text}\t`
      : dress === 'padded'
        ? ` ${text} `
        : dress === 'quoted tab'
          ? `${quoted}\t`
          : text;
  };
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async rows => {
      const lines = rows.map(({ key, fen, day, party, dress }) => {
        const size = String(Math.abs(fen)).padStart(3, '0');
        const amount = `${fen < 0 ? '-' : ''}${size.slice(0, -2)}.${size.slice(-2)}`;
        const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
        return [key, date, party, '下单', amount, '备注'].map(cell => dressed(cell, dress)).join(',');
      });
      const side = await read([HEAD, ...lines].join('\n'));
      expect(cells(side)).toEqual(
        rows.map(({ key, fen, day, party }, at) => ({
          key,
          amount: fen * 1_000,
          day,
          party: party.replaceAll(' ', '') || null,
          line: at + 2,
        })),
      );
    }),
    { numRuns: 150 },
  );
});

describe('a side of a file that is read in parts', () => {
  const HEADINGS: [string, SideChoice] = [
    '编号,日期,店铺,金额,备注',
    { key: '编号', amount: '金额', date: '日期', party: '店铺' },
  ];
  const TEMPLATE: [string, SideChoice] = [
    '时间,类型,单号,平台账户ID,客户,版本,金额(元),资金性质,支付方式,备注',
    { key: '单号', amount: '@signed', date: '时间', party: '客户' },
  ];
  const kinds = ['下单', '消耗', '退款'];
  const template = (at: number) =>
    `2026-05-${String(1 + (at % 28)).padStart(2, '0')} 10:00:00,${kinds[at % 3]},${id(at)},1700${at % 9},客户${at % 50},小店随心推,${at % 900}.25,非赠款,账户余额,${note(at)}`;
  const unknown = (at: number) => {
    if (at % 997 === 0) return '';
    if (at === 5_000) return '合计,,,1000.00,';
    return `${id(at)},${at % 401 === 0 ? '昨天' : `2026-05-${String(1 + (at % 28)).padStart(2, '0')}`},"店铺${at % 700}",${at % 300 === 7 ? '一元' : `${at % 900}.25`},${note(at)}`;
  };
  const id = (at: number) => (at % 13 === 0 ? `" ID　${at}"` : at % 1_201 === 0 ? '1.2E+18' : `K${at}`);
  const note = (at: number) => (at % 11 === 0 ? `"第一行,\n第 ""${at}"" 行"` : '加热'.repeat(at % 6));

  test.each([
    ['an unknown form', HEADINGS, unknown],
    ['a known form', TEMPLATE, template],
  ])('is that of the whole file: %s', async (_, [headings, choice], line) => {
    const text = [headings, ...Array.from({ length: 20_000 }, (_, at) => line(at))].join('\r\n');
    const statement = await statementOf(text);
    const whole = readSide(statement, choice);
    const found = await sideInParts(text, choice);
    const parts = found!.side;
    expect(text.length).toBeGreaterThan(512 * 1024);
    expect(found!.statement.recognition).toEqual(statement.recognition);
    expect(found!.statement.file.sheets).toEqual([]);
    expect(parts.bytes.length).toBe(0);
    expect(parts.rows).toBe(whole.rows);
    expect(parts.findings).toEqual(whole.findings);
    expect(parts.parties).toEqual(whole.parties);
    const rowOf = (side: CompareSide, row: number) => [
      keyText(side, row),
      side.keyHash[row],
      side.amountE5[row],
      side.day[row],
      side.party[row],
      recordOf(side, row),
      lineOf(side, row),
    ];
    for (let row = 0; row < whole.rows; row++)
      if (String(rowOf(parts, row)) !== String(rowOf(whole, row)))
        expect(rowOf(parts, row)).toEqual(rowOf(whole, row));
    const { equal } = matchSides(whole, parts, 0);
    expect(equal.left.length).toBeGreaterThan(19_000);
  });
});
