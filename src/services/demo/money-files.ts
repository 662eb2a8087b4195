import { encodeGb18030 } from '../../files/encode-gb18030.ts';
import { clockOf, dayOf, momentText, monthsFrom } from './calendar.ts';
import {
  csvLine,
  type DemoFile,
  e5,
  type FileTruth,
  plainFile,
  rowsOf,
  signedTruth,
  workbookFile,
  yuan,
} from './render.ts';
import type { Channel, DemoPlan, MoneyMove } from './types.ts';
import { encryptedZip } from './zip-cipher.ts';

const RULE = '-'.repeat(40);

/** Bank and channel statements of one month. */
export function moneyFiles(plan: DemoPlan, month: string): DemoFile[] {
  const tour = month === plan.months.at(-1);
  const first = month === plan.months[0];
  const of = (channel: Channel) =>
    plan.moves.filter(move => move.channel === channel && dayOf(move.at).startsWith(month));
  return [
    ccbFile(plan, month, of('ccb'), tour || first),
    cmbFile(plan, month, of('cmb'), tour),
    alipayFile(plan, month, of('alipay')),
    wechatFile(plan, month, of('wechat'), tour),
  ];
}

function truthOf(moves: MoneyMove[]): FileTruth {
  return signedTruth(moves, {
    fen: move => move.fen,
    day: move => dayOf(move.at),
    refund: move => move.kind === 'orderRefund',
  });
}

const packed = (text: string) => text.replaceAll('-', '');

function ccbFile(plan: DemoPlan, month: string, moves: MoneyMove[], tour: boolean): DemoFile {
  const head = {
    name: `${month}/建设银行企业账户_${month}.csv`,
    source: 'bank',
    profile: 'bank.ccb.company',
    tour,
  } as const;
  return plainFile({ ...head, truth: truthOf(moves) }, () => {
    const rows = [...moves].reverse().map(move => {
      const day = packed(dayOf(move.at));
      return csvLine([
        `${day} ${clockOf(move.at)}`,
        move.fen < 0 ? yuan(-move.fen) : '0',
        move.fen < 0 ? '0' : yuan(move.fen),
        yuan(move.balanceFen),
        '人民币元',
        move.party,
        move.partyAccount,
        '',
        day,
        move.memo,
        move.reference,
        move.serial,
      ]);
    });
    const lines = [
      '中国建设银行企业账户明细',
      `账　　号,${plan.agency.ccbAccount},账户名称,${plan.agency.name}`,
      '交易时间,借方发生额/元(支取),贷方发生额/元(收入),余额,币种,对方户名,对方账号,对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号',
      ...rows,
    ];
    return encodeGb18030(`${lines.join('\r\n')}\r\n`);
  });
}

function cmbFile(plan: DemoPlan, month: string, moves: MoneyMove[], tour: boolean): DemoFile {
  const head = {
    name: `${month}/招商银行企业账户_${month}.xlsx`,
    source: 'bank',
    profile: 'bank.cmb.company',
    tour,
  } as const;
  return workbookFile({ ...head, truth: truthOf(moves) }, () => ({
    name: '账户明细',
    columns: [
      { heading: '账号', kind: 'id' },
      { heading: '账号名称', kind: 'text' },
      { heading: '币种', kind: 'text' },
      { heading: '交易日', kind: 'text' },
      { heading: '交易时间', kind: 'text' },
      { heading: '起息日', kind: 'text' },
      { heading: '交易类型', kind: 'text' },
      { heading: '借方金额', kind: 'money' },
      { heading: '贷方金额', kind: 'money' },
      { heading: '余额', kind: 'money' },
      { heading: '摘要', kind: 'text' },
      { heading: '流水号', kind: 'id' },
      { heading: '业务参考号', kind: 'id' },
      { heading: '收(付)方名称', kind: 'text' },
      { heading: '收(付)方账号', kind: 'id' },
      { heading: '冲账标志', kind: 'text' },
    ],
    ...rowsOf(moves, move => {
      const day = packed(dayOf(move.at));
      return [
        plan.agency.cmbAccount,
        plan.agency.name,
        '人民币',
        day,
        clockOf(move.at),
        day,
        move.kind === 'interest' ? '结息' : '企业银行转账',
        move.fen < 0 ? e5(-move.fen) : null,
        move.fen < 0 ? null : e5(move.fen),
        e5(move.balanceFen),
        move.memo,
        move.serial,
        move.reference,
        move.party,
        move.partyAccount,
        '',
      ];
    }),
  }));
}

const ALIPAY_KINDS: Partial<Record<MoneyMove['kind'], string>> = {
  receipt: '在线支付',
  order: '在线支付',
  orderRefund: '交易退款',
  fee: '收费',
  sweep: '提现',
  returned: '提现退回',
};

