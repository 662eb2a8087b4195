import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verify } from '../../src/ledger/verify/index.ts';
import { receiptKey } from '../../src/services/imports/claims.ts';
import {
  claim,
  commitImport,
  openReceipts,
  originalFile,
  suggestClaims,
  unclaim,
  undoImport,
  writeRefusedRows,
} from '../../src/services/imports.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { balances, caller, importFile, newBook, placeFor, preview, withClients } from './desk.ts';

const CLIENT = {
  code: 'C1',
  name: '上海木桥商贸有限公司',
  rebatePpm: 30_000,
  qianchuan: ['1700000000000001'],
  douplus: ['dy10000001'],
};
const OTHER = { code: 'C2', name: '苏州石桥服饰有限公司', qianchuan: ['1700000000000002'] };
const HEAD = '时间,类型,单号,平台账户ID,客户,版本,金额(元),资金性质,支付方式,备注';
const BANK_HEAD =
  '中国建设银行企业账户明细\n账　　号,1202000000000000001,账户名称,演示\n交易时间,借方发生额/元(支取),贷方发生额/元(收入),余额,币种,对方户名,对方账号,对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号';

async function book(basis: 'flow' | 'orders' = 'flow'): Promise<Connection> {
  const connection = newBook('2026-05');
  await withClients(connection, [{ ...CLIENT, basis }, OTHER]);
  return connection;
}

function list(...rows: string[]): string {
  const path = placeFor('通用流水.csv');
  writeFileSync(path, `\ufeff${[HEAD, ...rows].join('\r\n')}\r\n`);
  return path;
}

let serial = 0;
/** Bank rows: `[day, out, in, party, memo, note]`. */
function bank(...rows: [string, string, string, string, string, string][]): string {
  const path = placeFor('建设银行.csv');
  let balanceFen = 100_000_000;
  const lines = rows.map(([day, out, into, party, memo, remark]) => {
    serial += 1;
    balanceFen += Math.round(Number(into) * 100) - Math.round(Number(out) * 100);
    const stamp = day.replaceAll('-', '');
    return `${stamp} 10:00:0${serial % 10},${out},${into},${(balanceFen / 100).toFixed(2)},人民币元,${party},62001,,${stamp},${memo},${memo} ${remark},202605-${String(serial).padStart(8, '0')}`;
  });
  writeFileSync(path, `\ufeff${[BANK_HEAD, ...lines].join('\r\n')}\r\n`);
  return path;
}

const of = (connection: Connection, prefix: string) =>
  Object.entries(balances(connection))
    .filter(([each]) => each.startsWith(prefix))
    .reduce((fen, [, each]) => fen + each, 0);
const events = (connection: Connection) =>
  (connection.prepareValue('SELECT DISTINCT event FROM transfer ORDER BY event').all() as string[]).join(' ');
const clean = (connection: Connection) =>
  expect(verify(connection).findings.filter(({ severity }) => severity === 'error')).toEqual([]);

const RECEIVED =
  '2026-05-01 08:40:33,收款,SK202605010000001,,上海木桥商贸有限公司,,10958.50,非赠款,,对公转账';
const IN: [string, string, string, string, string, string] = [
  '2026-05-01',
  '0',
  '10958.50',
  '上海木桥商贸有限公司',
  '推广费',
  'SK202605010000001',
];

