import {
  FUND_GROUPS,
  type FundGroup,
  type FundsDaily,
  type FundTotal,
  type ShownFundLine,
} from '../../../domain/reports/funds-daily.ts';
import type { LongOpenKind, LongOpenLine } from '../../../domain/reports/long-open.ts';
import { ROUTES, transitPath } from '../../app/routes.ts';

/** A group of 资金日报 with its lines, in one currency. */
export interface FundSection {
  total: FundTotal;
  lines: readonly ShownFundLine[];
}

/** More lines than that stand folded until they are asked for. */
const FOLDED_FROM = 13;

/** Groups with the lines that a search finds; a group without any is left out while something is searched for. */
export function sectionsOf({ lines, totals }: FundsDaily, typed: string): FundSection[] {
  const wanted = typed.normalize('NFKC').trim().toLowerCase();
  const fits = ({ name, no, clientName }: ShownFundLine) =>
    wanted === '' || [name, no, clientName].some(text => text?.toLowerCase().includes(wanted));
  return totals.flatMap(total => {
    if (total.group === null) return [];
    const own = lines.filter(
      line => line.group === total.group && line.currency === total.currency && fits(line),
    );
    return own.length === 0 ? [] : [{ total, lines: own }];
  });
}

/** Whether a group begins folded. */
export function beginsFolded({ lines }: FundSection): boolean {
  return lines.length >= FOLDED_FROM;
}

/** Closing balances of the groups in 分, in one figure each. */
export function closings({ totals }: FundsDaily): Record<FundGroup, number> {
  return Object.fromEntries(
    FUND_GROUPS.map(group => [
      group,
      totals.reduce((fen, total) => (total.group === group ? fen + total.closingFen : fen), 0),
    ]),
  ) as Record<FundGroup, number>;
}

/** Where what waits is worked off. */
export function wayOf({
  kind,
  id,
  since,
  reason,
}: Pick<LongOpenLine, 'kind' | 'id' | 'since' | 'reason'>): string {
  if (kind === 'receipt') return ROUTES.claims;
  if (kind === 'payment') return `${ROUTES.claims}?tab=payments`;
  if (kind !== 'ticket') return transitPath(id);
  const month = since.slice(0, 7);
  return `${ROUTES.tickets}?${new URLSearchParams(reason === null ? { month } : { month, reason })}`;
}

/** Lines of a kind, where one is chosen, that a search finds. */
export function longLines(
  lines: readonly LongOpenLine[],
  { kind, typed }: { kind: LongOpenKind | null; typed: string },
): LongOpenLine[] {
  const wanted = typed.normalize('NFKC').trim().toLowerCase();
  return lines.filter(
    line =>
      (kind === null || line.kind === kind) &&
      (wanted === '' ||
        [line.no, line.client?.name, line.client?.code, line.party, line.owner].some(text =>
          text?.toLowerCase().includes(wanted),
        )),
  );
}

/** Days as typed; null for what is none. */
export function daysTyped(text: string): number | null {
  const typed = text.normalize('NFKC').trim();
  return /^\d{1,4}$/.test(typed) && Number(typed) <= 3_660 ? Number(typed) : null;
}
