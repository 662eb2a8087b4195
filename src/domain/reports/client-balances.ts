import {
  addMoney,
  type ClientMoney,
  type MoneyByKind,
  moneyKind,
  moneyOf,
  NO_MONEY,
  noMoneyByKind,
  type Recharge,
  rechargeOf,
} from './client-money.ts';
import type { ReportAccount, Turnover } from './types.ts';

/** What moved on an account by one event in a range. */
export interface EventTurnover extends Turnover {
  event: string;
}

/** One line of 客户余额总表; opening + all kinds = closing in 待充值 and in 在平台. */
export interface ClientBalance {
  client: number;
  name: string;
  opening: ClientMoney;
  kinds: MoneyByKind;
  recharge: Recharge;
  closing: ClientMoney;
  /** 应收客户款 at the end, investment and fees. */
  receivableFen: number;
}

const RECEIVABLE = new Set(['1122.01', '1122.02']);

/** 客户余额总表: a line for every client whose accounts have a balance or moved, in order of the client's number. */
export function clientBalances(
  accounts: readonly ReportAccount[],
  before: readonly Turnover[],
  during: readonly EventTurnover[],
): ClientBalance[] {
  const byId = new Map(accounts.map(account => [account.id, account]));
  const lines = new Map<number, ClientBalance>();
  for (const turnover of before) {
    const account = byId.get(turnover.account)!;
    const line = lineOf(lines, account);
    if (line) line.opening = addMoney(line.opening, moneyIn(account, turnover));
    if (line && RECEIVABLE.has(account.code)) line.receivableFen += turnover.debitsFen - turnover.creditsFen;
  }
  for (const turnover of during) {
    const account = byId.get(turnover.account)!;
    const line = lineOf(lines, account);
    if (!line) continue;
    const kind = moneyKind(turnover.event);
    line.kinds[kind] = addMoney(line.kinds[kind], moneyIn(account, turnover));
    if (RECEIVABLE.has(account.code)) line.receivableFen += turnover.debitsFen - turnover.creditsFen;
  }
  return [...lines.values()].map(closed).toSorted((one, other) => one.client - other.client);
}

function moneyIn({ code }: ReportAccount, { debitsFen, creditsFen }: Turnover): ClientMoney {
  return moneyOf(code, debitsFen, creditsFen);
}

function lineOf(lines: Map<number, ClientBalance>, { dims, names }: ReportAccount): ClientBalance | null {
  if (dims.client === undefined) return null;
  let line = lines.get(dims.client);
  if (!line) {
    line = {
      client: dims.client,
      name: names.client ?? '',
      opening: NO_MONEY,
      kinds: noMoneyByKind(),
      recharge: { paidFen: 0, creditedFen: 0 },
      closing: NO_MONEY,
      receivableFen: 0,
    };
    lines.set(dims.client, line);
  }
  return line;
}

function closed(line: ClientBalance): ClientBalance {
  const closing = Object.values(line.kinds).reduce(addMoney, line.opening);
  return { ...line, closing, recharge: rechargeOf(line.kinds) };
}
