import { dayBefore, daysBetween } from '../../domain/calendar/days.ts';
import { checkDay } from '../../domain/reports/days.ts';
import {
  betweenLines,
  type DueItem,
  FUND_CODES,
  type FundLine,
  type FundsDaily,
  fundLines,
  fundTotals,
  type Payable,
  type ShownFundLine,
} from '../../domain/reports/funds-daily.ts';
import { byCodeAndDims } from '../../domain/reports/trial-balance.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { dueItems, type FundNames, readFundNames, readPairs, rechargesToPay } from '../../store/funds.ts';
import { readAccounts, readTurnovers } from '../../store/reports.ts';
import { caseSums } from '../../store/transit.ts';

/** 资金日报 of a day, with what is to be paid and what clients were to have paid by its end. Refuses `reports.bad_day`. */
export function fundsDaily(connection: Connection, on: string): FundsDaily {
  checkDay(on);
  const all = readAccounts(connection);
  const accounts = all.filter(({ code }) => FUND_CODES.includes(code)).sort(byCodeAndDims);
  const ids = accounts.map(({ id }) => id);
  const sums = {
    before: readTurnovers(connection, ids, null, dayBefore(on)),
    during: readTurnovers(connection, ids, on, on),
    pairs: readPairs(connection, ids, on),
  };
  const names = readFundNames(connection);
  const lines = fundLines(accounts, sums).map(line => shown(line, names));
  const payables = payablesOn(connection, on);
  const dues = duesOn(connection, on);
  return {
    on,
    lines,
    totals: fundTotals(lines),
    betweenFen: betweenLines(lines, sums.pairs),
    payables,
    payableFen: payables.reduce((fen, { amountFen }) => fen + amountFen, 0),
    dues,
    dueFen: dues.reduce((fen, { openFen }) => fen + openFen, 0),
  };
}

/** Postings are in yuan; a money account may say otherwise of itself. */
const BOOK_CURRENCY = 'CNY';

function shown(line: FundLine, { moneys, pools }: FundNames): ShownFundLine {
  const { dims, names } = line.accounts[0]!.account;
  const { money, pool } = dims;
  const nameless = { name: null, no: null, clientName: null, currency: BOOK_CURRENCY };
  if (line.group === 'transit') return { ...line, ...nameless };
  const ofMoney = money === undefined ? undefined : moneys.get(money);
  if (ofMoney)
    return {
      ...line,
      ...nameless,
      ...{ name: ofMoney.name, no: ofMoney.number, currency: ofMoney.currency },
    };
  const ofPool = pool === undefined ? undefined : pools.get(pool);
  const clientName = ofPool?.clientName ?? names.supplier ?? null;
  return { ...line, ...nameless, name: ofPool?.name ?? line.key, no: ofPool?.platformId ?? null, clientName };
}

const RECEIVABLE = ['1122.01', '1122.02'];

/** What clients were to have paid by the day, the oldest due first. */
function duesOn(connection: Connection, on: string): DueItem[] {
  return dueItems(connection, RECEIVABLE, on).map(
    ({ item, account, kind, caseNo, clientCode, clientName, dueOn, openFen }) => ({
      ...{ item, account, kind, clientCode, clientName, dueOn, openFen },
      no: caseNo,
      overdueDays: daysBetween(dueOn, on),
    }),
  );
}

/** What is to be paid by the end of the day: approved recharges, refunds to clients, staff, the platform, rebates. */
function payablesOn(connection: Connection, on: string): Payable[] {
  const accounts = new Map(readAccounts(connection).map(account => [account.id, account]));
  const codes = ['2241.05', '2202.03'];
  const owing = [...accounts.values()].filter(({ code }) => codes.includes(code)).sort(byCodeAndDims);
  const sums = readTurnovers(
    connection,
    owing.map(({ id }) => id),
    null,
    on,
  );
  const balances = sums.flatMap(({ account, debitsFen, creditsFen }): Payable[] => {
    const { code, names } = accounts.get(account)!;
    const amountFen = creditsFen - debitsFen;
    const kind = code === '2241.05' ? 'employee' : 'overdrawn';
    const party = names.employee ?? names.pool ?? names.supplier ?? '';
    return amountFen > 0 ? [{ kind, party, no: null, dueOn: null, amountFen, account }] : [];
  });
  const items = dueItems(connection, ['2202.01', '2241.03'], on).map(
    ({ code, caseNo, clientName, supplierName, dueOn, openFen, account }): Payable => ({
      kind: code === '2202.01' ? 'platform' : 'client_rebate',
      party: clientName ?? supplierName ?? '',
      ...{ no: caseNo, dueOn, amountFen: openFen, account },
    }),
  );
  const recharges = rechargesToPay(connection, on).map(
    ({ no, clientName, paidFen }): Payable => ({
      ...{ kind: 'recharge', party: clientName, no, dueOn: null, amountFen: paidFen, account: null },
    }),
  );
  return [...recharges, ...refundsOn(connection, on, accounts), ...balances, ...items];
}

/** 应退客户款 by case. */
function refundsOn(
  connection: Connection,
  on: string,
  accounts: ReadonlyMap<
    number,
    { id: number; code: string; dims: { client?: number }; names: { client?: string } }
  >,
): Payable[] {
  const byClient = new Map(
    [...accounts.values()].filter(({ code }) => code === '2241.06').map(each => [each.dims.client, each]),
  );
  return caseSums(connection, ['2241.06'], on).flatMap(
    ({ client, caseNo, debitsFen, creditsFen }): Payable[] => {
      const amountFen = creditsFen - debitsFen;
      const account = byClient.get(client ?? undefined);
      if (amountFen <= 0 || !account) return [];
      const party = account.names.client ?? '';
      return [{ kind: 'client_refund', party, no: caseNo, dueOn: null, amountFen, account: account.id }];
    },
  );
}
