import type { ColumnSpec } from '../../files/write-sheet.ts';
import { dayOf, momentText } from './calendar.ts';
import {
  countOf,
  csvLine,
  type DemoFile,
  e5,
  type FileTruth,
  NONE,
  plainFile,
  rowsOf,
  utf8Bom,
  workbookFile,
  yuan,
} from './render.ts';
import type { DayFlow, DemoAccount, DemoOrder, DemoPlan } from './types.ts';

const FLOW_HEADINGS = [
  '余额总消耗',
  '非赠款消耗',
  '赠款消耗',
  '消返红包消耗',
  '立减红包消耗',
  '共享钱包消耗',
  '共享赠款消耗',
  '总存入',
  '总转入',
  '总转出',
  '总余额',
  '赠款余额',
  '非赠款余额',
];
/** The last three are balances, which a total line does not have. */
const FLOW_BALANCES = 3;

/** What the platform exports for one month. */
export function platformFiles(plan: DemoPlan, month: string): DemoFile[] {
  const accounts = plan.clients.flatMap(client => client.accounts);
  const flows = Map.groupBy(
    plan.flows.filter(flow => flow.day.startsWith(month)),
    flow => flow.account,
  );
  const orders = plan.orders.filter(order => dayOf(order.at).startsWith(month));
  return [
    suixintuiFile(
      month,
      orders.filter(order => order.product === 'suixintui'),
    ),
    ...plan.clients.flatMap(client =>
      client.douplus.map(({ id }, at) =>
        douplusFile(
          month,
          id,
          orders.filter(order => order.account === id),
          at === 0 && client === plan.clients[0],
        ),
      ),
    ),
    ...accounts.map((account, at) => flowFile(month, account, flows.get(account.id) ?? [], at)),
  ].map(file => ({ ...file, tour: file.tour && month === plan.months.at(-1) }));
}

function orderTruth(orders: DemoOrder[], fenOf: (order: DemoOrder) => number): FileTruth {
  const days = orders.map(order => dayOf(order.at)).sort();
  return {
    rows: orders.length,
    income: NONE,
    expense: countOf(orders, fenOf),
    neutral: NONE,
    closed: countOf(
      orders.filter(order => order.status.startsWith('未支付')),
      fenOf,
    ),
    refund: NONE,
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
  };
}

const topUpFen = (order: DemoOrder) => order.topUps.reduce((sum, topUp) => sum + topUp.fen, 0);

function suixintuiFile(month: string, orders: DemoOrder[]): DemoFile {
  const truth = orderTruth(orders, order => order.paidFen + topUpFen(order));
  return workbookFile(
    {
      name: `${month}/随心推订单_${month}.xlsx`,
      source: 'qianchuan',
      profile: 'qianchuan.orders',
      tour: true,
      truth,
    },
    () => ({
      name: '随心推订单',
      columns: [
        { heading: '订单ID', kind: 'id' },
        { heading: '计划ID', kind: 'id' },
        { heading: '下单时间', kind: 'datetime' },
        { heading: '抖音号', kind: 'text' },
        { heading: '视频/直播间', kind: 'text' },
        { heading: '营销目标', kind: 'text' },
        { heading: '优化目标', kind: 'text' },
        { heading: '出价方式', kind: 'text' },
        { heading: '投放时长', kind: 'text' },
        { heading: '投放金额', kind: 'money' },
        { heading: '实付金额', kind: 'money' },
        { heading: '优惠券', kind: 'money' },
        { heading: '追加金额', kind: 'money' },
        { heading: '消耗', kind: 'money' },
        { heading: '状态', kind: 'text' },
      ],
      ...rowsOf(orders, order => [
        order.id,
        order.planId,
        momentText(order.at),
        order.douyin,
        order.live ? '直播间' : '视频',
        order.live ? '直播推广' : '短视频推广',
        order.goal,
        order.bid,
        `${order.hours}小时`,
        e5(order.amountFen),
        e5(order.paidFen),
        e5(order.couponFen),
        e5(topUpFen(order)),
        e5(order.spentFen),
        order.status,
      ]),
    }),
  );
}

