import { Refusal } from '../../domain/refusal.ts';
import { lastDayOf } from '../../domain/reports/days.ts';
import type { Catalogue } from '../../domain/text.ts';
import { renderText } from '../../domain/text.ts';
import { buildVouchers, sumsOf } from '../../domain/vouchers/build.ts';
import type { Voucher, VoucherEntry, VoucherSettings, VoucherSnapshot } from '../../domain/vouchers/types.ts';
import { type Call, command } from '../../ledger/command.ts';
import { sha256Hex } from '../../store/canonical.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import {
  batchById,
  batchesOf,
  endBatch,
  insertBatch,
  pendingSums,
  snapshotOf,
  type VoucherBatch,
  voucherEntries,
  voucherMonths,
} from '../../store/vouchers.ts';
import { mappingOf, placedAccounts } from '../../store/vouchers-mapped.ts';

export type VoucherCaller = Omit<Call, 'procedure' | 'input'>;

/** What a month is exported with; what is absent is as the book keeps it. */
export interface ExportWanted {
  month: string;
  view?: 'net' | 'gross';
  basis?: VoucherSettings['basis'];
}

/** Vouchers with the names, settings and places that they were made with. */
export interface MadeVouchers {
  vouchers: Voucher[];
  snapshot: VoucherSnapshot;
}

const isStanding = ({ state }: VoucherBatch) => state !== 'withdrawn';

/** Refuses `ledger.month_invalid`. */
function checkMonth(month: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Refusal('ledger.month_invalid', { month });
  return month;
}

/** Batches of a month and what waits for the next one. */
export function voucherState(connection: Connection, month: string) {
  checkMonth(month);
  return {
    month,
    months: voucherMonths(connection),
    batches: batchesOf(connection, month).toReversed(),
    pending: pendingSums(connection, month, lastDayOf(month)),
  };
}

function entriesOf(
  connection: Connection,
  { month, fromTransfer, throughTransfer }: VoucherBatch,
): VoucherEntry[] {
  const [from, through, to] = [fromTransfer, throughTransfer, lastDayOf(month)];
  return voucherEntries(connection, { month, to, from, through });
}

/** The vouchers of a batch, as they were made. Refuses `vouchers.no_batch`, `vouchers.changed`. */
export function vouchersOfBatch(connection: Connection, id: number): MadeVouchers & { batch: VoucherBatch } {
  const batch = batchById(connection, id);
  if (!batch) throw new Refusal('vouchers.no_batch', { batch: id });
  const snapshot = snapshotOf(connection, id);
  const vouchers = buildVouchers(entriesOf(connection, batch), snapshot, batch.firstNo);
  if (isStanding(batch) && digestOf(vouchers) !== batch.digest)
    throw new Refusal('vouchers.changed', { batch: id });
  return { vouchers, snapshot, batch };
}

/** The vouchers that the next batch of a month would have. Refuses `ledger.month_invalid`. */
export function pendingVouchers(
  connection: Connection,
  wanted: ExportWanted,
  { actor, catalogue }: { actor: string; catalogue: Catalogue },
): MadeVouchers & { entries: VoucherEntry[]; from: number } {
  const month = checkMonth(wanted.month);
  const standing = batchesOf(connection, month).filter(isStanding);
  const from = standing.at(-1)?.throughTransfer ?? 0;
  const entries = voucherEntries(connection, { month, to: lastDayOf(month), from });
  const snapshot = snapshotFor(connection, entries, wanted, { actor, catalogue });
  // A batch whose vouchers all netted to nothing has used no number.
  const firstNo = Math.max(snapshot.settings.firstNo, ...standing.map(({ lastNo }) => lastNo + 1));
  return { vouchers: buildVouchers(entries, snapshot, firstNo), snapshot, entries, from };
}

function snapshotFor(
  connection: Connection,
  entries: readonly VoucherEntry[],
  { view, basis }: ExportWanted,
  { actor, catalogue }: { actor: string; catalogue: Catalogue },
): VoucherSnapshot {
  const { mapping, settings } = mappingOf(connection, view);
  const used = new Set(entries.flatMap(({ debit, credit }) => [debit, credit]));
  const placed = placedAccounts(connection, mapping).filter(({ account }) => used.has(account.id));
  const events = [...new Set(entries.map(({ event }) => event))].sort();
  return {
    settings: { ...settings, basis: basis ?? settings.basis },
    preparer: settings.preparer || actor,
    places: Object.fromEntries(placed.map(({ account, gl }) => [account.id, gl])),
    events: Object.fromEntries(events.map(event => [event, eventName(catalogue, event)])),
  };
}

