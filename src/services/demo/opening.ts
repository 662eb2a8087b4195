import { addDays, dayOf, dayStart } from './calendar.ts';
import { Dice } from './dice.ts';
import type { DemoClient, DemoPlan, Fen } from './types.ts';

/** Balances of the agency on the day before its first month. */
export interface DemoOpening {
  on: string;
  /** 待充值 of each client that has any. */
  funds: { client: DemoClient; fen: Fen }[];
  /** 垫款 that clients still owe. */
  advances: { client: DemoClient; dueOn: string; no: string; fen: Fen }[];
  depositPaidFen: Fen;
  depositsHeld: { client: DemoClient; fen: Fen }[];
  /** Owed to the employee for an order that she paid. */
  employeeFen: Fen;
  invoiced: { client: DemoClient; on: string; no: string; fen: Fen }[];
  limitUsed: { client: DemoClient; account: string; fen: Fen }[];
  /** What the agency itself owns of all that: assets less debts. */
  ownFen: Fen;
}

const DEPOSIT_PAID_FEN = 10_000_000;
const DEPOSIT_HELD_FEN = 2_000_000;
const EMPLOYEE_FEN = 30_000;
const LIMIT_USED_FEN = 30_000;
/** Of every sixteen clients one has less money than its months take: it runs into 透支. */
const SHORT_EVERY = 16;
const ADVANCED_EVERY = 13;
const INVOICED_EVERY = 6;
const DEPOSIT_EVERY = 20;

/**
 * The opening of a planned agency. Clients start with so much 待充值 that their months can be paid, except a few that
 * run short; everything else is what the plan starts with.
 */
export function openingOf(plan: DemoPlan): DemoOpening {
  const dice = new Dice(plan.seed, 'opening');
  const on = dayOf(addDays(dayStart(`${plan.months[0]!}-01`), -1));
  const every = (count: number, offset: number) => plan.clients.filter((_, at) => at % count === offset);
  const advances = every(ADVANCED_EVERY, 2).map((client, at) => ({
    client,
    dueOn: `${plan.months[0]!}-${at % 2 === 0 ? '10' : '20'}`,
    no: `DK${on.replaceAll('-', '')}${String(at + 1).padStart(4, '0')}`,
    fen: dice.fork(`advance${client.code}`).whole(3, 12) * 100_000,
  }));
  const owed = new Map(advances.map(({ client, fen }) => [client.code, fen]));
  const opening = {
    on,
    funds: plan.clients
      .map((client, at) => ({ client, fen: fundsOf(plan, client, at, owed.get(client.code) ?? 0, dice) }))
      .filter(({ fen }) => fen > 0),
    advances,
    depositPaidFen: DEPOSIT_PAID_FEN,
    depositsHeld: every(DEPOSIT_EVERY, 1).map(client => ({ client, fen: DEPOSIT_HELD_FEN })),
    employeeFen: EMPLOYEE_FEN,
    invoiced: every(INVOICED_EVERY, 0).map((client, at) => ({
      client,
      on: `${on.slice(0, 7)}-25`,
      no: `2633${dice.fork(`invoice${client.code}`).digits(12)}${String(at).padStart(4, '0')}`,
      fen: dice.fork(`invoiced${client.code}`).whole(50, 900) * 10_000,
    })),
    limitUsed: plan.clients
      .filter(client => client.subject.kind === 'enterprise' && !client.verified)
      .flatMap(client => client.douplus.map(({ id }) => ({ client, account: id, fen: LIMIT_USED_FEN }))),
    ownFen: 0,
  };
  return { ...opening, ownFen: ownFenOf(plan, opening) };
}

function fundsOf(plan: DemoPlan, client: DemoClient, at: number, owedFen: Fen, dice: Dice): Fen {
  const neededFen = neededFenOf(plan, client) + owedFen;
  const own = dice.fork(client.code);
  if (at % SHORT_EVERY === 5) return Math.floor((neededFen * 3) / 5 / 10_000) * 10_000;
  return Math.ceil(neededFen / 10_000) * 10_000 + own.whole(0, 200) * 10_000;
}

/** The deepest that a client's free money would fall, if it began at nothing. */
function neededFenOf(plan: DemoPlan, client: DemoClient): Fen {
  const byDay = new Map<string, Fen>();
  const move = (day: string, fen: Fen) => byDay.set(day, (byDay.get(day) ?? 0) + fen);
  const noted = notedReceipts(plan, client);
  for (const each of plan.moves) {
    if (each.client !== client.code) continue;
    const day = dayOf(each.at);
    // A receipt that nobody wrote down is claimed when its month is over.
    const late = each.kind === 'receipt' && !noted.has(`${day} ${each.fen}`);
    move(late ? `${day.slice(0, 7)}-99` : day, heldFen(each));
  }
  for (const order of plan.orders)
    if (order.client === client.code && order.payment === 'employee') move(dayOf(order.at), -order.paidFen);
  const accounts = new Set(client.accounts.map(({ id }) => id));
  for (const flow of plan.flows) if (accounts.has(flow.account)) move(flow.day, -flow.walletCostFen);
  let fen = 0;
  let least = 0;
  for (const [, dayFen] of [...byDay].sort(([a], [b]) => (a < b ? -1 : 1))) {
    fen += dayFen;
    least = Math.min(least, fen);
  }
  return -least;
}

function notedReceipts(plan: DemoPlan, { name }: DemoClient): Set<string> {
  const rows = plan.bookTruth.filter(row => row.type === '收款' && row.client === name);
  return new Set(rows.map(row => `${dayOf(row.at)} ${row.fen}`));
}

/** What a bank or channel line does to its client's free money; a receipt is one even while nobody has claimed it. */
function heldFen({ kind, fen }: DemoPlan['moves'][number]): Fen {
  return kind === 'fee' ? 0 : fen;
}

function ownFenOf(plan: DemoPlan, opening: Omit<DemoOpening, 'ownFen'>): Fen {
  const sum = (list: readonly { fen: Fen }[]) => list.reduce((total, { fen }) => total + fen, 0);
  const money = Object.values(plan.openings).reduce((total, fen) => total + fen, 0);
  const wallets = plan.wallets.reduce((total, { openingFen }) => total + openingFen, 0);
  // The clients' pools stand against their own money at the platform and leave nothing.
  const assets =
    money + wallets + plan.agency.agentOpeningFen + opening.depositPaidFen + sum(opening.advances);
  return assets - sum(opening.funds) - sum(opening.depositsHeld) - opening.employeeFen;
}