describe('receipts meet their registered twin in any order', () => {
  it('E02 first: the row clears the registration', async () => {
    const connection = await book();
    await importFile(connection, list(RECEIVED));
    expect(of(connection, '1002.90;')).toBe(1_095_850);
    await importFile(connection, bank(IN));
    expect([
      of(connection, '1002;'),
      of(connection, '1002.90;'),
      of(connection, '2241.01'),
      of(connection, '2203.01'),
    ]).toEqual([1_095_850, 0, 0, -1_095_850]);
    clean(connection);
  });

  it('E01 first: the list claims the row by its number', async () => {
    const connection = await book();
    await importFile(connection, bank(IN));
    expect(of(connection, '2241.01')).toBe(-1_095_850);
    await importFile(connection, list(RECEIVED));
    expect([
      of(connection, '1002;'),
      of(connection, '1002.90;'),
      of(connection, '2241.01'),
      of(connection, '2203.01'),
    ]).toEqual([1_095_850, 0, 0, -1_095_850]);
  });

  it('FEE: a smaller row of the same number is claimed as it came, the difference is named', async () => {
    const connection = await book();
    await importFile(
      connection,
      bank(['2026-05-01', '0', '10943.00', '上海木桥商贸有限公司', '推广费', 'SK202605010000001']),
    );
    const { plan } = await importFile(connection, list(RECEIVED));
    expect(connection.prepareValue('SELECT reason FROM import_plan_row WHERE plan = ?').get(plan)).toBe(
      'imports.amount_differs',
    );
    expect(of(connection, '2203.01')).toBe(-1_094_300);
  });

  it('two equal receipts of one day without number stay unclaimed: it must be asked', async () => {
    const connection = await book();
    const plain = ['2026-05-01', '0', '960.00', '周某', '推广费', ''] as const;
    await importFile(connection, bank([...plain], [...plain]));
    await importFile(
      connection,
      list('2026-05-01 09:00:00,收款,SK202605010000009,,上海木桥商贸有限公司,,960.00,非赠款,,对公转账'),
    );
    expect([of(connection, '2241.01'), of(connection, '1002.90;')]).toEqual([-192_000, 96_000]);
  });
});

const PAID = '2026-05-01 09:42:04,付款,CZ202605010000002,,上海木桥商贸有限公司,,5000.00,非赠款,,充值付款';
const CREDITED =
  '2026-05-01 10:12:04,充值,CZ202605010000002,1700000000000001,上海木桥商贸有限公司,,5150.00,非赠款,,代理商加款';

describe('E16–E18 recharge', () => {
  it('pays, passes the front rebate on and credits the pool; the bank row clears the payment', async () => {
    const connection = await book();
    await importFile(connection, list(RECEIVED, PAID, CREDITED));
    await importFile(
      connection,
      bank(IN, ['2026-05-01', '5000.00', '0', '湖北巨量引擎科技有限公司', '充值', 'CZ202605010000002']),
    );
    expect(of(connection, '1123.03')).toBe(515_000);
    expect(of(connection, '2203.01')).toBe(-(1_095_850 + 15_000 - 515_000));
    expect([
      of(connection, '1002.90;'),
      of(connection, '1123.01'),
      of(connection, '1801'),
      of(connection, '2401'),
    ]).toEqual([0, 0, 15_000, -15_000]);
    expect(events(connection)).toBe('E02 E03 E06 E16 E17 E18');
    clean(connection);
  });

  it('credits once when the payment comes in a later file', async () => {
    const connection = await book();
    await importFile(connection, list(CREDITED));
    await importFile(connection, list(RECEIVED, PAID));
    expect([of(connection, '1123.03'), of(connection, '2202.01'), of(connection, '1123.01')]).toEqual([
      515_000, 0, 0,
    ]);
    clean(connection);
  });
});

const ORDER = '7300010000016375187';
const order = (time: string, kind: string, yuan: string, payment = '', memo = '') =>
  `${time},${kind},${ORDER},1700000000000001,上海木桥商贸有限公司,小店随心推,${yuan},非赠款,${payment},${memo}`;

describe('orders', () => {
  it('E27, E30, E36: placed, spent, the rest back', async () => {
    const connection = await book('orders');
    await importFile(
      connection,
      list(
        RECEIVED,
        PAID,
        CREDITED,
        order('2026-05-02 10:00:00', '下单', '500.00', '账户余额'),
        order('2026-05-02 12:00:00', '消耗', '300.00'),
        order('2026-05-02 12:00:00', '释放', '200.00'),
      ),
    );
    expect([
      of(connection, '1123.03'),
      of(connection, '1123.04'),
      of(connection, '6001.01'),
      of(connection, '6401.01'),
    ]).toEqual([485_000, 0, -30_000, 30_000]);
  });

  it('E28, E30, E38: paid by the bank, spent, refunded; each channel row is used once', async () => {
    const connection = await book();
    await importFile(
      connection,
      bank(IN, ['2026-05-02', '500.00', '0', '抖音支付科技有限公司', '小店随心推订单', ORDER]),
    );
    await importFile(
      connection,
      list(
        RECEIVED,
        order('2026-05-02 10:00:00', '下单', '500.00', '银行卡'),
        order('2026-05-02 12:00:00', '消耗', '300.00'),
        order('2026-05-05 12:00:00', '退款', '200.00', '原支付渠道', '原路退回'),
      ),
    );
    expect([
      of(connection, '1123.06'),
      of(connection, '1221.07'),
      of(connection, '1002.90;'),
      of(connection, '2203.02'),
    ]).toEqual([0, 0, 20_000, 0]);
    await importFile(
      connection,
      bank(['2026-05-05', '0', '200.00', '抖音支付科技有限公司', '小店随心推订单退款', ORDER]),
    );
    expect([of(connection, '1002.90;'), of(connection, '2203.01')]).toEqual([0, -(1_095_850 - 30_000)]);
    clean(connection);
  });
});

