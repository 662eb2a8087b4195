import type { ColumnSpec } from '../../files/write-sheet.ts';
import { dayOf, momentText } from './calendar.ts';
import {
  countOf,
  type DemoFile,
  e5,
  type FileTruth,
  NONE,
  rowsOf,
  signedTruth,
  workbookFile,
} from './render.ts';
import type { DayFlow, DemoAccount, DemoClient, DemoPlan, Transfer } from './types.ts';

type Seats = { client: DemoClient; account: DemoAccount }[];
type Flows = Map<string, DayFlow[]>;

/** What the agent's desk exports for one month. */
export function agentFiles(plan: DemoPlan, month: string): DemoFile[] {
  const seats = plan.clients.flatMap(client => client.accounts.map(account => ({ client, account })));
  const flows = Map.groupBy(
    plan.flows.filter(flow => flow.day.startsWith(month)),
    flow => flow.account,
  );
  const transfers = plan.transfers.filter(each => dayOf(each.at).startsWith(month));
  return [
    transferFile(plan, month, transfers),
    poolFile(plan, month, seats, flows),
    consumptionFile(plan, month, seats, flows),
    walletFile(plan, month),
  ].map(file => ({ ...file, tour: month === plan.months.at(-1) }));
}

/** A truth of expenses by day, to be filled in. */
function dayTruth(days: string[]): FileTruth {
  const sorted = [...days].sort();
  return {
    rows: days.length,
    income: NONE,
    expense: NONE,
    neutral: NONE,
    closed: NONE,
    refund: NONE,
    firstDay: sorted[0] ?? null,
    lastDay: sorted.at(-1) ?? null,
  };
}

function transferFile(plan: DemoPlan, month: string, transfers: Transfer[]): DemoFile {
  const truth = signedTruth(transfers, {
    fen: each => (each.kind === '加款' ? 1 : -1) * (each.cashFen + each.grantFen),
    day: each => dayOf(each.at),
    refund: each => each.kind === '退款',
  });
  const side = (prefix: string): ColumnSpec[] => [
    { heading: `${prefix}账户ID`, kind: 'id' },
    { heading: `${prefix}账户名称`, kind: 'text' },
    { heading: `${prefix}账户类型`, kind: 'text' },
    { heading: `${prefix}客户名称`, kind: 'text' },
  ];
  const { agency } = plan;
  const agent = [agency.agentId, agency.agentName, '代理商账户', agency.name];
  return workbookFile(
    {
      name: `${month}/账户转账记录_${month}.xlsx`,
      source: 'agent',
      profile: 'agent.transfers',
      tour: true,
      truth,
    },
    () => ({
      name: '账户转账记录',
      columns: [
        { heading: '业务发生时间', kind: 'datetime' },
        ...side('转出方'),
        ...side('转入方'),
        { heading: '转账类型', kind: 'text' },
        { heading: '转账非赠款', kind: 'money' },
        { heading: '转账赠款', kind: 'money' },
        { heading: '转账总金额', kind: 'money' },
        { heading: '操作人', kind: 'text' },
        { heading: '平台类型', kind: 'text' },
      ],
      ...rowsOf(transfers, each => {
        const own = [each.target, each.targetName, '千川账户', each.clientName];
        const sides = each.kind === '加款' ? [...agent, ...own] : [...own, ...agent];
        const money = [e5(each.cashFen), e5(each.grantFen), e5(each.cashFen + each.grantFen)];
        return [momentText(each.at), ...sides, each.kind, ...money, agency.employee, '巨量千川'];
      }),
    }),
  );
}

