import { accountOf, refKey } from '../../domain/accounting/chart.ts';
import type { AccountRef } from '../../domain/accounting/types.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import type { TransferKind } from '../../store/schema/tables.ts';
import type { Findings } from './findings.ts';

/** The columns of a transfer in the order of its canonical bytes. */
export type TransferRow = [
  id: number,
  batch: number,
  leg: number,
  kind: TransferKind,
  debit: number,
  credit: number,
  amountFen: number,
  holdId: number | null,
  reversesId: number | null,
  effectiveOn: string,
  event: string,
  sourceRow: number | null,
  caseNo: string | null,
  debitItem: number | null,
  creditItem: number | null,
];

interface AccountSums {
  debits: number;
  credits: number;
  debitsPending: number;
  creditsPending: number;
  months: Map<string, { debits: number; credits: number }>;
}

/** Sums of the transfers alone, to be compared with the sums that were kept beside them. */
export class Recount {
  readonly accounts = new Map<number, AccountSums>();
  private readonly holds = new Map<number, { amount: number; open: number }>();
  /** Debits minus credits of each open item. */
  private readonly items = new Map<number, number>();
  /** Live postings on each source row. */
  readonly liveByRow = new Map<number, number>();
  transfers = 0;

  take(row: TransferRow): void {
    const [
      ,
      ,
      ,
      kind,
      debit,
      credit,
      fen,
      holdId,
      reversesId,
      effectiveOn,
      ,
      sourceRow,
      ,
      debitItem,
      creditItem,
    ] = row;
    this.transfers += 1;
    const ours = this.account(debit);
    const theirs = this.account(credit);
    if (holdId !== null) this.takeHold(kind, holdId, fen, ours, theirs);
    if (kind === 'hold' || kind === 'void') return;
    const month = effectiveOn.slice(0, 7);
    if (kind === 'reverse') {
      post(ours, month, 0, -fen);
      post(theirs, month, -fen, 0);
    } else {
      post(ours, month, fen, 0);
      post(theirs, month, 0, fen);
    }
    if (debitItem !== null) this.items.set(debitItem, (this.items.get(debitItem) ?? 0) + fen);
    if (creditItem !== null) this.items.set(creditItem, (this.items.get(creditItem) ?? 0) - fen);
    if (sourceRow !== null)
      this.liveByRow.set(sourceRow, (this.liveByRow.get(sourceRow) ?? 0) + (reversesId === null ? 1 : -1));
  }

  /** Compares with accounts, balances, month sums, holds and open items. */
  compare(connection: Connection, findings: Findings): void {
    this.compareBalances(connection, findings);
    this.compareMonths(connection, findings);
    this.compareHolds(connection, findings);
    this.compareItems(connection, findings);
  }

  private compareBalances(connection: Connection, findings: Findings): void {
    const sql = `SELECT a.id, a.code, a.key, a.client, a.subject, a.supplier, a.money, a.pool, a.bucket, a.employee,
      a.category, b.guard, b.allowance_fen, b.debits_posted_fen, b.credits_posted_fen, b.debits_pending_fen,
      b.credits_pending_fen FROM account a LEFT JOIN balance b ON b.account = a.id ORDER BY a.id`;
    for (const row of connection.prepare(sql).all() as Record<string, number | string | null>[]) {
      const account = String(row.key);
      const { guard, ...kept } = row;
      if (keyOf(row) !== account) findings.add('ledger.verify.account', { account });
      if (guard !== accountOf(String(row.code)).guard) findings.add('ledger.verify.guard', { account });
      const sums = this.account(row.id as number);
      const pairs = [
        ['debits_posted_fen', sums.debits],
        ['credits_posted_fen', sums.credits],
        ['debits_pending_fen', sums.debitsPending],
        ['credits_pending_fen', sums.creditsPending],
      ] as const;
      for (const [column, fen] of pairs)
        if (kept[column] !== fen)
          findings.add('ledger.verify.balance', { account, column, keptFen: String(kept[column]), fen });
      const net = sums.debits - sums.credits;
      const roomFen =
        guard === 'debits_cover'
          ? net - sums.creditsPending
          : guard === 'credits_cover'
            ? -net - sums.debitsPending
            : 0;
      if (roomFen + Number(kept.allowance_fen) < 0)
        findings.add('ledger.verify.uncovered', { account, roomFen });
    }
  }

