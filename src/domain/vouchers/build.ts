import type { Side } from '../accounting/chart.ts';
import type { GlPlace, Voucher, VoucherEntry, VoucherLine, VoucherSnapshot } from './types.ts';

/** One line of a transfer in the GL: where, on which side, how much; negative is red. */
export interface GlMove {
  gl: GlPlace;
  side: Side;
  amountFen: number;
}

/** Whether two places are one account with the same 辅助核算. */
function samePlace(one: GlPlace, other: GlPlace): boolean {
  return one.code === other.code && auxKey(one) === auxKey(other);
}

const auxKey = ({ aux }: GlPlace) => aux.map(([kind, code]) => `${kind}=${code}`).join(';');

/** Key of a GL account with its 辅助核算. */
export function placeKey(gl: GlPlace): string {
  return `${gl.code}|${auxKey(gl)}`;
}

/** Puts an amount on the side that the account shows: 损益类 have one, and what goes against it is negative there. */
function onSide(gl: GlPlace, side: Side, amountFen: number): GlMove {
  if (gl.side === 'both' || gl.side === side) return { gl, side, amountFen };
  return { gl, side: gl.side, amountFen: -amountFen };
}

/**
 * What a transfer (amount signed as shown: red is negative) is in the GL: both sides, or nothing where it stays inside one
 * GL account and such moves are not kept. Null where one of its accounts never leaves the book.
 */
export function glMoves(
  debit: GlPlace | undefined,
  credit: GlPlace | undefined,
  amountFen: number,
  keepsInternal: boolean,
): GlMove[] | null {
  if (!debit || !credit) return null;
  if (!keepsInternal && samePlace(debit, credit)) return [];
  return [onSide(debit, 'debit', amountFen), onSide(credit, 'credit', amountFen)];
}

/**
 * Vouchers of the entries in order of day and 业务单据, numbered without gaps from `firstNo` on. Each balances to the 分;
 * what nets to nothing has no line, and a voucher without lines no number. Entries that never leave the book are left out.
 */
export function buildVouchers(
  entries: readonly VoucherEntry[],
  snapshot: VoucherSnapshot,
  firstNo: number,
): Voucher[] {
  const isByDay = snapshot.settings.basis === 'day';
  const groups = Map.groupBy(entries, ({ on, batch }) =>
    isByDay ? on : `${on} ${String(batch).padStart(12, '0')}`,
  );
  const vouchers: Voucher[] = [];
  for (const key of [...groups.keys()].sort()) {
    const group = groups.get(key)!;
    const lines = linesOf(group, snapshot);
    if (lines.length === 0) continue;
    const files = new Set(group.flatMap(({ file }) => (file === null ? [] : [file])));
    const { on, batch } = group[0]!;
    const no = firstNo + vouchers.length;
    vouchers.push({ no, on, attachments: files.size, batch: isByDay ? null : batch, lines });
  }
  return vouchers;
}

function linesOf(group: readonly VoucherEntry[], snapshot: VoucherSnapshot): VoucherLine[] {
  const { places, settings } = snapshot;
  const lines = new Map<string, VoucherLine>();
  for (const entry of group) {
    const [debit, credit] = [places[entry.debit], places[entry.credit]];
    for (const { gl, side, amountFen } of glMoves(debit, credit, entry.amountFen, settings.keepsInternal) ??
      []) {
      const summary = summaryOf(entry, snapshot);
      // A red reversal stays a line of its own: it is not lost in what it takes back.
      const key = `${side} ${placeKey(gl)} ${entry.red} ${summary}`;
      const line = lines.get(key);
      if (!line) lines.set(key, { summary, gl, side, amountFen, entries: [entry.id] });
      else {
        line.amountFen += amountFen;
        line.entries.push(entry.id);
      }
    }
  }
  const rank = ({ side }: VoucherLine) => (side === 'debit' ? 0 : 1);
  return [...lines.values()]
    .filter(({ amountFen }) => amountFen !== 0)
    .toSorted((one, other) => rank(one) - rank(other) || compareText(placeKey(one.gl), placeKey(other.gl)));
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function summaryOf(
  { summary, event, on, batch }: VoucherEntry,
  { settings, events }: VoucherSnapshot,
): string {
  const template = settings.basis === 'day' ? settings.daySummary : settings.eventSummary;
  const said: Record<string, string> = {
    summary,
    event: events[event] ?? event,
    date: on,
    batch: String(batch),
  };
  return template.replace(/\{(\w+)\}/g, (slot, name: string) => said[name] ?? slot);
}

/** Debits and credits of a voucher, red ones negative; equal by construction of each transfer. */
export function sumsOf(lines: readonly Pick<VoucherLine, 'side' | 'amountFen'>[]): {
  debitsFen: number;
  creditsFen: number;
} {
  const sum = (side: Side) =>
    lines.reduce((all, line) => (line.side === side ? all + line.amountFen : all), 0);
  return { debitsFen: sum('debit'), creditsFen: sum('credit') };
}
