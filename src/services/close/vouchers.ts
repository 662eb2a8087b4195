import type { CloseItem, LineFacts } from '../../domain/close/types.ts';
import { differencesOf } from '../../domain/vouchers/gl-compare.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { hasVoucherEntries, pendingByEvent } from '../../store/vouchers.ts';
import { glComparison } from '../../store/vouchers-mapped.ts';

/**
 * 29: every entry of the month that goes to the general ledger is in a batch of vouchers, and 总账核对, where a 科目余额表
 * was read in, is equal.
 */
export function voucherLine(connection: Connection, month: string, to: string): [number, LineFacts] {
  const waiting = pendingByEvent(connection, month, to).map(
    ({ event, entries, amountFen, firstOn }): CloseItem => ({
      ...{ key: `voucher-${event}`, text: `${event} · ${entries}`, amountFen, day: firstOn, client: null },
    }),
  );
  const apart = (glComparison(connection, month) ?? [])
    .filter(({ isEqual }) => !isEqual)
    .map(({ glCode, glName, aux, side, ours, theirs }): CloseItem => {
      const differences = differencesOf(side, ours, theirs);
      const amountFen = differences.at(-1) || (differences.find(fen => fen !== 0) ?? 0);
      const text = [`${glCode} ${glName}`, aux && `${aux.code} ${aux.name}`].filter(Boolean).join(' · ');
      return { key: `ledger-${glCode}-${aux?.code ?? ''}`, text, amountFen, day: null, client: null };
    });
  return [29, { applies: hasVoucherEntries(connection, month, to), items: [...waiting, ...apart] }];
}
