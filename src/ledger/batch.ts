import { checkLeg, effectOn, MAX_AMOUNT_FEN } from '../domain/accounting/chart.ts';
import type { Leg } from '../domain/accounting/types.ts';
import type { Fen } from '../domain/money.ts';
import { Refusal } from '../domain/refusal.ts';
import type { TransferKind } from '../store/schema/tables.ts';
import type { Tx } from '../store/transaction.ts';
import { type Account, type Accounts, accountsOf } from './accounts.ts';
import { applyBalances } from './balance-rows.ts';
import { holdsInTheWay } from './holds.ts';
import { type ItemPart, OpenItems } from './items.ts';
import { Periods } from './periods.ts';
import { highestId, type TransferFacts, TransferStage } from './stage.ts';

/** A batch 凭证/业务单据: what was done, when it counts, and in words. */
export interface BatchHead {
  event: string;
  /** Business day of the batch; a leg may carry its own. */
  effectiveOn: string;
  summary: string;
  /** The batch that this one reverses as a whole. */
  reversesBatch?: number;
  /** It books what already happened: holds that stand in its way are given free. An import (`E00`) always does. */
  isFact?: boolean;
  /** Day on which the reversal of a posting of a day counts; absent = `effectiveOn` for all of them. */
  dayOf?(day: string): string;
}

export interface BatchLeg extends Leg {
  effectiveOn?: string;
  /** Row of an imported file that the leg stands on. */
  sourceRow?: number;
  /** Due day of an open item that the leg opens. */
  dueOn?: string;
}

/** A stored transfer as a reversal reads it. */
export interface StoredTransfer {
  id: number;
  kind: TransferKind;
  debit: number;
  credit: number;
  amountFen: number;
  event: string;
  sourceRow: number | null;
  caseNo: string | null;
  debitItem: number | null;
  creditItem: number | null;
  effectiveOn: string;
}

const NO_ITEM: readonly ItemPart[] = [];

/**
 * Writes one batch, leg by leg. Transfers are staged and moved in steps; balances, month sums and open items
 * are applied by `finish`, once per account. What is thrown in between spoils the command: it can only be rolled back.
 */
export class BatchWriter {
  readonly id: number;
  private readonly tx: Tx;
  private readonly head: BatchHead;
  private readonly accounts: Accounts;
  private readonly periods: Periods;
  private readonly items: OpenItems;
  private readonly stage: TransferStage;
  private readonly touched = new Set<Account>();
  private lastDay = '';
  private lastMonth = '';
  /** Rows of earlier commands that this batch books. */
  private readonly oldRows = new Set<number>();

