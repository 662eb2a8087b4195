import { encodeGb18030 } from '../../files/encode-gb18030.ts';
import type { SheetSpec } from '../../files/write-sheet.ts';
import { monthRows } from './book.ts';
import { dayOf, momentText } from './calendar.ts';
import {
  countOf,
  csvLine,
  type DemoFile,
  type FileTruth,
  NONE,
  plainFile,
  rowsOf,
  signedTruth,
  utf8Bom,
  workbookFile,
  yuan,
} from './render.ts';
import type { BookRow, BookType, DemoPlan, PersonalMove } from './types.ts';

const INCOME: readonly BookType[] = ['收款', '充值', '退款'];
const NEUTRAL: readonly BookType[] = ['下单', '追加', '释放'];
const BOOK_HEADINGS = [
  '时间',
  '类型',
  '单号',
  '平台账户ID',
  '客户',
  '版本',
  '金额(元)',
  '资金性质',
  '支付方式',
  '备注',
];

/** The agency's own lists and what is neither bank, channel nor platform. */
export function bookFiles(plan: DemoPlan): DemoFile[] {
  const last = plan.months.at(-1)!;
  return [
    ...plan.months.map(month =>
      bookFile(`${month}/通用流水_${month}.csv`, monthRows(plan.book, month), month === last),
    ),
    bookFile(`重新导出/通用流水_${last}_重新导出.csv`, plan.reexport, true),
    ...plan.months.map(month => shopFile(plan, month, month === last)),
    personalAlipay(plan, last),
    personalWechat(plan, last),
    supplierFile(plan, last),
  ];
}

/** 通用流水 as the product's own template. UTF-8 with BOM; long numbers end in TAB, so that Excel keeps them. */
function bookFile(name: string, rows: BookRow[], tour: boolean): DemoFile {
  const kinds = Map.groupBy(rows, row => row.type);
  const fen = (row: BookRow) => row.fen;
  const part = (test: (row: BookRow) => boolean) => countOf(rows.filter(test), fen);
  const truth: FileTruth = {
    rows: rows.length,
    income: part(row => INCOME.includes(row.type)),
    expense: part(row => !INCOME.includes(row.type) && !NEUTRAL.includes(row.type)),
    neutral: part(row => NEUTRAL.includes(row.type)),
    closed: NONE,
    refund: part(row => row.type === '退款'),
    kinds: Object.fromEntries([...kinds].map(([type, list]) => [type, countOf(list, fen)])),
    firstDay: rows[0] ? dayOf(rows[0].at) : null,
    lastDay: rows.at(-1) ? dayOf(rows.at(-1)!.at) : null,
  };
  return plainFile({ name, source: 'template', profile: 'template.general', tour, truth }, () =>
    utf8Bom([
      csvLine(BOOK_HEADINGS),
      ...rows.map(row =>
        csvLine([
          momentText(row.at),
          row.type,
          kept(row.no),
          kept(row.account),
          row.client,
          row.version,
          yuan(row.fen),
          row.bucket,
          row.payment,
          row.memo,
        ]),
      ),
    ]),
  );
}

function kept(id: string): string {
  return /^\d{12,}$/.test(id) ? `${id}\t` : id;
}

function shopFile(plan: DemoPlan, month: string, tour: boolean): DemoFile {
  const moves = monthRows(plan.shop.moves, month);
  const truth = signedTruth(moves, {
    fen: move => move.fen,
    day: move => dayOf(move.at),
    refund: move => move.scene === '订单退款',
  });
  return plainFile(
    { name: `${month}/抖店动账明细_${month}.csv`, source: 'doudian', profile: 'doudian.ledger', tour, truth },
    () =>
      utf8Bom([
        '动账流水号,关联订单号,关联子订单号,动账时间,账户方向,动账金额(元),动账场景,账户余额(元),备注',
        ...[...moves]
          .reverse()
          .map(move =>
            csvLine([
              move.serial,
              kept(move.orderNo),
              kept(move.orderNo),
              momentText(move.at),
              move.fen < 0 ? '出账' : '入账',
              yuan(Math.abs(move.fen)),
              move.scene,
              yuan(move.balanceFen),
              '',
            ]),
          ),
      ]),
  );
}

function personalTruth(moves: PersonalMove[]): FileTruth {
  const part = (test: (move: PersonalMove) => boolean) => countOf(moves.filter(test), move => move.fen);
  const days = moves.map(move => dayOf(move.at)).sort();
  return {
    rows: moves.length,
    income: part(move => move.direction === 'income'),
    expense: part(move => move.direction === 'expense'),
    neutral: part(move => move.direction === 'neutral'),
    closed: part(move => move.closed),
    refund: part(move => move.refund),
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
  };
}

/** The period of a month as bills print it. */
function periodOf(month: string, moves: PersonalMove[]): { from: string; to: string } {
  const last =
    moves
      .map(move => dayOf(move.at))
      .sort()
      .at(-1) ?? `${month}-28`;
  return { from: `${month}-01 00:00:00`, to: `${last} 23:59:59` };
}

const WORDS = { income: '收入', expense: '支出', neutral: '不计收支' } as const;