describe('a corrected row', () => {
  it('is its red reversal and its new posting in one batch', async () => {
    const connection = await book('orders');
    const spent = (yuan: string) =>
      list(
        RECEIVED,
        PAID,
        CREDITED,
        order('2026-05-02 10:00:00', '下单', '500.00', '账户余额'),
        order('2026-05-02 12:00:00', '消耗', yuan),
      );
    await importFile(connection, spent('300.00'));
    const { counts, done } = await importFile(connection, spent('310.00'));
    expect([counts.corrected, counts.known, done.corrections.length]).toEqual([1, 4, 1]);
    expect([of(connection, '6001.01'), of(connection, '1123.04')]).toEqual([-31_000, 19_000]);
    const kinds = connection
      .prepareValue('SELECT DISTINCT kind FROM transfer WHERE batch = ? ORDER BY kind')
      .all(done.corrections[0]);
    expect(kinds).toEqual(['post', 'reverse']);
    clean(connection);
  });

  it('of a payment does not count what it replaces', async () => {
    const connection = await book();
    await importFile(connection, list(RECEIVED, PAID, CREDITED));
    await importFile(connection, list(RECEIVED, PAID.replace('5000.00', '5100.00'), CREDITED));
    expect([of(connection, '1002.90;'), of(connection, '1123.01'), of(connection, '2202.01')]).toEqual([
      1_095_850 - 510_000,
      0,
      0,
    ]);
    clean(connection);
  });
});

describe('undo', () => {
  it('takes everything back as one reversal batch, and the rows may be booked again', async () => {
    const connection = await book();
    const before = balances(connection);
    const path = list(RECEIVED, PAID, CREDITED);
    const { done } = await importFile(connection, path);
    const after = balances(connection);
    await undoImport(connection, caller(), done.batch!);
    expect(balances(connection)).toEqual(before);
    const again = await importFile(connection, path);
    expect(again.counts.new).toBe(3);
    expect(balances(connection)).toEqual(after);
    clean(connection);
  });

  it('is refused by name once a claim stands on it', async () => {
    const connection = await book();
    const { done } = await importFile(connection, bank(IN));
    await importFile(connection, list(RECEIVED));
    await expect(undoImport(connection, caller(), done.batch!)).rejects.toMatchObject({
      code: 'imports.later_work',
    });
    await expect(undoImport(connection, caller(), 99)).rejects.toMatchObject({
      code: 'imports.batch_unknown',
    });
  });
});