  constructor(tx: Tx, head: BatchHead) {
    const { connection } = tx;
    if (tx.unfinished > 0) throw new Error('one batch at a time');
    tx.unfinished += 1;
    this.tx = tx;
    this.head = head;
    this.accounts = accountsOf(tx);
    this.periods = new Periods(tx);
    this.items = new OpenItems(tx);
    this.id = highestId(connection, 'batch') + 1;
    this.stage = new TransferStage(tx, this.id, () => this.accounts.casesStored());
    const { event, effectiveOn, summary, reversesBatch = null } = head;
    const row = [this.id, event, effectiveOn, tx.at, summary, reversesBatch];
    connection
      .prepare(
        `INSERT INTO batch (id, event, effective_on, booked_at, summary, reverses_batch, log_seq)
        VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(...row, tx.seq);
    tx.effects.add('batch', JSON.stringify(row));
  }

  /** What already happened counts in the next open month where its own is closed for the client. */
  private get isLate(): boolean {
    return this.head.isFact === true || this.head.event === 'E00';
  }

  /** Transfers written so far. */
  get count(): number {
    return this.stage.legs;
  }

  /**
   * Posts one leg, on the day and for the source row that it names itself where the caller names none. Refuses what `checkLeg` refuses, a closed month (`ledger.period_closed`,
   * `ledger.client_period_closed`), an unknown item, and what `finish` refuses.
   */
  add(leg: BatchLeg, day = leg.effectiveOn, sourceRow = leg.sourceRow): void {
    const debit = this.accounts.intern(this.tx, leg.debit);
    const credit = this.accounts.intern(this.tx, leg.credit);
    checkQuickly(leg, debit, credit);
    const facts = this.factsOf(leg, debit, credit, day, sourceRow);
    const kind = leg.red ? 'reverse' : 'post';
    if (debit.chart.openItems || credit.chart.openItems) this.addWithItems(leg, kind, debit, credit, facts);
    else this.move(kind, debit, credit, leg.amountFen, facts);
    if (sourceRow !== undefined && sourceRow < this.tx.firstNewSourceRow) this.oldRows.add(sourceRow);
  }

  /** Holds 预占 what a leg would move; answers the hold's id. */
  hold(leg: BatchLeg): number {
    const debit = this.accounts.intern(this.tx, leg.debit);
    const credit = this.accounts.intern(this.tx, leg.credit);
    checkQuickly(leg, debit, credit);
    const id = highestId(this.tx.connection, 'hold') + 1;
    this.tx.connection
      .prepare('INSERT INTO hold (id, debit, credit, amount_fen, open_fen) VALUES (?, ?, ?, ?, ?)')
      .run(id, debit.id, credit.id, leg.amountFen, leg.amountFen);
    this.pend(debit, credit, leg.amountFen);
    this.stage.write('hold', debit.id, credit.id, leg.amountFen, {
      ...this.factsOf(leg, debit, credit),
      holdId: id,
    });
    return id;
  }

  /** Turns a part of a hold into a posting 转实. Refuses `ledger.hold_unknown` and `ledger.hold_exceeded`. */
  settle(holdId: number, amountFen: Fen, leg: Partial<BatchLeg> = {}): void {
    const { debit, credit } = this.takeFromHold(holdId, amountFen);
    const facts = { ...this.factsOf(leg, debit, credit), holdId };
    if (debit.chart.openItems || credit.chart.openItems)
      this.addWithItems({ ...leg, amountFen }, 'settle', debit, credit, facts);
    else this.move('settle', debit, credit, amountFen, facts);
  }

  /** Gives a part of a hold free 释放. Refuses as `settle` does. */
  release(holdId: number, amountFen: Fen, leg: Partial<BatchLeg> = {}): void {
    const { debit, credit } = this.takeFromHold(holdId, amountFen);
    this.stage.write('void', debit.id, credit.id, amountFen, { ...this.factsOf(leg, debit, credit), holdId });
  }

  /** Writes the red mirror of a stored posting; of a red one, the plain mirror. The caller has checked that it may be. */
  mirror(transfer: StoredTransfer): void {
    const debit = this.accounts.get(transfer.credit);
    const credit = this.accounts.get(transfer.debit);
    const { debitItem: creditItem, creditItem: debitItem, amountFen, event, sourceRow, caseNo } = transfer;
    const { dayOf, effectiveOn } = this.head;
    const asked = dayOf ? dayOf(transfer.effectiveOn) : effectiveOn;
    const day = dayOf || this.isLate ? this.periods.dayFor(asked, debit, credit) : asked;
    this.periods.check(day, debit, credit);
    if (debitItem !== null)
      this.items.move(debitItem, debit, effectOn(debit.ref.code, 'debit', amountFen as Fen));
    if (creditItem !== null)
      this.items.move(creditItem, credit, effectOn(credit.ref.code, 'credit', amountFen as Fen));
    const facts = {
      day,
      event,
      caseNo,
      sourceRow,
      holdId: null,
      reversesId: transfer.id,
      debitItem,
      creditItem,
    };
    this.move(transfer.kind === 'reverse' ? 'post' : 'reverse', debit, credit, amountFen, facts);
  }

  /** Applies balances, month sums, open items and states of rows. Refuses `ledger.not_enough`, `ledger.sum_too_large`. */
  finish(): number {
    if (this.isLate) this.yieldHolds();
    this.stage.flush();
    applyBalances(this.tx.connection, this.touched);
    this.items.apply();
    const book = this.tx.connection.prepare(
      "UPDATE source_row SET state = 'booked' WHERE id = ? AND state <> 'booked'",
    );
    for (const row of this.oldRows) book.run(row);
    this.tx.unfinished -= 1;
    return this.id;
  }

  private factsOf(
    leg: Partial<BatchLeg>,
    debit: Account,
    credit: Account,
    day = leg.effectiveOn ?? this.head.effectiveOn,
    sourceRow = leg.sourceRow,
  ): TransferFacts {
    const counted = this.isLate ? this.periods.dayFor(day, debit, credit) : day;
    this.periods.check(counted, debit, credit);
    return {
      day: counted,
      event: leg.event ?? this.head.event,
      caseNo: leg.caseNo ?? null,
      sourceRow: sourceRow ?? null,
      holdId: null,
      reversesId: null,
      debitItem: null,
      creditItem: null,
    };
  }

  /** A leg on accounts with open items becomes one transfer for each pair of items that it moves. */
  private addWithItems(
    leg: Partial<BatchLeg> & { amountFen: Fen },
    kind: TransferKind,
    debit: Account,
    credit: Account,
    facts: TransferFacts,
  ): void {
    const debits = this.itemParts(debit, 'debit', leg, facts, credit);
    const credits = this.itemParts(credit, 'credit', leg, facts, debit);
    let restFen: number = leg.amountFen;
    while (restFen > 0) {
      const [ours, theirs] = [debits[0], credits[0]];
      const amountFen = Math.min(restFen, ours?.amountFen ?? restFen, theirs?.amountFen ?? restFen);
      const items = { debitItem: ours?.item ?? null, creditItem: theirs?.item ?? null };
      this.move(kind, debit, credit, amountFen, { ...facts, ...items });
      for (const parts of [debits, credits]) {
        if (parts[0]) parts[0].amountFen -= amountFen;
        if (parts[0]?.amountFen === 0) parts.shift();
      }
      restFen -= amountFen;
    }
  }

  private itemParts(
    account: Account,
    side: 'debit' | 'credit',
    leg: Partial<BatchLeg> & { amountFen: Fen },
    { day }: TransferFacts,
    other: Account,
  ): ItemPart[] {
    if (!account.chart.openItems) return [...NO_ITEM];
    const effectFen = effectOn(account.ref.code, side, leg.amountFen);
    const named = leg.item;
    if (named !== undefined && !(other.chart.openItems && this.items.belongs(named, other))) {
      this.items.move(named, account, effectFen);
      return [{ item: named, amountFen: leg.amountFen }];
    }
    const { dueOn, caseNo } = leg;
    return this.items.allocate(account, effectFen, { batch: this.id, day, dueOn, caseNo });
  }

  /** What happened outside goes before what was only planned: the newest holds give way, as far as they must. */
  private yieldHolds(): void {
    for (const account of [...this.touched])
      for (const { id, openFen, event, caseNo } of holdsInTheWay(this.tx.connection, account))
        this.release(id, openFen, { event, ...(caseNo === null ? {} : { caseNo }) });
  }

  private takeFromHold(holdId: number, amountFen: Fen): { debit: Account; credit: Account } {
    const { connection } = this.tx;
    const row = connection.prepareRaw('SELECT debit, credit, open_fen FROM hold WHERE id = ?').get(holdId);
    if (!row) throw new Refusal('ledger.hold_unknown', { hold: holdId });
    const [debitId, creditId, openFen] = row as [number, number, number];
    if (!Number.isSafeInteger(amountFen) || amountFen < 1 || amountFen > openFen)
      throw new Refusal('ledger.hold_exceeded', { hold: holdId, openFen, askedFen: amountFen });
    connection.prepare('UPDATE hold SET open_fen = open_fen - ? WHERE id = ?').run(amountFen, holdId);
    const debit = this.accounts.get(debitId);
    const credit = this.accounts.get(creditId);
    this.pend(debit, credit, -amountFen);
    return { debit, credit };
  }

  private pend(debit: Account, credit: Account, fen: number): void {
    debit.debitsPendingDelta += fen;
    credit.creditsPendingDelta += fen;
    this.touched.add(debit);
    this.touched.add(credit);
  }

  /** Writes a transfer that moves posted money. Red counts negative on the opposite sides. */
  private move(
    kind: TransferKind,
    debit: Account,
    credit: Account,
    amountFen: number,
    facts: TransferFacts,
  ): void {
    if (facts.day !== this.lastDay) {
      this.lastDay = facts.day;
      this.lastMonth = facts.day.slice(0, 7);
    }
    const month = this.lastMonth;
    if (kind === 'reverse') {
      debit.post('credit', month, -amountFen);
      credit.post('debit', month, -amountFen);
    } else {
      debit.post('debit', month, amountFen);
      credit.post('credit', month, amountFen);
    }
    this.touched.add(debit);
    this.touched.add(credit);
    this.stage.write(kind, debit.id, credit.id, amountFen, facts);
    if (facts.caseNo !== null) this.accounts.moveCase(facts.caseNo, debit, credit, amountFen);
  }
}

/** What `checkLeg` asks beyond the references, which were checked when their accounts were made. */
function checkQuickly(leg: Leg, debit: Account, credit: Account): void {
  const { amountFen, caseNo } = leg;
  const fits =
    debit !== credit &&
    debit.chart.memo === credit.chart.memo &&
    Number.isSafeInteger(amountFen) &&
    amountFen >= 1 &&
    amountFen <= MAX_AMOUNT_FEN &&
    (caseNo !== undefined || (debit.chart.byCase !== 'always' && credit.chart.byCase !== 'always'));
  if (!fits) checkLeg(leg);
}
