import type { SettlementRow } from '../../../contract/bills.ts';
import type { SettlementState } from '../../../domain/bills/settle.ts';
import type { Tone } from '../../app/chip.tsx';

export const STATE_TONES: Readonly<Record<SettlementState, Tone>> = {
  agreed: 'success',
  differs: 'danger',
  no_bill: 'warning',
  no_flow: 'info',
};

export type SettlementFilter = 'all' | SettlementState;
export const SETTLEMENT_FILTERS: readonly SettlementFilter[] = [
  'all',
  'differs',
  'no_bill',
  'no_flow',
  'agreed',
];

/** Rows that a filter and a text let through. */
export function shownRows(
  rows: readonly SettlementRow[],
  { only, text }: { only: SettlementFilter; text: string },
): SettlementRow[] {
  const wanted = text.normalize('NFKC').trim().toLowerCase();
  return rows.filter(
    row =>
      (only === 'all' || row.state === only) &&
      (wanted === '' ||
        [row.account, row.accountName, row.clientName ?? ''].some(each =>
          each.toLowerCase().includes(wanted),
        )),
  );
}
