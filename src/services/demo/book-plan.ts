import { agentFiles } from './agent-files.ts';
import { bookFiles } from './book-files.ts';
import { dayOf } from './calendar.ts';
import { handList } from './hand-list.ts';
import { moneyFiles } from './money-files.ts';
import { platformFiles } from './platform-files.ts';
import type { DemoFile } from './render.ts';
import type { DemoPlan, MoneyMove } from './types.ts';

/** One statement file of the demo book. */
export interface DemoImport {
  file: DemoFile;
  /** Own account that it belongs to, where that is one of a bank or channel. */
  account?: string;
}

/** What fills the demo book, in order. */
export interface DemoBookPlan {
  /** Files by month; the receipts of all months but the last are claimed when their month is in. */
  months: { month: string; files: DemoImport[]; isLast: boolean }[];
  /** The file that is planned at the end and not carried out. */
  open: DemoImport;
}

/** Of the last month the platform's files and the agency's list reach only to this day; the bank's reach to its end. */
const CUT_DAY = '24';
/** Days that the last file of one bank lacks: somebody left out a page. */
const LOST_DAYS = ['12', '13', '14'];

/** Last day of the platform's files in the demo book. */
export function cutDayOf({ months }: DemoPlan): string {
  return `${months.at(-1)!}-${CUT_DAY}`;
}

/**
 * The files of the demo book in the order in which an agency has them: each month first a look at the daily flow, which
 * makes it the source of spend, then bank and channels, the agency's own list, the agent's record, the whole flow, and
 * lists that only compare. The last month stops on its way, with a page missing at one bank.
 */
export function demoBookPlan(plan: DemoPlan): DemoBookPlan {
  const last = plan.months.at(-1)!;
  const cut = until(plan, cutDayOf(plan));
  const months = plan.months.map(month => {
    const isLast = month === last;
    const own = isLast ? cut : plan;
    const money = isLast ? { ...plan, moves: withoutLostDays(plan) } : plan;
    const files = [
      ...flowImports(untilFirstSpend(plan, month), month),
      ...moneyImports(money, month),
      { file: listOf(own, month) },
      ...(isLast ? [{ file: handList(plan) }] : []),
      ...transferImports(own, month),
      ...flowImports(own, month),
      ...comparedImports(own, month),
    ];
    return { month, files, isLast };
  });
  return { months, open: { file: listOf(plan, last) } };
}

const isFlow = ({ profile }: DemoFile) => profile === 'qianchuan.daily';

function moneyImports(plan: DemoPlan, month: string): DemoImport[] {
  const { ccbAccount, cmbAccount, alipayAccount, wechatMerchant } = plan.agency;
  const numbers: Record<string, string> = {
    'bank.ccb.company': ccbAccount,
    'bank.cmb.company': cmbAccount,
    'alipay.account': alipayAccount,
    'wechat.funds': wechatMerchant,
  };
  return moneyFiles(plan, month).map(file => ({ file, account: numbers[file.profile!] }));
}

function flowImports(plan: DemoPlan, month: string): DemoImport[] {
  return platformFiles(plan, month)
    .filter(file => isFlow(file) && file.truth!.rows > 0)
    .map(file => ({ file }));
}

function transferImports(plan: DemoPlan, month: string): DemoImport[] {
  return agentFiles(plan, month)
    .filter(({ profile }) => profile === 'agent.transfers')
    .map(file => ({ file }));
}

/** Orders, the pool list, spend and wallets of the agent: kept beside the book, and posted by none of them. */
function comparedImports(plan: DemoPlan, month: string): DemoImport[] {
  return [...platformFiles(plan, month), ...agentFiles(plan, month)]
    .filter(file => !isFlow(file) && file.profile !== 'agent.transfers' && file.truth!.rows > 0)
    .map(file => ({ file }));
}

function listOf(plan: DemoPlan, month: string): DemoFile {
  return bookFiles(plan).find(({ name }) => name === `${month}/通用流水_${month}.csv`)!;
}

/** Each account's flow up to its first spend of a month. */
function untilFirstSpend(plan: DemoPlan, month: string): DemoPlan {
  const spent = new Set<string>();
  const flows = plan.flows.filter(({ account, day, cashCostFen }) => {
    if (!day.startsWith(month) || spent.has(account)) return false;
    if (cashCostFen > 0) spent.add(account);
    return true;
  });
  return { ...plan, flows };
}

/** The plan as somebody sees it who exports on the evening of a day. */
export function until(plan: DemoPlan, day: string): DemoPlan {
  const seen = ({ at }: { at: number }) => dayOf(at) <= day;
  return {
    ...plan,
    transfers: plan.transfers.filter(seen),
    orders: plan.orders.filter(seen),
    flows: plan.flows.filter(flow => flow.day <= day),
    walletDays: plan.walletDays.filter(line => line.day <= day),
    book: plan.book.filter(seen),
  };
}

/** Bank and channel lines of the demo book. */
export function withoutLostDays({ moves, months }: DemoPlan): MoneyMove[] {
  const lost = new Set(LOST_DAYS.map(day => `${months.at(-1)!}-${day}`));
  return moves.filter(({ channel, at }) => channel !== 'cmb' || !lost.has(dayOf(at)));
}
