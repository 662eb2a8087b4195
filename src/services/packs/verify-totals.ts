import type { Finding } from '../../domain/refusal.ts';
import { MONEY_KINDS } from '../../domain/reports/client-money.ts';

/** What `statement.json` says, as far as it is checked. Money in 分. */
export interface Stated {
  content: {
    format: string;
    client: { name: string };
    month: string;
    opening: [number, number];
    closing: [number, number];
    kinds: [string, number, number][];
    paidFen: number;
    creditedFen: number;
    unorderedSpendFen: number;
    orders: [string, number, number, number, number, number][];
    balances: [string, number, number, number][];
    entriesSha256: string;
    rowsSha256: string;
  };
}

type Fault = { code: string; params: Finding['params'] };

const [PART, CODE, KIND, CASE, DEBIT, CREDIT] = [0, 1, 5, 6, 7, 8] as const;
/** 待充值 and 在平台 of the client, and money on order. */
const OWED = ['2203.01', '2203.02'] as const;
const ON_ORDER = ['1123.04', '1123.06'];

/** Adds everything up once more, in whole 分, and names every figure that does not come out. */
export function recount(
  { content }: Stated,
  entries: readonly string[][],
  printed: readonly string[][][] | null,
): Fault[] {
  const faults: Fault[] = [];
  const same: Same = (what, told, found, of = '') => {
    if (BigInt(told) === BigInt(found)) return;
    const params = { of, told: shown(BigInt(told)), found: shown(BigInt(found)) };
    faults.push({ code: `figure.${what}`, params });
  };
  checkArithmetic(content, same);
  checkEntries(content, entries, same);
  if (printed) checkPrinted(content, printed, same);
  return faults;
}

/** `what`: `packs.verify.figure.<what>` names the figure, and `of` the account, case or row that it is of. */
type Same = (what: string, told: bigint | number, found: bigint | number, of?: string) => void;

/** The statement in itself: opening + movements = closing, and every order likewise. */
function checkArithmetic(content: Stated['content'], same: Same): void {
  OWED.forEach((code, side) => {
    let sum = BigInt(content.opening[side]!);
    for (const kind of content.kinds) sum += BigInt(kind[side + 1]!);
    same('account_sum', content.closing[side]!, sum, code);
  });
  for (const [caseNo, opening, placed, spent, returned, closing] of content.orders)
    same('order_sum', closing, opening + placed - spent - returned, caseNo);
  for (const [code, opening, change, closing] of content.balances)
    same('account_sum', closing, opening + change, code);
}

/** The statement against the entries behind it. */
function checkEntries(content: Stated['content'], entries: readonly string[][], same: Same): void {
  const openings = sums(
    entries.filter(entry => entry[PART] === 'opening'),
    entry => entry[CODE]!,
  );
  const postings = entries.filter(entry => entry[PART] === 'posting');
  const changes = sums(postings, entry => entry[CODE]!);
  const net = (of: Map<string, Sum>, key: string) => (of.get(key)?.debit ?? 0n) - (of.get(key)?.credit ?? 0n);
  OWED.forEach((code, side) => {
    same('opening', content.opening[side]!, -net(openings, code), code);
    same('closing', content.closing[side]!, -net(openings, code) - net(changes, code), code);
    const byKind = sums(
      postings.filter(entry => entry[CODE] === code),
      entry => entry[KIND]!,
    );
    const told = new Map(content.kinds.map(kind => [kind[0], kind[side + 1] as number]));
    for (const kind of new Set([...told.keys(), ...byKind.keys()]))
      same(kindOf(kind), told.get(kind) ?? 0, -net(byKind, kind), code);
  });
  for (const [code, opening, change, closing] of content.balances) {
    // What is owed stands on the credit side; everything else of a statement on the debit side.
    const sign = code.startsWith('2') ? -1n : 1n;
    same('opening', opening, sign * net(openings, code), code);
    same('change', change, sign * net(changes, code), code);
    same('closing', closing, sign * (net(openings, code) + net(changes, code)), code);
  }
  checkOrders(content, entries, same);
}

function checkOrders(content: Stated['content'], entries: readonly string[][], same: Same): void {
  const openings = sums(
    entries.filter(entry => entry[PART] === 'order'),
    entry => entry[CASE]!,
  );
  const moves = sums(
    entries.filter(entry => entry[PART] === 'posting' && ON_ORDER.includes(entry[CODE]!)),
    entry => entry[CASE]!,
  );
  let spent = 0;
  for (const [caseNo, opening, placed, used, returned] of content.orders) {
    const before = openings.get(caseNo) ?? ZERO;
    const moved = moves.get(caseNo) ?? ZERO;
    same('order_opening', opening, before.debit - before.credit, caseNo);
    same('order_placed', placed, moved.debit, caseNo);
    same('order_out', used + returned, moved.credit, caseNo);
    spent += used;
  }
  const spend = content.kinds.find(([kind]) => kind === 'spend');
  same('spend_sum', -((spend?.[1] ?? 0) + (spend?.[2] ?? 0)), spent + content.unorderedSpendFen);
}

