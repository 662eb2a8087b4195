import { Refusal } from '../domain/refusal.ts';
import { insertRow, updateRow } from '../store/changes.ts';
import type { Tx } from '../store/transaction.ts';
import type { Account } from './accounts.ts';

interface MonthState {
  open: boolean;
  closedClients: ReadonlySet<number>;
  /** Pools of those clients, with the client. */
  closedPools: ReadonlyMap<number, number>;
}

/** What a command knows about months; made anew where it opens or closes one. */
export class Periods {
  private readonly tx: Tx;
  private readonly days = new Map<string, MonthState>();
  private readonly months = new Map<string, MonthState>();
  /** The day asked for last: rows come in the order of time. */
  private lastDay: string | null = null;
  private last: MonthState = { open: false, closedClients: new Set(), closedPools: new Map() };

  constructor(tx: Tx) {
    this.tx = tx;
  }

  /**
   * Refuses `ledger.day_invalid`, `ledger.period_closed` for a month that is not open, and
   * `ledger.client_period_closed` for a month closed for the client of one of the accounts.
   */
  check(day: string, debit: Account, credit: Account): void {
    const state = this.stateOn(day);
    if (!state.open) throw new Refusal('ledger.period_closed', { month: day.slice(0, 7), day });
    const client = closedFor(state, debit, credit);
    if (client !== undefined)
      throw new Refusal('ledger.client_period_closed', { month: day.slice(0, 7), client });
  }

  /**
   * The day on which a fact of a day counts: in a month that is closed for the client of one of the accounts the first
   * day of the next one that is open for it. Without such a month the day itself, which `check` then refuses.
   */
  dayFor(day: string, debit: Account, credit: Account): string {
    if (closedFor(this.stateOn(day), debit, credit) === undefined) return day;
    const sql =
      "SELECT month FROM period WHERE client IS NULL AND state = 'open' AND month > ? ORDER BY month";
    const later = this.tx.connection.prepareValue(sql).all(day.slice(0, 7)) as string[];
    const month = later.find(each => closedFor(this.stateOn(`${each}-01`), debit, credit) === undefined);
    return month === undefined ? day : `${month}-01`;
  }

  private stateOn(day: string): MonthState {
    if (day !== this.lastDay) {
      this.last = this.days.get(day) ?? this.readDay(day);
      this.lastDay = day;
    }
    return this.last;
  }

  private readDay(day: string): MonthState {
    if (!isDay(day)) throw new Refusal('ledger.day_invalid', { day });
    const month = day.slice(0, 7);
    const state = this.months.get(month) ?? this.readMonth(month);
    this.days.set(day, state);
    return state;
  }

  private readMonth(month: string): MonthState {
    const { connection } = this.tx;
    const own = 'SELECT state FROM period WHERE month = ? AND client IS NULL';
    const clients = "SELECT client FROM period WHERE month = ? AND client IS NOT NULL AND state = 'closed'";
    const pools = `SELECT p.id, p.client FROM pool p JOIN period c ON c.client = p.client
      WHERE c.month = ? AND c.state = 'closed'`;
    const state = {
      open: connection.prepareValue(own).get(month) === 'open',
      closedClients: new Set(connection.prepareValue(clients).all(month) as number[]),
      closedPools: new Map(connection.prepareRaw(pools).all(month) as [number, number][]),
    };
    this.months.set(month, state);
    return state;
  }
}

/** The client of one of the accounts for which a month is closed. */
function closedFor(
  { closedClients, closedPools }: MonthState,
  debit: Account,
  credit: Account,
): number | undefined {
  if (closedClients.size === 0) return undefined;
  for (const { client, pool } of [debit.ref, credit.ref]) {
    if (client !== undefined && closedClients.has(client)) return client;
    const owner = pool === undefined ? undefined : closedPools.get(pool);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/** Opens or closes a month of the book, or of one client only. A client's month without a row is open with the book's. */
export function setPeriod(
  tx: Tx,
  month: string,
  state: 'open' | 'closed',
  client: number | null = null,
): void {
  if (!isDay(`${month}-01`)) throw new Refusal('ledger.month_invalid', { month });
  const sql = 'SELECT id FROM period WHERE month = ? AND client IS ?';
  const id = tx.connection.prepareValue(sql).get(month, client) as number | undefined;
  if (id === undefined) insertRow(tx, 'period', { month, state, client });
  else updateRow(tx, 'period', id, { state });
}

/** Whether a text is a day of the calendar, `yyyy-mm-dd`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