describe('a stored plan', () => {
  it('books nothing, and is stale once the book has moved on', async () => {
    const connection = await book();
    const path = list(RECEIVED);
    const planned = await preview(connection, path);
    expect(balances(connection)).toEqual({});
    await importFile(connection, bank(IN));
    await expect(commitImport(connection, caller(), { plan: planned.plan, path })).rejects.toMatchObject({
      code: 'imports.plan_stale',
    });
  });

  it('is carried out once, keeps the original, and answers the same key the same', async () => {
    const connection = await book();
    const path = list(RECEIVED);
    const planned = await preview(connection, path);
    const call = caller();
    const first = await commitImport(connection, call, { plan: planned.plan, path });
    expect(await commitImport(connection, call, { plan: planned.plan, path })).toEqual(first);
    await expect(commitImport(connection, caller(), { plan: planned.plan, path })).rejects.toMatchObject({
      code: 'imports.plan_done',
    });
    expect(originalFile(connection, 1).toString()).toContain('SK202605010000001');
    const places = connection
      .prepareRaw('SELECT DISTINCT s.sheet, s.row FROM transfer t JOIN source_row s ON s.id = t.source_row')
      .all();
    expect(places).toHaveLength(1);
    expect((places[0] as [string, number])[1]).toBe(2);
  });

  it('refuses another file, and a cancelled commit leaves nothing', async () => {
    const connection = await book();
    const path = list(RECEIVED);
    const planned = await preview(connection, path);
    await expect(
      commitImport(connection, caller(), { plan: planned.plan, path: bank(IN) }),
    ).rejects.toMatchObject({ code: 'imports.file_changed' });
    await expect(
      commitImport(connection, caller(), { plan: planned.plan, path }, { cancelled: () => true }),
    ).rejects.toMatchObject({ code: 'jobs.cancelled' });
    expect(connection.prepareValue('SELECT count(*) FROM source_row').get()).toBe(0);
    await commitImport(connection, caller(), { plan: planned.plan, path });
  });

  it('asks for what the book does not know, and writes it as a correctable workbook', async () => {
    const connection = await book();
    const rows = [
      '2026-05-01 08:40:33,收款,SK1,,没有这个客户,,5.00,非赠款,,对公转账',
      '2026-05-01 08:40:33,充值,CZ1,1799999999999999,上海木桥商贸有限公司,,5.00,非赠款,,',
      '2026-05-01 08:40:33,充值,CZ2,1700000000000002,上海木桥商贸有限公司,,5.00,非赠款,,',
      '2026-04-01 08:40:33,收款,SK2,,上海木桥商贸有限公司,,5.00,非赠款,,对公转账',
      '2027-04-01 08:40:33,收款,SK3,,上海木桥商贸有限公司,,5.00,非赠款,,对公转账',
    ];
    const { plan } = await preview(connection, list(...rows));
    const reasons = connection
      .prepareValue('SELECT reason FROM import_plan_row WHERE plan = ? ORDER BY reason')
      .all(plan);
    expect(reasons).toEqual([
      'imports.account_of_other_client',
      'imports.account_unknown',
      'imports.after_today',
      'imports.before_book',
      'imports.client_unknown',
    ]);
    const report = placeFor('拒收.xlsx');
    await writeRefusedRows(connection, plan, report, {});
    const again = await preview(connection, report);
    expect(Object.values(again.counts).reduce((sum, count) => sum + count, 0)).toBe(5);
  });
});

describe('认款', () => {
  it('suggests by alias, warns of 代付, learns the payer, splits, and is taken back', async () => {
    const connection = await book();
    await importFile(
      connection,
      bank(
        ['2026-05-03', '0', '100.00', '周某', '转账', ''],
        ['2026-05-04', '0', '60.00', '周某', '转账', ''],
      ),
    );
    const [first, second] = openReceipts(connection);
    expect(suggestClaims(connection, [first!]).get(receiptKey(first!))).toEqual([]);
    const parts = [{ client: 1, amountFen: 10_000, as: 'funds' as const }];
    const made = await claim(connection, caller(), {
      caseNo: first!.caseNo,
      money: first!.money.money,
      parts,
      learn: true,
    });
    expect(made.warnings.map(({ code }) => code)).toEqual(['imports.payer_differs']);
    expect(suggestClaims(connection, [second!]).get(receiptKey(second!))![0]).toMatchObject({
      client: 1,
      evidence: [{ code: 'learnt_alias', text: '周某 · 测试 · 2026-06-02' }],
    });
    const split = [
      { client: 1, amountFen: 2_000, as: 'funds' as const },
      { client: 2, amountFen: 4_000, as: 'funds' as const },
    ];
    const shared = await claim(connection, caller(), {
      caseNo: second!.caseNo,
      money: second!.money.money,
      parts: split,
    });
    expect(shared.warnings.map(({ code }) => code)).toEqual([
      'imports.payer_learnt',
      'imports.payer_differs',
    ]);
    expect(of(connection, '2203.01;client=2')).toBe(-4_000);
    await unclaim(connection, caller(), {
      batch: shared.batch,
      corrected: [{ client: 2, amountFen: 6_000, as: 'funds' }],
    });
    expect([
      of(connection, '2203.01;client=1'),
      of(connection, '2203.01;client=2'),
      of(connection, '2241.01'),
    ]).toEqual([-10_000, -6_000, 0]);
    await unclaim(connection, caller(), { batch: made.batch });
    expect(of(connection, '2241.01')).toBe(-10_000);
    await expect(
      claim(connection, caller(), {
        caseNo: first!.caseNo,
        money: first!.money.money,
        parts: [{ client: 1, amountFen: 10_001, as: 'funds' }],
      }),
    ).rejects.toMatchObject({ code: 'imports.claim_too_much' });
    clean(connection);
  });
});
