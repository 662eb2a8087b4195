import { ROUTES } from '../../app/routes.ts';

const IMPORTS = `${ROUTES.imports}`;

/** Where the list behind a line of the checklist is worked on; lines without one show their items only. */
const LINKS: Readonly<Record<number, string>> = {
  1: IMPORTS,
  2: IMPORTS,
  3: ROUTES.reconciliations,
  4: ROUTES.claims,
  5: ROUTES.claims,
  6: ROUTES.claims,
  7: ROUTES.transit,
  8: ROUTES.reconciliations,
  9: ROUTES.pools,
  10: ROUTES.orders,
  11: ROUTES.spend,
  12: ROUTES.transit,
  13: ROUTES.pools,
  14: ROUTES.clientBalances,
  15: ROUTES.clientBalances,
  16: ROUTES.clientBalances,
  17: ROUTES.policies,
  18: ROUTES.policies,
  20: ROUTES.invoices,
  21: ROUTES.invoices,
  22: ROUTES.accounts,
  23: ROUTES.accounts,
  24: ROUTES.claims,
  25: ROUTES.journal,
  26: ROUTES.tickets,
  27: ROUTES.packs,
  28: ROUTES.books,
  29: ROUTES.vouchers,
  30: ROUTES.books,
};

/** Screens that show one month. */
const BY_MONTH: ReadonlySet<string> = new Set([ROUTES.tickets, ROUTES.packs, ROUTES.reconciliations]);

/** Address of the screen that a line of a month is worked on, or null. */
export function linkOf(line: number, month: string): string | null {
  const path = LINKS[line] ?? null;
  return path !== null && BY_MONTH.has(path) ? `${path}?month=${month}` : path;
}