/** GB18030 with padded cells, 24 lines above the header, order numbers that end in TAB, an empty last column. */
function personalAlipay(plan: DemoPlan, month: string): DemoFile {
  const moves = plan.personal.alipay;
  const truth = personalTruth(moves);
  return plainFile(
    {
      name: `个人/支付宝交易明细_${plan.agency.employee}_${month}.csv`,
      source: 'alipay',
      profile: 'alipay.personal',
      tour: true,
      truth,
    },
    () => {
      const { from, to } = periodOf(month, moves);
      const figure = (word: string, { count, fen }: FileTruth['income']) =>
        `${word}：${count}笔 ${yuan(fen)}元`;
      const lines = [
        '-'.repeat(84),
        '导出信息：',
        `姓名：${plan.agency.employee}`,
        '支付宝账户：demo@example.com',
        `起始时间：[${from}]    终止时间：[${to}]`,
        '导出交易类型：[全部]',
        '导出时间：[2026-06-01 09:12:52]',
        `共${moves.length}笔记录`,
        figure('收入', truth.income),
        figure('支出', truth.expense),
        figure('不计收支', truth.neutral),
        '',
        '特别提示：',
        ...Array.from({ length: 9 }, (_, at) => `${at + 1}.演示数据，仅供试用。`),
        '',
        `${'-'.repeat(24)}电子客户回单（演示）${'-'.repeat(24)}`,
        '交易时间            ,交易分类    ,交易对方    ,对方账号    ,商品说明    ,收/支    ,金额    ,收/付款方式    ,交易状态    ,交易订单号    ,商家订单号    ,备注    ,',
        ...moves.map(
          move =>
            `${momentText(move.at)} ,${move.kind.padEnd(8)},${move.party.padEnd(10)},/      ,${move.goods.padEnd(10)},${WORDS[move.direction].padEnd(6)},${yuan(move.fen).padEnd(10)},余额    ,${move.status.padEnd(8)},${move.id}\t,${move.merchantId}\t,      ,`,
        ),
      ];
      return encodeGb18030(`${lines.join('\n')}\n`);
    },
  );
}

/** The newer form of the WeChat bill: a workbook with the notices above the header and ¥ before the amount. */
function personalWechat(plan: DemoPlan, month: string): DemoFile {
  const moves = plan.personal.wechat;
  const truth = personalTruth(moves);
  const sheet = (): SheetSpec => {
    const { from, to } = periodOf(month, moves);
    const figure = (word: string, { count, fen }: FileTruth['income']) =>
      `${word}：${count}笔 ${yuan(fen)}元`;
    return {
      name: 'Sheet1',
      title: [
        '微信支付账单明细',
        `微信昵称：[${plan.agency.employee}]`,
        `起始时间：[${from}] 终止时间：[${to}]`,
        '导出类型：[全部]',
        '导出时间：[2026-06-01 10:05:22]',
        '',
        `共${moves.length}笔记录`,
        figure('收入', truth.income),
        figure('支出', truth.expense),
        figure('中性交易', truth.neutral),
        '注：',
        '1. 充值/提现/理财通购买/零钱通存取/信用卡还款等交易，将计入中性交易',
        '2. 本明细仅展示当前账单中的交易，不包括已删除的记录',
        '3. 本明细仅供个人对账使用',
        '4. 交易时间为 UTC+08:00',
        '',
        '----------------------微信支付账单明细列表--------------------',
      ],
      columns: [
        { heading: '交易时间', kind: 'datetime' },
        ...['交易类型', '交易对方', '商品', '收/支', '金额(元)', '支付方式', '当前状态'].map(heading => ({
          heading,
          kind: 'text' as const,
        })),
        { heading: '交易单号', kind: 'id' },
        { heading: '商户单号', kind: 'id' },
        { heading: '备注', kind: 'text' },
      ],
      ...rowsOf(moves, move => [
        momentText(move.at),
        move.kind,
        move.party,
        move.goods,
        move.direction === 'neutral' ? '/' : WORDS[move.direction],
        `¥${yuan(move.fen)}`,
        '零钱',
        move.status,
        move.id,
        move.merchantId,
        '/',
      ]),
    };
  };
  return workbookFile(
    {
      name: `个人/微信支付账单_${plan.agency.employee}_${month}.xlsx`,
      source: 'wechat',
      profile: 'wechat.personal',
      tour: true,
      truth,
    },
    sheet,
  );
}

/** A list that no profile knows: for the mapping tour. */
function supplierFile(plan: DemoPlan, month: string): DemoFile {
  const lines = plan.supplierLines.filter(line => line.day.startsWith(month));
  const fen = lines.reduce((sum, line) => sum + line.paidFen, 0);
  return plainFile(
    { name: `${month}/供应商结算单_${month}.csv`, source: 'unknown', profile: null, tour: true, truth: null },
    () =>
      utf8Bom([
        '供应商结算单',
        `结算月份：${month}    制单：${plan.agency.employee}`,
        '',
        '结算日,服务内容,合作方,件数,单价（元）,应结金额（元）,付款凭证',
        ...lines.map(line =>
          csvLine([
            line.day,
            line.service,
            line.supplier,
            String(line.pieces),
            yuan(line.unitFen),
            yuan(line.paidFen),
            line.voucher,
          ]),
        ),
        csvLine(['合计', '', '', '', '', yuan(fen), '']),
      ]),
  );
}