/** One month comes as the channel mails it: a ZIP with a password, GBK names, the summary before the detail. */
function alipayFile(plan: DemoPlan, month: string, moves: MoneyMove[]): DemoFile {
  const zipped = month === plan.months[Math.min(1, plan.months.length - 1)];
  const head = { source: 'alipay', profile: 'alipay.account', tour: true, truth: truthOf(moves) } as const;
  const text = () => alipayText(plan, month, moves);
  if (!zipped)
    return plainFile({ ...head, name: `${month}/支付宝账务明细_${month}.csv` }, () => encodeGb18030(text()));
  const password = month.replace('-', '');
  return plainFile({ ...head, name: `${month}/支付宝账务明细_${month}.zip`, password }, () => {
    const entry = (name: string, content: string) => ({
      name: encodeGb18030(`${plan.agency.alipayAccount}_${packed(month)}_${name}.csv`),
      bytes: encodeGb18030(content),
    });
    return encryptedZip(
      [entry('账务明细(汇总)', alipaySummary(plan, month, moves)), entry('账务明细', text())],
      password,
    );
  });
}

function alipayHead(plan: DemoPlan, month: string): string[] {
  const [, next] = monthsFrom(month, 2);
  const chinese = (of: string) => `${of.slice(0, 4)}年${of.slice(5, 7)}月01日 00:00:00`;
  return [
    `#账号：[${plan.agency.alipayAccount}]`,
    `#起始日期：[${chinese(month)}]   终止日期：[${chinese(next!)}]`,
  ];
}

function alipayTotals(moves: MoneyMove[]): string[] {
  const { income, expense } = truthOf(moves);
  return [
    `#支出合计：${expense.count}笔，共${yuan(expense.fen)}元`,
    `#收入合计：${income.count}笔，共${yuan(income.fen)}元`,
  ];
}

function alipayText(plan: DemoPlan, month: string, moves: MoneyMove[]): string {
  const rows = moves.map(move => {
    const receipt = move.kind === 'receipt';
    const order = move.kind === 'order' || move.kind === 'orderRefund';
    const partner = receipt ? `${move.client!.toLowerCase()}***@163.com` : order ? 'pay***@douyin.com' : '';
    return [
      `${move.serial}\t`,
      `${move.serial.slice(2)}B\t`,
      `${move.reference}\t`,
      `${receipt ? `${move.memo}-${move.party}` : order || move.kind === 'sweep' ? move.memo : ''}\t`,
      `${momentText(move.at)}\t`,
      `${partner}\t`,
      move.fen >= 0 ? `${yuan(move.fen)}` : '',
      move.fen < 0 ? `\t${yuan(-move.fen)}` : '\t',
      yuan(move.balanceFen),
      '支付宝\t',
      `${ALIPAY_KINDS[move.kind] ?? '其他'}\t`,
      `${order || receipt ? '' : move.memo}\t`,
    ].join(',');
  });
  const lines = [
    '#支付宝账务明细查询',
    ...alipayHead(plan, month),
    `#${RULE}账务明细列表${RULE}`,
    '账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注',
    ...rows,
    `#${RULE}账务明细列表结束${RULE}`,
    ...alipayTotals(moves),
    '#导出时间：[2026年06月01日 09:12:44]',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function alipaySummary(plan: DemoPlan, month: string, moves: MoneyMove[]): string {
  const kinds = Object.groupBy(moves, move => ALIPAY_KINDS[move.kind] ?? '其他');
  const rows = Object.entries(kinds).map(([kind, list]) => {
    const { income, expense } = truthOf(list!);
    return [kind, income.count, yuan(income.fen), expense.count, yuan(expense.fen)].join(',');
  });
  const lines = [
    '#支付宝账务汇总查询',
    ...alipayHead(plan, month),
    `#${RULE}账务汇总列表${RULE}`,
    '类型,收入（笔）,收入（+元）,支出（笔）,支出（-元）',
    ...rows,
    `#${RULE}账务汇总列表结束${RULE}`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}

const WECHAT_KINDS: Partial<Record<MoneyMove['kind'], string>> = {
  receipt: '交易',
  fee: '扣除交易手续费',
  sweep: '提现',
  returned: '提现退回',
};

function wechatFile(plan: DemoPlan, month: string, moves: MoneyMove[], tour: boolean): DemoFile {
  const truth = truthOf(moves);
  const head = {
    name: `${month}/微信资金账单_${month}.csv`,
    source: 'wechat',
    profile: 'wechat.funds',
    tour,
    truth,
  } as const;
  return plainFile(head, () => {
    const marked = (cells: string[]) => cells.map(cell => `\`${cell}`).join(',');
    const rows = moves.map(move => {
      const kind = WECHAT_KINDS[move.kind] ?? '其他';
      return marked([
        momentText(move.at),
        `5030${move.serial}`,
        `4200${move.serial}`,
        kind,
        kind,
        move.fen < 0 ? '支出' : '收入',
        yuan(Math.abs(move.fen)),
        yuan(move.balanceFen),
        `${plan.agency.wechatMerchant}API`,
        move.kind === 'receipt' ? `${move.memo}${move.client}` : move.memo,
        move.reference,
      ]);
    });
    const { income, expense } = truth;
    const figures = [moves.length, income.count, yuan(income.fen), expense.count, yuan(expense.fen)];
    const lines = [
      '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号',
      ...rows,
      '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额',
      marked(figures.map(figure => (typeof figure === 'number' ? `${figure}.0` : figure))),
    ];
    return Buffer.from(`${lines.join('\n')}\n`);
  });
}
