import { Refusal } from '../domain/refusal.ts';
import { insertRow } from '../store/changes.ts';
import type { Tx } from '../store/transaction.ts';
import type { Account } from './accounts.ts';

interface OpenItem {
  id: number;
  account: number;
  openFen: number;
}

/** A part of a leg that belongs to one open item; the item is null on an account without open items. */
export interface ItemPart {
  item: number | null;
  amountFen: number;
}

export interface ItemLeg {
  batch: number;
  day: string;
  dueOn?: string;
  caseNo?: string;
}

/** Open items 往来明细 of the accounts that a batch touches, oldest due first. */
export class OpenItems {
  private readonly tx: Tx;
  private readonly byAccount = new Map<number, OpenItem[]>();
  private readonly byId = new Map<number, OpenItem>();
  private readonly moved = new Set<OpenItem>();

  constructor(tx: Tx) {
    this.tx = tx;
  }

  /**
   * Splits what a leg does to an account over its items: what goes against items that are open clears the oldest due
   * ones, and the rest opens a new item. `effectFen` is on the account's normal side.
   */
  allocate(account: Account, effectFen: number, leg: ItemLeg): ItemPart[] {
    const sign = Math.sign(effectFen);
    let restFen = Math.abs(effectFen);
    const parts: ItemPart[] = [];
    const take = (item: OpenItem, amountFen: number) => {
      this.shift(item, sign * amountFen);
      parts.push({ item: item.id, amountFen });
      restFen -= amountFen;
    };
    for (const item of this.open(account)) {
      if (restFen === 0) break;
      if (Math.sign(item.openFen) === -sign) take(item, Math.min(restFen, Math.abs(item.openFen)));
    }
    if (restFen > 0) take(this.begin(account, leg), restFen);
    return parts;
  }

  /** Moves an item that a leg or a reversal names. Refuses `ledger.item_mismatch` if it is not the account's. */
  move(id: number, account: Account, effectFen: number): void {
    const item = this.byId.get(id) ?? this.read(id);
    if (item?.account !== account.id)
      throw new Refusal('ledger.item_mismatch', { item: id, account: account.key });
    this.shift(item, effectFen);
  }

  /** Whether an item belongs to an account. */
  belongs(id: number, account: Account): boolean {
    return (this.byId.get(id) ?? this.read(id))?.account === account.id;
  }

  /** Writes what changed. */
  apply(): void {
    const update = this.tx.connection.prepare('UPDATE open_item SET open_fen = ? WHERE id = ?');
    for (const { id, openFen } of this.moved) update.run(openFen, id);
    this.moved.clear();
  }

  private shift(item: OpenItem, fen: number): void {
    item.openFen += fen;
    this.moved.add(item);
  }

  private begin(account: Account, { batch, day, dueOn, caseNo }: ItemLeg): OpenItem {
    const id = insertRow(this.tx, 'open_item', {
      account: account.id,
      kind: account.ref.category ?? account.ref.code,
      due_on: dueOn ?? day,
      opened_by: batch,
      case_no: caseNo,
      open_fen: 0,
    });
    const item = { id, account: account.id, openFen: 0 };
    this.byId.set(id, item);
    this.byAccount.get(account.id)?.push(item);
    return item;
  }

  /** Items of an account: those that were open before the command in the order of due days, then the command's own. */
  private open(account: Account): OpenItem[] {
    const known = this.byAccount.get(account.id);
    if (known) return known;
    const sql = 'SELECT id, open_fen FROM open_item WHERE account = ? AND open_fen <> 0 ORDER BY due_on, id';
    const rows = this.tx.connection.prepareRaw(sql).all(account.id) as number[][];
    const items = rows.map(([id, openFen]) => {
      const item = this.byId.get(id!) ?? { id: id!, account: account.id, openFen: openFen! };
      this.byId.set(id!, item);
      return item;
    });
    this.byAccount.set(account.id, items);
    return items;
  }

  private read(id: number): OpenItem | undefined {
    const sql = 'SELECT account, open_fen FROM open_item WHERE id = ?';
    const row = this.tx.connection.prepareRaw(sql).get(id) as number[] | undefined;
    if (!row) return undefined;
    const item = { id, account: row[0]!, openFen: row[1]! };
    this.byId.set(id, item);
    return item;
  }
}
