import { glMoves, placeKey } from './build.ts';
import type { GlRow } from './gl-sheet.ts';
import type { AuxKind, GlPlace, SideShown } from './types.ts';

/** What a GL account comes to in a month; balances are debits less credits, 分. */
export interface GlSums {
  openingFen: number;
  debitsFen: number;
  creditsFen: number;
  closingFen: number;
}

/** What moved between two accounts of the book in a month, shown sides, red negative. */
export interface PairSum {
  debit: number;
  credit: number;
  amountFen: number;
}

/** An account of the book with where it goes and what stood on it before the month. */
export interface PlacedAccount {
  id: number;
  gl: GlPlace;
  openingFen: number;
}

/** One line of 总账核对表. */
export interface GlLine {
  glCode: string;
  glName: string;
  /** 辅助核算; null for the account itself. */
  aux: { kind: AuxKind; code: string; name: string } | null;
  /** Whether only the turnover of one side counts: 损益类 are closed by the GL itself. */
  side: SideShown;
  ours: GlSums;
  theirs: GlSums;
  isEqual: boolean;
  /** Accounts of the book behind it. */
  accounts: number[];
}

const ZERO: GlSums = { openingFen: 0, debitsFen: 0, creditsFen: 0, closingFen: 0 };

/** Codes as one writes them: dots and dashes apart, 1123.01 is 112301. */
export function plainCode(code: string): string {
  return code.replace(/[.\-_\s]/g, '');
}

interface Tally extends GlSums {
  gl: GlPlace;
  accounts: Set<number>;
}

/**
 * What the GL should have of a month by our mapping: all that is on the book and leaves it in vouchers, moved on the sides that the vouchers show. What moves
 * against an account that no voucher carries (3001, 3999) still stands on its other side.
 */
export function ourGlSums(
  accounts: readonly PlacedAccount[],
  moves: readonly PairSum[],
  keepsInternal: boolean,
): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  const places = new Map(accounts.map(({ id, gl }) => [id, gl]));
  const tally = (gl: GlPlace, account: number): Tally => {
    const key = placeKey(gl);
    const found = tallies.get(key) ?? { ...ZERO, gl, accounts: new Set<number>() };
    tallies.set(key, found);
    found.accounts.add(account);
    return found;
  };
  for (const { id, gl, openingFen } of accounts) {
    const found = tally(gl, id);
    found.openingFen += openingFen;
    found.closingFen += openingFen;
  }
  const outside: GlPlace = { code: '', name: '', side: 'both', aux: [] };
  for (const { debit, credit, amountFen } of moves) {
    const [from, to] = [places.get(debit), places.get(credit)];
    if (!from && !to) continue;
    for (const { gl, side, amountFen: fen } of glMoves(
      from ?? outside,
      to ?? outside,
      amountFen,
      keepsInternal,
    ) ?? []) {
      if (gl === outside) continue;
      const found = tally(gl, gl === from ? debit : credit);
      if (side === 'debit') found.debitsFen += fen;
      else found.creditsFen += fen;
      found.closingFen += side === 'debit' ? fen : -fen;
    }
  }
  return tallies;
}

/**
 * 总账核对表: each GL account that our mapping names beside the line of the general ledger, and by 辅助核算 where the file
 * tells it. A parent that the file does not have is the sum of what is under it. 损益类 compare by the turnover of their own
 * side, since the general ledger closes them by itself.
 */
export function compareGl(tallies: ReadonlyMap<string, Tally>, rows: readonly GlRow[]): GlLine[] {
  const byCode = Map.groupBy([...tallies.values()], ({ gl }) => gl.code);
  const lines: GlLine[] = [];
  for (const code of [...byCode.keys()].sort()) {
    const own = byCode.get(code)!;
    const { name, side } = own[0]!.gl;
    const found = rowsOf(rows, code);
    lines.push(lineOf({ glCode: code, glName: name, aux: null, side }, own, found.account));
    const auxRows = Map.groupBy(found.aux, ({ auxCode }) => auxCode);
    if (auxRows.size === 0) continue;
    const byAux = Map.groupBy(own, ({ gl }) => gl.aux[0]?.[1] ?? '');
    for (const auxCode of [...new Set([...byAux.keys(), ...auxRows.keys()])].sort()) {
      const [kind, , auxName] = byAux.get(auxCode)?.[0]?.gl.aux[0] ?? [
        'client',
        auxCode,
        auxRows.get(auxCode)?.[0]?.auxName ?? '',
      ];
      const about = {
        glCode: code,
        glName: name,
        aux: { kind: kind as AuxKind, code: auxCode, name: auxName },
        side,
      };
      lines.push(lineOf(about, byAux.get(auxCode) ?? [], auxRows.get(auxCode) ?? []));
    }
  }
  return lines.filter(({ ours, theirs }) =>
    [ours, theirs].some(sums => Object.values(sums).some(fen => fen !== 0)),
  );
}

/** Rows of a file for an account: its own line, else the lowest lines under it; and its lines by 辅助核算. */
function rowsOf(rows: readonly GlRow[], code: string): { account: GlRow[]; aux: GlRow[] } {
  const plain = plainCode(code);
  const exact = rows.filter(row => plainCode(row.code) === plain);
  const aux = exact.filter(({ auxCode }) => auxCode !== '');
  const own = exact.filter(({ auxCode }) => auxCode === '');
  if (own.length > 0) return { account: own, aux };
  if (aux.length > 0) return { account: aux, aux };
  const under = rows.filter(row => row.auxCode === '' && plainCode(row.code).startsWith(plain));
  const isLowest = ({ code: each }: GlRow) =>
    !under.some(
      other => plainCode(other.code) !== plainCode(each) && plainCode(other.code).startsWith(plainCode(each)),
    );
  return { account: under.filter(isLowest), aux: [] };
}

function lineOf(
  about: Pick<GlLine, 'glCode' | 'glName' | 'aux' | 'side'>,
  own: readonly Tally[],
  theirs: readonly GlRow[],
): GlLine {
  const sums = [total(own), total(theirs)] as const;
  return {
    ...about,
    ours: sums[0],
    theirs: sums[1],
    isEqual: differencesOf(about.side, ...sums).every(fen => fen === 0),
    accounts: own.flatMap(({ accounts }) => [...accounts]).sort((one, other) => one - other),
  };
}

function total(parts: readonly GlSums[]): GlSums {
  return parts.reduce<GlSums>(
    (sum, part) => ({
      openingFen: sum.openingFen + part.openingFen,
      debitsFen: sum.debitsFen + part.debitsFen,
      creditsFen: sum.creditsFen + part.creditsFen,
      closingFen: sum.closingFen + part.closingFen,
    }),
    ZERO,
  );
}

/** Theirs less ours in the figures that count: opening, debits, credits, closing; of 损益类 their own side only. */
export function differencesOf(side: SideShown, ours: GlSums, theirs: GlSums): number[] {
  const figures: (keyof GlSums)[] =
    side === 'both'
      ? ['openingFen', 'debitsFen', 'creditsFen', 'closingFen']
      : [side === 'debit' ? 'debitsFen' : 'creditsFen'];
  return figures.map(figure => theirs[figure] - ours[figure]);
}
