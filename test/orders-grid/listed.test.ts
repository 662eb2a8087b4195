import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listedTable } from '../../src/domain/orders/listed-lines.ts';
import { readListed } from '../../src/domain/orders/listed-rows.ts';
import { previewListed, registerListed } from '../../src/services/orders/import-listed.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { net } from '../imports/sheets.ts';
import { DOUPLUS, fund, isSound, no, orderBook, orderOf, QIANCHUAN, RULES } from '../orders-book/desk.ts';
import { ALL, caller, TODAY } from './orders.ts';

const CLIENT = '上海木桥商贸有限公司';
const judged = (connection: Connection, text: string, defaults = {}) =>
  previewListed(connection, ALL, { tables: [listedTable(text)], defaults, rules: RULES, today: TODAY });
const register = (connection: Connection, text: string, digest?: string) => {
  const tables = [listedTable(text)];
  const shown = digest ?? judged(connection, text).digest;
  return registerListed(connection, caller(), { tables, defaults: {}, rules: RULES, digest: shown });
};

async function funded(): Promise<Connection> {
  const connection = await orderBook('orders');
  await fund(connection, 10_000_000);
  return connection;
}

describe('a list that was pasted', () => {
  it('out of a sheet: new rows are registered in one act with their money, known ones stay, refused ones say why', async () => {
    const connection = await funded();
    const head = '订单号\t产品\t账户\t金额\t状态\t下单时间\t场景';
    const lines = [
      `${no(1)}\t随心推\t${QIANCHUAN}\t300\t投放中\t2026/5/9 8:30\t短视频`,
      `${no(2)}\tDOU+\t${DOUPLUS}\t1,200.00\t审核中\t2026-05-10\t视频`,
      `${no(2)}\tDOU+\t${DOUPLUS}\t100\t审核中\t2026-05-10\t视频`,
      `${no(3)}\t随心推\t1999999999999999\t300\t投放中\t2026-05-10\t视频`,
      `${no(4)}\t随心推\t${QIANCHUAN}\t\t投放中\t2026-05-10\t视频`,
      `${no(5)}\t随心推\t${QIANCHUAN}\t100\t投放中\t2026-03-10\t视频`,
    ];
    const text = [head, ...lines].join('\n');
    const view = judged(connection, text);
    expect(view.counts).toEqual({ new: 2, known: 0, refused: 4 });
    expect(view.amountFen).toBe(150_000);
    expect(view.lines.map(({ doubts }) => doubts[0]?.code)).toEqual([
      undefined,
      undefined,
      'orders.listed_twice',
      'orders.account_unknown',
      'orders.amount_missing',
      'ledger.period_closed',
    ]);
    expect(view.lines[0]).toMatchObject({
      row: 2,
      state: 'DELIVERY_OK',
      placedAt: '2026-05-09 08:30:00',
      clientName: CLIENT,
      draft: { product: 'suixintui', account: QIANCHUAN, amountFen: 30_000, payment: 'pool' },
    });
    expect(await register(connection, text)).toMatchObject({ registered: 2, amountFen: 150_000 });
    expect(net(connection, '1123.04')).toBe(150_000);
    expect(orderOf(connection, no(1))).toMatchObject({ state: 'DELIVERY_OK', placedOn: '2026-05-09' });
    isSound(connection);
    const again = judged(connection, text.replace('\t300\t', '\t301\t'));
    expect(again.counts).toEqual({ new: 0, known: 2, refused: 4 });
    expect(again.lines[0]!.doubts).toMatchObject([
      { code: 'orders.listed_differs', params: { saidFen: 30_100, bookFen: 30_000 } },
    ]);
    await expect(register(connection, text, again.digest)).rejects.toMatchObject({
      code: 'orders.listed_changed',
    });
  });

  it('out of a chat: lines in any order of words, names of clients, figures with commas, a block of labels', async () => {
    const connection = await funded();
    const text = [
      '今天的单：',
      `${CLIENT} 随心推 ${no(1)} ¥1,300.00 直播 审核中`,
      `订单${no(2)}，${QIANCHUAN}，500元 2026-05-10 09:08 加急`,
      '',
      `订单号：${no(3)}`,
      `抖音号: ${DOUPLUS}`,
      '金额：100',
      '',
      `金额：100，客户：${CLIENT}`,
    ].join('\n');
    const view = judged(connection, text);
    expect(
      view.lines.map(({ orderNo, verdict, draft }) => [orderNo, verdict, draft.product, draft.amountFen]),
    ).toEqual([
      [no(1), 'new', 'suixintui', 130_000],
      [no(2), 'new', 'suixintui', 50_000],
      [no(3), 'new', 'douplus', 10_000],
      ['', 'refused', undefined, 10_000],
    ]);
    expect(view.lines[0]).toMatchObject({ state: 'AUDIT', draft: { scene: 'live' }, clientName: CLIENT });
    expect(view.lines[1]).toMatchObject({
      placedAt: '2026-05-10 09:08:00',
      doubts: [{ severity: 'info', code: 'orders.listed_unread', params: { value: '加急' } }],
    });
    expect(view.lines[3]!.doubts[0]!.code).toBe('orders.listed_no_number');
    expect(await register(connection, text)).toMatchObject({ registered: 3 });
    isSound(connection);
  });

  it('LIM-4: what the rules would have refused is registered and flagged; a direct payment needs its payer', async () => {
    const connection = await funded();
    const head = '订单号,账户,金额,支付方式,付款方';
    const small = [head, `${no(1)},${QIANCHUAN},1,余额,`].join('\n');
    const view = judged(connection, small);
    expect(view).toMatchObject({ counts: { new: 1 }, flagged: 1 });
    expect(view.lines[0]!.findings.length).toBeGreaterThan(0);
    expect(await register(connection, small)).toMatchObject({ registered: 1, flagged: 1 });
    expect(orderOf(connection, no(1)).flagged).toBe(1);
    const direct = [head, `${no(2)},${QIANCHUAN},300,支付宝,`, `${no(3)},${QIANCHUAN},300,支付宝,客户`].join(
      '\n',
    );
    expect(judged(connection, direct).lines.map(({ verdict, doubts }) => [verdict, doubts[0]?.code])).toEqual(
      [
        ['refused', 'orders.listed_payer'],
        ['new', undefined],
      ],
    );
    await register(connection, direct);
    isSound(connection);
  });

  it('shows and registers nothing of what the scope does not reach, and refuses a text without orders', async () => {
    const connection = await funded();
    const text = `${no(1)} 随心推 ${QIANCHUAN} 300元`;
    const scope = { kind: 'manager', manager: 9, on: TODAY } as const;
    const asked = { tables: [listedTable(text)], defaults: {}, rules: RULES, today: TODAY };
    expect(previewListed(connection, scope, asked).lines[0]).toMatchObject({
      verdict: 'refused',
      clientName: null,
      doubts: [{ code: 'orders.account_unknown' }],
    });
    await register(connection, text);
    expect(previewListed(connection, scope, asked).lines[0]!.doubts[0]!.code).toBe('orders.listed_of_others');
    expect(() => judged(connection, '大家好\n辛苦了')).toThrow(
      expect.objectContaining({ code: 'orders.listed_nothing' }),
    );
  });
});

it('any order written as a line of a chat is read back as it was', () => {
  const nobody = () => null;
  fc.assert(
    fc.property(
      fc.bigInt({ min: 10n ** 17n, max: 10n ** 19n }),
      fc.integer({ min: 1, max: 99_999_999 }),
      fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      fc.constantFrom(' ', '，', '  ', '；', '、'),
      (number, amountFen, date, order, separator) => {
        const at = date.toISOString().slice(0, 19).replace('T', ' ');
        const yuan = (amountFen / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',');
        const words = [String(number), `¥${yuan}`, at, '随心推'];
        const [row] = readListed([listedTable(order.map(each => words[each]).join(separator))], nobody);
        expect(row).toMatchObject({
          orderNo: String(number),
          amountFen,
          placedAt: at,
          product: 'suixintui',
          findings: [],
        });
      },
    ),
  );
});
