import { bookRow } from '../../domain/matching/book/rows.ts';
import { writeCsv } from '../../files/write-csv.ts';
import type { SheetSpec } from '../../files/write-sheet.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { type MatchLine, matchLines } from '../../store/matching.ts';

const HEADINGS = ['match', 'source', 'file', 'sheet', 'row', 'amount_fen', 'rule', 'decided_by'] as const;

/** Writes the matches of a month as CSV: one line a row, the rows of one match under its number. Answers their counts. */
export async function exportMatches(
  connection: Connection,
  { month, client, path }: { month: string; client: number | null; path: string },
): Promise<{ matches: number; lines: number; bytes: number; sha256: string }> {
  const lines = [...matchLines(connection, month)].filter(line => client === null || line.client === client);
  const sheet: SheetSpec = {
    name: month,
    columns: HEADINGS.map(heading => ({
      heading,
      kind: heading === 'match' || heading === 'row' || heading === 'amount_fen' ? 'integer' : 'text',
    })),
    rowCount: lines.length,
    rows: (from, count) => lines.slice(from, from + count).map(cells),
  };
  const written = await writeCsv(path, sheet);
  return { matches: new Set(lines.map(({ match }) => match)).size, lines: lines.length, ...written };
}

function cells(line: MatchLine) {
  const { match, profile, file, sheet, row, relation, rule, decidedBy } = line;
  return [match, profile, file, sheet, row, amountOf(line), `${relation}.${rule}`, decidedBy ?? ''];
}

/** A statement's row with its own sign; of a list the part that counts in the match. */
function amountOf({ money, amountFen, profile, raw }: MatchLine): number {
  return money === null ? amountFen : bookRow({ id: 0, profile, money, moneyKind: null, raw }, undefined).fen;
}