  private compareMonths(connection: Connection, findings: Findings): void {
    const sql = 'SELECT account, month, debits_fen, credits_fen FROM month_sum ORDER BY account, month';
    const seen = new Map<number, number>();
    for (const [account, month, debits, credits] of connection.prepareRaw(sql).all() as [
      number,
      string,
      number,
      number,
    ][]) {
      const sums = this.account(account).months.get(month);
      if ((sums?.debits ?? 0) !== debits || (sums?.credits ?? 0) !== credits)
        findings.add('ledger.verify.month_sum', { account, month });
      if (sums) seen.set(account, (seen.get(account) ?? 0) + 1);
    }
    for (const [account, { months }] of this.accounts)
      if ((seen.get(account) ?? 0) !== months.size)
        findings.add('ledger.verify.month_sum', { account, month: '' });
  }

  private compareHolds(connection: Connection, findings: Findings): void {
    const rows = connection.prepareRaw('SELECT id, amount_fen, open_fen FROM hold').all() as number[][];
    for (const [id, amount, open] of rows) {
      const hold = this.holds.get(id!);
      if (hold?.amount !== amount || hold?.open !== open) findings.add('ledger.verify.hold', { hold: id! });
    }
    if (rows.length !== this.holds.size) findings.add('ledger.verify.hold', { hold: 0 });
  }

  /** Each item against its transfers, and the items of an account against its balance (I4). */
  private compareItems(connection: Connection, findings: Findings): void {
    const sql =
      'SELECT i.id, i.account, a.code, i.open_fen FROM open_item i JOIN account a ON a.id = i.account';
    const byAccount = new Map<number, number>();
    for (const [id, account, code, open] of connection.prepareRaw(sql).all() as [
      number,
      number,
      string,
      number,
    ][]) {
      const net = this.items.get(id) ?? 0;
      const fen = accountOf(code).side === 'debit' ? net : -net || 0;
      if (fen !== open) findings.add('ledger.verify.item', { item: id, keptFen: open, fen });
      byAccount.set(account, (byAccount.get(account) ?? 0) + net);
    }
    const accounts = connection.prepareRaw('SELECT id, code, key FROM account').all() as [
      number,
      string,
      string,
    ][];
    for (const [id, code, account] of accounts) {
      if (!accountOf(code).openItems) continue;
      const { debits, credits } = this.account(id);
      if (debits - credits !== (byAccount.get(id) ?? 0)) findings.add('ledger.verify.items_sum', { account });
    }
  }

  private takeHold(
    kind: TransferKind,
    id: number,
    fen: number,
    debit: AccountSums,
    credit: AccountSums,
  ): void {
    const change = kind === 'hold' ? fen : -fen;
    const hold = this.holds.get(id) ?? { amount: 0, open: 0 };
    if (kind === 'hold') hold.amount += fen;
    hold.open += change;
    debit.debitsPending += change;
    credit.creditsPending += change;
    this.holds.set(id, hold);
  }

  private account(id: number): AccountSums {
    let sums = this.accounts.get(id);
    if (!sums) {
      sums = { debits: 0, credits: 0, debitsPending: 0, creditsPending: 0, months: new Map() };
      this.accounts.set(id, sums);
    }
    return sums;
  }
}

function post(sums: AccountSums, month: string, debits: number, credits: number): void {
  sums.debits += debits;
  sums.credits += credits;
  const ofMonth = sums.months.get(month);
  if (ofMonth) {
    ofMonth.debits += debits;
    ofMonth.credits += credits;
  } else sums.months.set(month, { debits, credits });
}

function keyOf(row: Record<string, number | string | null>): string {
  const names = ['code', 'client', 'subject', 'supplier', 'money', 'pool', 'bucket', 'employee', 'category'];
  const given = names.filter(name => row[name] !== null).map(name => [name, row[name]]);
  return refKey(Object.fromEntries(given) as unknown as AccountRef);
}
