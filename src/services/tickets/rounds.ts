import type { RoundTickets } from '../../contract/ticket-acts.ts';
import type { Relation } from '../../domain/matching/book/relations.ts';
import { ROUND_MONTH_FEN, ROUND_MOST_FEN } from '../../domain/matching/book/rounds.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { RuleRow } from '../../domain/rulebook/types.ts';
import { command } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { type TicketRow, ticketsOfMonth } from '../../store/tickets.ts';
import { ruleOfKey, type TicketStand, ticketStand } from '../../store/tickets-stand.ts';
import { adjustIn, adjustmentPairs, type TicketCaller } from './adjust.ts';

/** Where the rounding of a relation stands, and which way it goes where the outside tells more. */
const ON: Partial<Record<Relation, { code: string; way: 'gain' | 'loss' }>> = {
  receipt: { code: '2241.01', way: 'gain' },
  withdrawal: { code: '2241.01', way: 'gain' },
  refund: { code: '2241.01', way: 'gain' },
  payout: { code: '1221.07', way: 'loss' },
  direct: { code: '1221.07', way: 'loss' },
  deposit: { code: '1123.03', way: 'gain' },
  daily: { code: '1123.03', way: 'gain' },
  return: { code: '1123.03', way: 'gain' },
  order: { code: '1123.03', way: 'loss' },
  spend: { code: '1123.03', way: 'loss' },
};

const placeOf = ({ money, pool, client }: TicketStand): string =>
  money ? `money ${money.id}` : pool ? `pool ${pool.id}` : `client ${client}`;

/**
 * 尾差 of a month that may be written off at once: open tickets of rows whose numbers match and that differ by 0.01, up to
 * 1.00 by account and month, the oldest first.
 */
export function roundTickets(connection: Connection, { month }: { month: string }): RoundTickets {
  const open = ticketsOfMonth(connection, month).filter(
    ({ reason, state }) => reason === 'ROUND' && state !== 'decided',
  );
  const used = new Map<string, number>();
  const answer: RoundTickets = { tickets: [], sumFen: 0, refused: [] };
  for (const { id: ticket, client, clientName, amountFen, matchKey } of open) {
    const no = (code: string) => answer.refused.push({ ticket, code, params: { ticket } });
    const place = placeOf(ticketStand(connection, ticket));
    const usedFen = (used.get(place) ?? 0) + Math.abs(amountFen);
    if (Math.abs(amountFen) > ROUND_MOST_FEN) no('tickets.round_too_large');
    else if (matchKey === null || ruleOfKey(connection, matchKey) !== 'number') no('tickets.round_no_number');
    else if (usedFen > ROUND_MONTH_FEN) no('tickets.round_month_full');
    else {
      used.set(place, usedFen);
      answer.tickets.push({ ticket, client, clientName, amountFen });
      answer.sumFen += amountFen;
    }
  }
  return answer;
}

/** Writes off 尾差 within the tolerance, each by E59; what the ledger does not bear stays open and is told. */
export function acceptRounds(
  connection: Connection,
  caller: TicketCaller,
  {
    shipped,
    ...input
  }: { month: string; tickets: readonly number[]; note: string; shipped: readonly RuleRow[] },
): Promise<{ accepted: number; sumFen: number; refused: RoundTickets['refused'] }> {
  return command(connection, { ...caller, procedure: 'tickets.acceptRounds', input }, tx => {
    const { tickets, refused } = roundTickets(connection, input);
    const asked = new Set(input.tickets);
    const done = { accepted: 0, sumFen: 0, refused: refused.filter(({ ticket }) => asked.has(ticket)) };
    const rows = new Map(ticketsOfMonth(connection, input.month).map(row => [row.id, row]));
    for (const { ticket, amountFen } of tickets.filter(each => asked.has(each.ticket))) {
      try {
        const pair = pairFor(connection, rows.get(ticket)!, shipped);
        adjustIn(tx, { ticket, pair, amountFen: Math.abs(amountFen), note: input.note, shipped });
        done.accepted += 1;
        done.sumFen += amountFen;
      } catch (error) {
        if (!(error instanceof Refusal) || !/^(tickets|accounting)\./.test(error.code)) throw error;
        done.refused.push({ ticket, code: error.code, params: error.params });
      }
    }
    return done;
  });
}

function pairFor(connection: Connection, row: TicketRow, shipped: readonly RuleRow[]): string {
  const on = ON[row.relation as Relation];
  const turned = on?.way === 'gain' ? 'loss' : 'gain';
  const way = row.amountFen > 0 ? on?.way : turned;
  const pairs = adjustmentPairs(connection, { ticket: row.id, shipped });
  const side = way === 'gain' ? 'debit' : 'credit';
  const found = pairs.find(({ pair, ...sides }) => pair.endsWith(` ${way}`) && sides[side].code === on?.code);
  if (!found) throw new Refusal('tickets.round_no_account', { ticket: row.id });
  return found.pair;
}