/** 底池: one line per account and day that spent anything, grants and shared wallet apart. */
function poolFile(plan: DemoPlan, month: string, seats: Seats, flows: Flows): DemoFile {
  const lines = seats
    .flatMap(seat => (flows.get(seat.account.id) ?? []).map(flow => ({ ...seat, flow })))
    .filter(({ flow }) => flow.cashCostFen + flow.grantCostFen + flow.walletCostFen > 0)
    .sort((a, b) => (a.flow.day < b.flow.day ? -1 : a.flow.day > b.flow.day ? 1 : 0));
  const cost = ({ flow }: (typeof lines)[number]) => flow.cashCostFen + flow.grantCostFen;
  const truth = {
    ...dayTruth(lines.map(({ flow }) => flow.day)),
    expense: countOf(lines, cost),
  };
  const text = (...headings: string[]) =>
    headings.map((heading): ColumnSpec => ({ heading, kind: heading.endsWith('ID') ? 'id' : 'text' }));
  const money = (...headings: string[]) =>
    headings.map((heading): ColumnSpec => ({ heading, kind: 'money' }));
  const walletName = (id: string | null) => plan.wallets.find(wallet => wallet.id === id)?.name ?? '';
  return workbookFile(
    { name: `${month}/底池_${month}.xlsx`, source: 'agent', profile: 'agent.pool', tour: true, truth },
    () => ({
      name: '底池',
      columns: [
        { heading: '统计日期', kind: 'date' },
        ...text(
          '代理商ID',
          '客户ID',
          '客户名称',
          '直客ID',
          '直客客户名称',
          '一级行业',
          '二级行业',
          '注册时间',
        ),
        ...money('总消耗', '赠款消耗', '非赠款消耗', '预付消耗', '授信消耗'),
        ...text('子钱包ID', '共享子钱包名称'),
        ...money('共享钱包消耗', '共享预付消耗', '共享授信消耗'),
        ...text('代理商子账户ID', '代理商子账户名称', '一级代理商客户ID'),
      ],
      ...rowsOf(lines, ({ flow, client, account }) => [
        flow.day,
        plan.agency.agentId,
        account.id,
        client.name,
        '',
        '',
        '电商',
        '零售',
        '2025-11-01',
        e5(flow.cashCostFen + flow.grantCostFen),
        e5(flow.grantCostFen),
        e5(flow.cashCostFen),
        e5(flow.cashCostFen),
        0,
        account.wallet ?? '',
        walletName(account.wallet),
        e5(flow.walletCostFen),
        e5(flow.walletCostFen),
        0,
        plan.agency.agentId,
        plan.agency.agentName,
        '',
      ]),
    }),
  );
}

/** 方舟消耗: one line per account and month, without a date. */
function consumptionFile(plan: DemoPlan, month: string, seats: Seats, flows: Flows): DemoFile {
  const lines = seats
    .map(({ client, account }, at) => {
      const cashFen = (flows.get(account.id) ?? []).reduce((sum, flow) => sum + flow.cashCostFen, 0);
      return { account, client, cashFen, rebatedFen: at % 6 === 0 ? Math.floor(cashFen / 50) : 0 };
    })
    .filter(line => line.cashFen > 0);
  const truth: FileTruth = {
    ...dayTruth([]),
    rows: lines.length,
    income: countOf(
      lines.filter(line => line.rebatedFen > 0),
      line => line.rebatedFen,
    ),
    expense: countOf(lines, line => line.cashFen),
  };
  return workbookFile(
    {
      name: `${month}/代理商消耗_${month}.xlsx`,
      source: 'agent',
      profile: 'agent.consumption',
      tour: true,
      truth,
    },
    () => ({
      name: '0',
      columns: [
        { heading: '广告主账户id', kind: 'id' },
        { heading: '客户名称', kind: 'text' },
        { heading: '非赠款消耗', kind: 'money' },
        { heading: '返佣消耗', kind: 'money' },
        { heading: '一级代理商账户名称', kind: 'text' },
      ],
      ...rowsOf(lines, line => [
        line.account.id,
        line.client.name,
        e5(line.cashFen),
        e5(line.rebatedFen),
        plan.agency.agentName,
      ]),
    }),
  );
}

function walletFile(plan: DemoPlan, month: string): DemoFile {
  const lines = plan.walletDays.filter(line => line.day.startsWith(month) && line.inFen + line.outFen > 0);
  const truth: FileTruth = {
    ...dayTruth(lines.map(line => line.day)),
    income: countOf(
      lines.filter(line => line.inFen > 0),
      line => line.inFen,
    ),
    expense: countOf(
      lines.filter(line => line.outFen > 0),
      line => line.outFen,
    ),
  };
  return workbookFile(
    {
      name: `${month}/共享钱包流水_${month}.xlsx`,
      source: 'agent',
      profile: 'agent.wallet',
      tour: true,
      truth,
    },
    () => ({
      name: '共享钱包流水',
      columns: [
        { heading: '日期', kind: 'date' },
        { heading: '共享钱包ID', kind: 'id' },
        { heading: '共享钱包名称', kind: 'text' },
        { heading: '总收入', kind: 'money' },
        { heading: '总支出', kind: 'money' },
        { heading: '业务线', kind: 'text' },
      ],
      ...rowsOf(lines, line => [
        line.day,
        line.wallet,
        plan.wallets.find(wallet => wallet.id === line.wallet)!.name,
        e5(line.inFen),
        e5(line.outFen),
        '巨量千川',
      ]),
    }),
  );
}
