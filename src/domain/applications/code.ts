import type { ApplicationKind } from './states.ts';

/** Number of an application: its Beijing day and its turn on that day. */
export function applicationNo(day: string, turn: number): string {
  return `SQ${day.replaceAll('-', '')}${String(turn).padStart(4, '0')}`;
}

/**
 * 打款码: code of the `nth` payment of an application (1, 2 … after a failed one). Written into the remark of the
 * transfer, it lets the statement row and the book find each other.
 */
export function paymentCode(no: string, kind: ApplicationKind, nth: number): string {
  return `${kind === 'refund' ? 'TK' : 'CZ'}${no.slice(2)}${String(nth).padStart(2, '0')}`;
}
