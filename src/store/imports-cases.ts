import type { Fen } from '../domain/money.ts';
import type { Connection } from './dialect/sqlite.ts';
import { NOT_REVERSED } from './not-reversed.ts';

/** A posting of a case as a view of the book folds it; a red one stands on swapped sides. */
export interface CaseLeg {
  event: string;
  amountFen: number;
  day: string;
  profile: string | null;
  debit: Side;
  credit: Side;
}
export interface Side {
  code: string;
  money: number | null;
  pool: number | null;
  client: number | null;
  employee: number | null;
}

const caseLegsSql = (columns: string, from: string, caseNo: string, order: string) =>
  `SELECT t.event, t.amount_fen, t.effective_on, f.profile, t.source_row,
    d.code, d.money, d.pool, d.client, d.employee, c.code, c.money, c.pool, c.client, c.employee${columns}
  FROM ${from}transfer t JOIN account d ON d.id = t.debit JOIN account c ON c.id = t.credit
  LEFT JOIN source_row s ON s.id = t.source_row LEFT JOIN source_file f ON f.id = s.file
  WHERE t.case_no = ${caseNo} AND t.kind IN ('post', 'settle', 'reverse') AND t.reverses_id IS NULL AND ${NOT_REVERSED}
  ORDER BY ${order}t.id`;
const CASE_LEGS = caseLegsSql('', '', '?', '');
const MANY_CASE_LEGS = caseLegsSql(', g.key', 'json_each(?) g CROSS JOIN ', 'g.value', 'g.key, ');
const NO_LEGS: CaseLeg[] = [];

/** Live postings by case, read once; `exclude` are source rows whose postings count as not posted. */
export class CaseLegs {
  private readonly connection: Connection;
  private readonly exclude: ReadonlySet<number>;
  private readonly cases = new Map<string, CaseLeg[]>();

  constructor(connection: Connection, exclude: ReadonlySet<number>) {
    this.connection = connection;
    this.exclude = exclude;
  }

  /** Reads many cases at once, before a step of a plan asks for them one by one; those of the last step are let go. */
  read(caseNos: Iterable<string>): void {
    this.cases.clear();
    const asked = [...new Set(caseNos)];
    for (const caseNo of asked) this.cases.set(caseNo, NO_LEGS);
    const rows = this.connection.prepareRaw(MANY_CASE_LEGS).all(JSON.stringify(asked)) as (
      | string
      | number
      | null
    )[][];
    for (const row of rows) {
      if (row[4] !== null && this.exclude.has(row[4] as number)) continue;
      const caseNo = asked[row.at(-1) as number]!;
      const legs = this.cases.get(caseNo)!;
      if (legs.length === 0) this.cases.set(caseNo, [legOf(row)]);
      else legs.push(legOf(row));
    }
  }

  /** Postings of a case in their order. */
  of(caseNo: string): CaseLeg[] {
    const known = this.cases.get(caseNo);
    if (known) return known;
    const rows = this.connection.prepareRaw(CASE_LEGS).all(caseNo) as (string | number | null)[][];
    const legs = rows.filter(row => row[4] === null || !this.exclude.has(row[4] as number)).map(legOf);
    this.cases.set(caseNo, legs);
    return legs;
  }
}

function legOf(row: (string | number | null)[]): CaseLeg {
  const side = (at: number): Side => ({
    code: row[at] as string,
    money: row[at + 1] as number | null,
    pool: row[at + 2] as number | null,
    client: row[at + 3] as number | null,
    employee: row[at + 4] as number | null,
  });
  return {
    event: row[0] as string,
    amountFen: row[1] as number,
    day: row[2] as string,
    profile: row[3] as string | null,
    debit: side(5),
    credit: side(10),
  };
}

/** Net of the chosen legs on one side of a code. */
export function sumOf(
  legs: readonly CaseLeg[],
  chosen: (leg: CaseLeg) => boolean,
  code: string,
  side: 'debit' | 'credit',
): Fen {
  const other = side === 'debit' ? 'credit' : 'debit';
  let fen = 0;
  for (const leg of legs) {
    if (!chosen(leg)) continue;
    if (leg[side].code === code) fen += leg.amountFen;
    if (leg[other].code === code) fen -= leg.amountFen;
  }
  return Math.max(0, fen) as Fen;
}
