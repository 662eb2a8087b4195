import { describe, expect, it } from 'vitest';
import { csvLine, seeded, utf8Bom, yuan } from './banks.fixture.ts';
import { inspectBytes } from './banks.inspect.ts';

const sum = (cells: number[]) => yuan(cells.reduce((total, fen) => total + fen, 0));

describe('JD', () => {
  const next = seeded(41);
  const rows = Array.from({ length: 30 }, (_, at) => {
    const fen = 1 + Math.floor(next() * 90_000);
    const refund = at % 6 === 5;
    const full = at % 6 === 4;
    const part = at % 6 === 2;
    return {
      fen,
      refund,
      full,
      direction: refund || full ? '不计收支' : '支出',
      note: full ? '(已全额退款)' : part ? `(已退款${yuan(fen >> 1)})` : '',
    };
  });
  const spent = rows.filter(row => row.direction === '支出');
  const file = (declaredExpense: string) =>
    utf8Bom(
      [
        '导出信息：',
        '京东账号名：jd_demo',
        '申请时间：2026-04-01 11:32:42',
        '日期区间：2026-03-01 至 2026-03-31',
        '导出交易类型：全部',
        `共：${rows.length}笔记录`,
        '收入：0笔，0.00元',
        `支出：${spent.length}笔(含${rows.filter(row => row.note.startsWith('(已退款')).length}笔部分退款)，${declaredExpense}元`,
        `不计收支：${rows.length - spent.length}笔，${sum(rows.filter(row => row.direction !== '支出').map(row => row.fen))}元`,
        '',
        '特别提示',
        '1.本明细仅供个人对账使用。',
        '',
        '交易时间,商户名称,交易说明,金额,收/付款方式,交易状态,收/支,交易分类,交易订单号,商家订单号,备注',
        ...rows.map((row, at) =>
          csvLine([
            `2026-03-${String(31 - at).padStart(2, '0')} 17:16:02\t`,
            '京东平台商户',
            row.refund ? '退款-台灯' : '台灯',
            `${yuan(row.fen)}${row.note}`,
            '钱包余额',
            row.refund ? '退款成功' : '交易成功',
            row.direction,
            '网购',
            `10000000${at}\t`,
            `1000345${at}\t`,
            ' ',
            '',
          ]),
        ),
        '',
      ].join('\n'),
    );

  it('takes the figure before the bracket and tells refunds by their status', async () => {
    const inspection = await inspectBytes('jd.csv', file(sum(spent.map(row => row.fen))));
    expect(inspection).toMatchObject({
      profile: 'jd.personal',
      encoding: 'utf-8-bom',
      headerLine: 13,
      rows: 30,
      income: { count: 0, sum: '0.00' },
      expense: { count: spent.length, sum: sum(spent.map(row => row.fen)) },
      neutral: { count: 30 - spent.length },
      refundRows: { count: 5, sum: sum(rows.filter(row => row.refund).map(row => row.fen)) },
      declared: { rows: { count: 30 }, expense: { count: spent.length } },
      account: 'jd_demo',
    });
    expect(inspection.findings).toEqual([]);
  });

  it('reports a declared expense that is net of refunds', async () => {
    const inspection = await inspectBytes('jd-net.csv', file('1.00'));
    expect(inspection.declared).toMatchObject({ expense: { sum: '1.00' } });
    expect(inspection.findings.length).toBeGreaterThan(0);
  });
});

describe('Meituan', () => {
  it('counts what was paid, not the price, and refunds as income', async () => {
    const next = seeded(43);
    const rows = Array.from({ length: 25 }, (_, at) => ({
      price: 1_000 + Math.floor(next() * 9_000),
      off: at % 3 === 0 ? 50 : 0,
      kind: at % 8 === 7 ? '还款' : at % 5 === 4 ? '退款' : '支付',
    }));
    const paid = (kept: typeof rows) => sum(kept.map(row => row.price - row.off));
    const refunds = rows.filter(row => row.kind === '退款');
    const out = rows.filter(row => row.kind !== '退款');
    const bytes = utf8Bom(
      [
        '美团交易账单明细',
        '美团用户名：[demo]',
        '起始时间：[2026-03-01] 终止时间：[2026-03-31]',
        '导出交易类型：[全部]',
        '""',
        `共：${rows.length}笔记录`,
        `支出：${out.length}笔 ${paid(out)}元`,
        `收入：${refunds.length}笔 ${paid(refunds)}元`,
        '不计收支：0笔 0.00元',
        '""',
        '【美团交易账单明细列表】',
        '交易创建时间,交易成功时间,交易类型,订单标题,收/支,支付方式,订单金额,实付金额,交易单号,商家单号,备注',
        ...rows.map(
          (row, at) =>
            `2026-03-${String(1 + at).padStart(2, '0')} 20:35:13,2026-03-${String(1 + at).padStart(2, '0')} 20:35:25,${row.kind},米线,${row.kind === '退款' ? '收入' : '支出'},微信支付,¥${yuan(row.price)},¥${yuan(row.price - row.off)},"2502281110040${at}\t","0_22044${at}\t",/`,
        ),
        '',
      ].join('\r\n'),
    );
    const inspection = await inspectBytes('meituan.csv', bytes);
    expect(inspection).toMatchObject({
      profile: 'meituan.personal',
      headerLine: 11,
      rows: 25,
      income: { count: refunds.length, sum: paid(refunds) },
      expense: { count: out.length, sum: paid(out) },
      refundRows: { count: refunds.length, sum: paid(refunds) },
      declared: { rows: { count: 25 }, income: { count: refunds.length, sum: paid(refunds) } },
      firstDate: '2026-03-01',
    });
    expect(inspection.findings).toEqual([]);
  });
});