/**
 * The sheets as printed. First sheet: opening, kinds, closing, 实付, 到账 below one another; second: running balances;
 * third: orders. A row is one that ends with figures.
 */
function checkPrinted(content: Stated['content'], sheets: readonly string[][][], same: Same): void {
  const [summary = [], lines = [], orders = []] = sheets;
  const rows = summary.flatMap(row => (row.length >= 4 && isMoney(row[3]!) ? [row] : []));
  const full = rows.filter(row => isMoney(row[1]!) && isMoney(row[2]!));
  const figures = full.map(row => [fen(row[1]!), fen(row[2]!), fen(row[3]!)] as const);
  const [opening, ...rest] = figures;
  const closing = rest.pop();
  same('printed_opening', content.opening[0], opening?.[0] ?? 0n);
  same('printed_opening', content.opening[1], opening?.[1] ?? 0n);
  same('printed_closing', content.closing[0], closing?.[0] ?? 0n);
  same('printed_closing', content.closing[1], closing?.[1] ?? 0n);
  [0, 1].forEach(side => {
    const sum = rest.reduce((total, row) => total + row[side]!, opening?.[side] ?? 0n);
    same('printed_sum', closing?.[side] ?? 0n, sum);
  });
  for (const row of figures) same('printed_cross', row[2], row[0] + row[1]);
  const alone = rows.filter(row => !isMoney(row[1]!)).map(row => fen(row[3]!));
  same('printed_paid', content.paidFen, alone[0] ?? 0n);
  same('printed_credited', content.creditedFen, alone[1] ?? 0n);
  checkRunning(content, lines, same);
  const told = orders.filter(row => row.length >= 7 && [2, 3, 4, 5, 6].every(at => isMoney(row[at]!)));
  told.slice(0, -1).forEach((row, at) => {
    const [, first, placed, spent, returned, last] = content.orders[at] ?? ['', 0, 0, 0, 0, 0];
    [first, placed, spent, returned, last].forEach((each, nth) => {
      same('printed_order', each, fen(row[nth + 2]!), row[0]!);
    });
  });
  same('printed_orders', content.orders.length, Math.max(told.length - 1, 0));
}

function checkRunning(content: Stated['content'], lines: readonly string[][], same: Same): void {
  const rows = lines.filter(row => row.length >= 8 && isMoney(row[6]!) && isMoney(row[7]!));
  let after = [0n, 0n];
  rows.forEach((row, at) => {
    const told = [fen(row[6]!), fen(row[7]!)];
    const change = isMoney(row[4]!) ? [fen(row[4]!), fen(row[5]!)] : null;
    [0, 1].forEach(side => {
      if (change) same('running', told[side]!, after[side]! + change[side]!, String(at + 1));
      else if (at > 0) same('running_closing', told[side]!, after[side]!);
    });
    after = told;
  });
  [0, 1].forEach(side => {
    same('running_closing', content.closing[side]!, after[side]!);
  });
}

/** A kind of money by its own name; what is no kind that we know has none. */
function kindOf(kind: string): string {
  return (MONEY_KINDS as readonly string[]).includes(kind) ? `kind.${kind}` : 'kind.unknown';
}

interface Sum {
  debit: bigint;
  credit: bigint;
}
const ZERO: Sum = { debit: 0n, credit: 0n };

function sums(entries: readonly string[][], keyOf: (entry: string[]) => string): Map<string, Sum> {
  const found = new Map<string, Sum>();
  for (const entry of entries) {
    const { debit, credit } = found.get(keyOf(entry)) ?? ZERO;
    found.set(keyOf(entry), { debit: debit + fen(entry[DEBIT]!), credit: credit + fen(entry[CREDIT]!) });
  }
  return found;
}

const MONEY = /^-?\d+(\.\d+)?$/;
const isMoney = (cell: string | undefined): boolean => MONEY.test(cell ?? '');

/** Yuan as written, in 分; more than two decimals do not occur and count as another figure. */
function fen(text: string): bigint {
  const [, sign = '', whole = '0', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (!/^\d{0,2}0*$/.test(part)) return -1n << 62n;
  const amount = BigInt(whole) * 100n + BigInt(part.slice(0, 2).padEnd(2, '0'));
  return sign === '-' ? -amount : amount;
}

function shown(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
