/** The same windows by filtering and sorting objects in memory. Arguments: CSV, questions as JSON. */
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
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
const transfers = await readTransfers();
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

/** The fields before the memo hold no comma and no quote within. */
async function readTransfers(): Promise<Transfer[]> {
  const found: Transfer[] = [];
  for await (const line of createInterface({ input: createReadStream(csv) })) {
    const [id, day, , , debit, credit, amount, caseNo] = line
      .split(',', 8)
      .map(field => field.replaceAll('"', ''));
    if (found.length === 0 && id === 'id') continue;
    found.push({
      id: Number(id),
      day: day!,
      debit: Number(debit),
      credit: Number(credit),
      amount: Number(amount),
      caseNo: caseNo!,
    });
  }
  return found;
}