/** Name of an event of the event table; a step of one without a name of its own is called as the whole. */
function eventName(catalogue: Catalogue, event: string): string {
  const codes = [event, event.split('.')[0]!].map(each => `accounting.event.${each}`);
  return renderText(catalogue, codes.find(code => code in catalogue) ?? event);
}

function digestOf(vouchers: readonly Voucher[]): string {
  return sha256Hex(JSON.stringify(vouchers));
}

/** What an export answers. */
export interface Exported {
  batch: number;
  entries: number;
  vouchers: number;
  firstNo: number;
  lastNo: number;
  debitsFen: number;
  creditsFen: number;
}

/**
 * Makes the next batch of a month out of every entry that no standing batch has; entries that leave no line (they net to
 * nothing in the general ledger) belong to it too. Refuses `vouchers.nothing_new`, `ledger.month_invalid`.
 */
export function exportBatch(
  connection: Connection,
  caller: VoucherCaller,
  wanted: ExportWanted,
  catalogue: Catalogue,
): Promise<Exported> {
  return command(connection, { ...caller, procedure: 'vouchers.export', input: wanted }, tx => {
    const { vouchers, snapshot, entries, from } = pendingVouchers(connection, wanted, {
      actor: tx.actor,
      catalogue,
    });
    if (entries.length === 0) throw new Refusal('vouchers.nothing_new', { month: wanted.month });
    const firstNo = vouchers[0]?.no ?? nextNo(connection, wanted.month, snapshot.settings.firstNo);
    const lastNo = vouchers.at(-1)?.no ?? firstNo - 1;
    const sums = sumsOf(vouchers.flatMap(({ lines }) => lines));
    const batch = insertBatch(tx, {
      ...{ month: wanted.month, fromTransfer: from, throughTransfer: entries.at(-1)!.id },
      ...{
        firstNo,
        lastNo,
        entries: entries.length,
        amountFen: sums.debitsFen,
        snapshot,
        digest: digestOf(vouchers),
      },
    });
    return { batch, entries: entries.length, vouchers: vouchers.length, firstNo, lastNo, ...sums };
  });
}

function nextNo(connection: Connection, month: string, firstNo: number): number {
  return Math.max(
    firstNo,
    ...batchesOf(connection, month)
      .filter(isStanding)
      .map(({ lastNo }) => lastNo + 1),
  );
}

/** The last batch of a month that stands, or null: what is repeated where nothing is new. */
export function lastBatch(connection: Connection, month: string): VoucherBatch | null {
  return batchesOf(connection, checkMonth(month)).findLast(isStanding) ?? null;
}

/** Says that the general ledger has booked a batch: it cannot be withdrawn any more. Refuses `vouchers.no_batch`, `vouchers.ended`. */
export function bookBatch(connection: Connection, caller: VoucherCaller, { batch }: { batch: number }) {
  return command(connection, { ...caller, procedure: 'vouchers.booked', input: { batch } }, tx => {
    madeBatch(connection, batch);
    endBatch(tx, batch, 'booked', null);
    return { batch };
  });
}

/**
 * Takes a batch back before it was booked: its entries go into the next one, and its numbers are free. Only the last of its
 * month, so that no number is used twice. Refuses `vouchers.no_batch`, `vouchers.ended`, `vouchers.not_last`.
 */
export function withdrawBatch(
  connection: Connection,
  caller: VoucherCaller,
  { batch, reason }: { batch: number; reason: string },
) {
  return command(connection, { ...caller, procedure: 'vouchers.withdraw', input: { batch, reason } }, tx => {
    const { month } = madeBatch(connection, batch);
    if (lastBatch(connection, month)?.id !== batch) throw new Refusal('vouchers.not_last', { batch });
    endBatch(tx, batch, 'withdrawn', reason);
    return { batch };
  });
}

function madeBatch(connection: Connection, id: number): VoucherBatch {
  const batch = batchById(connection, id);
  if (!batch) throw new Refusal('vouchers.no_batch', { batch: id });
  if (batch.state !== 'made') throw new Refusal('vouchers.ended', { batch: id });
  return batch;
}
