/** The same windows by filtering and sorting objects in memory. Arguments: CSV, questions as JSON. */
import { readFileSync } from 'node:fs';
import { LIMITS } from '../../../src/domain/table.ts';
import { RowCursor } from '../../../src/files/cursor.ts';
import { readInParts } from '../../../src/files/parts.ts';
import { questionsOf, Times, WINDOW_ROWS } from './grids-questions.ts';

interface Transfer {
  id: number;
  day: string;
  debit: number;
  credit: number;
  amount: number;
  caseNo: string;
}

const ROUNDS = 4;
const [csv, about] = process.argv.slice(2) as [string, string];
const { rows, cases, accounts } = JSON.parse(readFileSync(about, 'utf8'));
const asked = questionsOf(rows, cases, accounts, ROUNDS);
const transfers = readTransfers();
const times = new Times();
const byDay = (a: Transfer, b: Transfer) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.id - b.id);
const window = (test: (row: Transfer) => boolean, order: typeof byDay, from = 0) =>
  transfers
    .filter(test)
    .sort(order)
    .slice(from, from + WINDOW_ROWS);

for (let at = 0; at < ROUNDS; at++) {
  await times.measure('window', () =>
    window(
      () => true,
      (a, b) => byDay(b, a),
      at * 5,
    ),
  );
  await times.measure('window', () => window(({ day }) => day >= asked.days[at]!, byDay));
  await times.measure('window', () => window(({ caseNo }) => caseNo === asked.cases[at], byDay));
  const { id, from } = asked.accounts[at]!;
  await times.measure('window', () =>
    window(({ debit, credit }) => debit === id || credit === id, byDay, from),
  );
}
const sumFen = transfers.reduce((sum, { amount }) => sum + amount, 0);
console.log(JSON.stringify({ transfers: transfers.length, sumFen, ms: times.summary() }));

function readTransfers(): Transfer[] {
  const found: Transfer[] = [];
  readInParts({ path: csv, name: csv }, { limits: LIMITS }, parts => {
    for (const { sheet, cells, firstRecord } of parts) {
      const cursor = new RowCursor(sheet, cells);
      for (let record = firstRecord === 0 ? 1 : 0; record < sheet.rowCount; record++) {
        cursor.seek(record);
        found.push({
          id: Number(cursor.text(0)),
          day: cursor.text(1),
          debit: Number(cursor.text(4)),
          credit: Number(cursor.text(5)),
          amount: Number(cursor.text(6)),
          caseNo: cursor.text(7),
        });
      }
    }
    return true;
  });
  return found;
}
