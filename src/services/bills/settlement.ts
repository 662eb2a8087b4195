import type { BillFileView, BillLineView, SettlementView } from '../../contract/bills.ts';
import { settlementTotals } from '../../domain/bills/settle.ts';
import { lastDayOf } from '../../domain/reports/days.ts';
import { command, type Tx } from '../../ledger/command.ts';
import { billFiles, billLines, hasBill, settlementTickets } from '../../store/bills.ts';
import { readSettlement } from '../../store/bills-settle.ts';
import { insertRow } from '../../store/changes.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { changeTicket } from '../../store/tickets.ts';
import type { BillCaller } from './keep.ts';

const prefixOf = (month: string) => `BILL-${month}-`;
const caseOf = (month: string, account: string) => `${prefixOf(month)}${account}`;

/** Bill files, the newest first. */
export function billFileList(connection: Connection): BillFileView[] {
  return billFiles(connection).map(({ sha256: _sha256, months, ...file }) => ({
    ...file,
    months: months === '' ? [] : months.split(' '),
  }));
}

/** 媒体结算核对表 of a month with the tickets of each account. */
export function settlementOf(connection: Connection, month: string): SettlementView {
  const lines = readSettlement(connection, month);
  const tickets = Map.groupBy(settlementTickets(connection, prefixOf(month)), ({ caseNo }) => caseNo);
  return {
    month,
    hasBill: hasBill(connection, month),
    rows: lines.map(line => ({
      ...line,
      tickets: (tickets.get(caseOf(month, line.account)) ?? []).map(({ id, reason, amountFen, state }) => ({
        ...{ ticket: id, reason, amountFen },
        state: state as 'open' | 'decided' | 'carried',
      })),
    })),
    totals: settlementTotals(lines),
    files: billFileList(connection).filter(({ months }) => months.includes(month)),
  };
}

/** What the bill of a month says of one account. */
export function linesOfAccount(
  connection: Connection,
  { month, account }: { month: string; account: string },
): BillLineView[] {
  return billLines(connection, month)
    .filter(line => line.account === account)
    .map(({ file: _file, month: _month, account: _account, accountName: _name, ...line }) => line);
}

/**
 * Tickets of a month: what differs gets one for each cause, an open one its present amount, and one whose difference is
 * gone is decided by itself. What a person decided stays decided as long as the amount does.
 */
export function openSettlementTickets(
  connection: Connection,
  { actor, key, at }: BillCaller,
  wanted: { month: string },
): Promise<{ opened: number; changed: number; closed: number }> {
  const { month } = wanted;
  return command(connection, { actor, key, at, procedure: 'bills.openTickets', input: wanted }, tx => {
    const known = settlementTickets(tx.connection, prefixOf(month));
    const answer = { opened: 0, changed: 0, closed: 0 };
    const met = new Set<number>();
    for (const { account, client, pool, causes } of readSettlement(tx.connection, month))
      for (const { reason, amountFen } of causes) {
        const caseNo = caseOf(month, account);
        const own = known.filter(each => each.caseNo === caseNo && each.reason === reason);
        const standing =
          own.find(({ state }) => state !== 'decided') ?? own.find(each => each.amountFen === amountFen);
        if (!standing) {
          open(tx, { reason, amountFen, caseNo, client, pool, aroseOn: lastDayOf(month) });
          answer.opened += 1;
          continue;
        }
        met.add(standing.id);
        if (standing.amountFen === amountFen) continue;
        changeTicket(tx, standing.id, { amountFen });
        answer.changed += 1;
      }
    for (const { id, state } of known)
      if (state !== 'decided' && !met.has(id)) {
        changeTicket(tx, id, { state: 'decided', resolution: 'match' });
        answer.closed += 1;
      }
    return answer;
  });
}

function open(
  tx: Tx,
  ticket: {
    reason: string;
    amountFen: number;
    caseNo: string;
    client: number | null;
    pool: number | null;
    aroseOn: string;
  },
): void {
  insertRow(tx, 'ticket', {
    ...{ reason: ticket.reason, amount_fen: ticket.amountFen, state: 'open', arose_on: ticket.aroseOn },
    ...{ case_no: ticket.caseNo, client: ticket.client, pool: ticket.pool },
  });
}