function douplusFile(month: string, account: string, orders: DemoOrder[], tour: boolean): DemoFile {
  const truth = orderTruth(orders, order => order.amountFen);
  const name = `${month}/DOU+订单/DOU+订单_${account}_${month}.csv`;
  return plainFile({ name, source: 'douplus', profile: 'douplus.orders', tour, truth }, () =>
    utf8Bom([
      '订单ID(task_id),下单时间,类型,投放金额,续费次数,消耗,状态',
      ...orders.map(order =>
        csvLine([
          order.id,
          momentText(order.at),
          order.live ? '直播' : '视频',
          yuan(order.amountFen),
          String(order.topUps.length),
          yuan(order.spentFen),
          order.status,
        ]),
      ),
    ]),
  );
}

/** Figures of one day in the order of the headings; balances last. */
function flowFigures(flow: DayFlow): number[] {
  return [
    flow.cashCostFen + flow.grantCostFen,
    flow.cashCostFen,
    flow.grantCostFen,
    0,
    flow.couponCostFen,
    flow.walletCostFen,
    0,
    flow.incomeFen,
    flow.inFen,
    flow.outFen,
    flow.cashFen + flow.grantFen,
    flow.grantFen,
    flow.cashFen,
  ];
}

function flowTruth(flows: DayFlow[]): FileTruth {
  const gained = (flow: DayFlow) => flow.incomeFen + flow.inFen;
  const spent = (flow: DayFlow) => flow.cashCostFen + flow.grantCostFen + flow.outFen;
  return {
    rows: flows.length,
    income: countOf(
      flows.filter(flow => gained(flow) > 0),
      gained,
    ),
    expense: countOf(
      flows.filter(flow => spent(flow) > 0),
      spent,
    ),
    neutral: NONE,
    closed: NONE,
    refund: NONE,
    firstDay: flows[0]?.day ?? null,
    lastDay: flows.at(-1)?.day ?? null,
  };
}

/** 财务流水 of one account: a 总计 line right under the header; every fourth is a workbook, newest day first. */
function flowFile(month: string, account: DemoAccount, flows: DayFlow[], at: number): DemoFile {
  const asWorkbook = at % 4 === 0;
  const name = `${month}/财务流水/财务流水_${account.id}_${month}.${asWorkbook ? 'xlsx' : 'csv'}`;
  const head = {
    name,
    source: 'qianchuan',
    profile: 'qianchuan.daily',
    tour: at < 2,
    truth: flowTruth(flows),
  } as const;
  const totals = FLOW_HEADINGS.map((_, column) =>
    flows.reduce((sum, flow) => sum + flowFigures(flow)[column]!, 0),
  );
  const isBalance = (column: number) => column >= FLOW_HEADINGS.length - FLOW_BALANCES;
  if (!asWorkbook)
    return plainFile(head, () =>
      utf8Bom([
        csvLine([at % 3 === 1 ? '数据日期' : '日期', ...FLOW_HEADINGS.map(heading => `${heading}(元)`)]),
        csvLine(['总计', ...totals.map((fen, column) => (isBalance(column) ? '--' : yuan(fen)))]),
        ...flows.map(flow => csvLine([flow.day, ...flowFigures(flow).map(yuan)])),
      ]),
    );
  const newest = [...flows].reverse();
  return workbookFile(head, () => ({
    name: '财务流水',
    columns: [
      { heading: '日期', kind: 'date' },
      ...FLOW_HEADINGS.map((heading): ColumnSpec => ({ heading: `${heading}（元）`, kind: 'money' })),
    ],
    rowCount: flows.length + 1,
    rows: (from, count) =>
      [
        ['总计', ...totals.map((fen, column) => (isBalance(column) ? '--' : e5(fen)))],
        ...newest.map(flow => [flow.day, ...flowFigures(flow).map(e5)]),
      ].slice(from, from + count),
  }));
}
