import { accountOf, refKey } from '../../src/domain/accounting/chart.ts';
import type { AccountRef } from '../../src/domain/accounting/types.ts';
import { poolOwner } from './book.ts';

/** A ledger as naive as can be: lists and maps, no table, no cache. It says what every command must answer. */
export interface ModelLeg {
  debit: AccountRef;
  credit: AccountRef;
  fen: number;
  day: string;
  red: boolean;
}

interface ModelTransfer extends ModelLeg {
  kind: 'post' | 'hold' | 'settle' | 'void';
  /** Index of the hold, of the transfer that is reversed. */
  hold?: number;
  reverses?: ModelTransfer;
  reversed?: boolean;
}

interface ModelBatch {
  transfers: ModelTransfer[];
  reverses: number | null;
  reversedBy: number | null;
}

interface Sums {
  ref: AccountRef;
  allowance: number;
  debits: number;
  credits: number;
  debitsPending: number;
  creditsPending: number;
}

export class Model {
  readonly accounts = new Map<string, Sums>();
  readonly months = new Map<string, 'open' | 'closed'>();
  readonly clientMonths = new Set<string>();
  readonly batches: ModelBatch[] = [];
  readonly holds: { transfer: ModelTransfer; open: number; settled: boolean }[] = [];

  /** Posts or holds legs. Answers the refusal's code and account, or null. */
  book(kind: 'post' | 'hold', legs: readonly ModelLeg[]): string | null {
    for (const leg of legs) {
      const closed = this.closed(leg);
      if (closed) return closed;
    }
    const refused = this.commit(
      legs.map(leg => ({ ...leg, kind })),
      null,
    );
    return refused;
  }

  take(kind: 'settle' | 'void', hold: number, fen: number, day: string): string | null {
    const held = this.holds[hold];
    if (!held) return 'ledger.hold_unknown';
    if (fen < 1 || fen > held.open) return 'ledger.hold_exceeded';
    const transfer = { ...held.transfer, kind, hold, fen, day, red: false };
    return this.closed(transfer) ?? this.commit([transfer], null);
  }

  reverse(batch: number, day: string): string | null {
    const original = this.batches[batch];
    if (!original) return 'ledger.batch_unknown';
    if (original.reverses !== null) return 'ledger.reversal_final';
    if (original.reversedBy !== null) return 'ledger.already_reversed';
    const mirrors: ModelTransfer[] = [];
    for (const transfer of original.transfers.toReversed()) {
      const { kind, debit, credit, fen, red } = transfer;
      if (kind === 'void') continue;
      let mirror: ModelTransfer = {
        kind: 'post',
        debit: credit,
        credit: debit,
        fen,
        red: !red,
        day,
        reverses: transfer,
      };
      if (kind === 'hold') {
        const held = this.holds[transfer.hold!]!;
        if (held.settled) return 'ledger.later_work';
        if (held.open === 0) continue;
        mirror = { ...transfer, kind: 'void', fen: held.open, day };
      }
      const closed = this.closed(mirror);
      if (closed) return closed;
      mirrors.push(mirror);
    }
    if (mirrors.length === 0) return 'ledger.nothing_to_reverse';
    return this.commit(mirrors, batch);
  }

  sums(ref: AccountRef): Sums {
    const key = refKey(ref);
    const known = this.accounts.get(key);
    if (known) return known;
    const sums = { ref, allowance: 0, debits: 0, credits: 0, debitsPending: 0, creditsPending: 0 };
    this.accounts.set(key, sums);
    return sums;
  }

  /** Room below which the guard of an account lets nothing more through; no end without a guard. */
  room({ ref, allowance, debits, credits, debitsPending, creditsPending }: Sums): number {
    const { guard } = accountOf(ref.code);
    if (guard === 'debits_cover') return debits + allowance - credits - creditsPending;
    if (guard === 'credits_cover') return credits + allowance - debits - debitsPending;
    return Number.POSITIVE_INFINITY;
  }

  private closed({ day, debit, credit }: ModelLeg): string | null {
    const month = day.slice(0, 7);
    if (this.months.get(month) !== 'open') return 'ledger.period_closed';
    const isClosed = [debit, credit].some(({ client, pool }) =>
      [client, pool && poolOwner(pool)].some(owner => owner && this.clientMonths.has(`${month}/${owner}`)),
    );
    return isClosed ? 'ledger.client_period_closed' : null;
  }

  /** Tries the transfers on a copy of the sums; keeps them only if every guard holds. */
  private commit(transfers: ModelTransfer[], reverses: number | null): string | null {
    const before = structuredClone([...this.accounts]);
    const touched = new Set<Sums>();
    for (const transfer of transfers) for (const sums of this.apply(transfer)) touched.add(sums);
    const refused = [...touched].some(sums => this.room(sums) < 0);
    if (refused) {
      this.accounts.clear();
      for (const [key, sums] of before) this.accounts.set(key, sums);
      return 'ledger.not_enough';
    }
    for (const transfer of transfers) {
      if (transfer.kind === 'hold')
        transfer.hold = this.holds.push({ transfer, open: transfer.fen, settled: false }) - 1;
      const held = transfer.hold === undefined ? undefined : this.holds[transfer.hold]!;
      if (held && transfer.kind !== 'hold') held.open -= transfer.fen;
      if (held && transfer.kind === 'settle') held.settled = true;
    }
    this.batches.push({ transfers, reverses, reversedBy: null });
    if (reverses !== null) this.batches[reverses]!.reversedBy = this.batches.length - 1;
    return null;
  }

  private apply({ kind, debit, credit, fen, red }: ModelTransfer): Sums[] {
    const [ours, theirs] = [this.sums(debit), this.sums(credit)];
    if (kind !== 'post') {
      const change = kind === 'hold' ? fen : -fen;
      ours.debitsPending += change;
      theirs.creditsPending += change;
    }
    if (kind === 'post' || kind === 'settle') {
      if (red) ours.credits -= fen;
      else ours.debits += fen;
      if (red) theirs.debits -= fen;
      else theirs.credits += fen;
    }
    return [ours, theirs];
  }
}
