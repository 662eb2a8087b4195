/** Balances of every account and month of a book, by the kept sums. Arguments: book. Prints the time, asked five times. */

import { openConnection } from '../../../../src/store/dialect/sqlite.ts';
import { readAccounts, readMonths } from '../../../../src/store/reports.ts';

const connection = openConnection(process.argv[2]!, { readOnly: true });
const times: number[] = [];
const sums = new Map<string, number>();
for (let round = 0; round < 5; round++) {
  const began = performance.now();
  const accounts = readAccounts(connection);
  const codes = new Map(accounts.map(({ id, code }) => [id, code]));
  const months = readMonths(connection, [...codes.keys()], '2025-01', '2025-12');
  times.push(performance.now() - began);
  sums.clear();
  for (const { account, debitsFen, creditsFen } of months) {
    const code = codes.get(account)!;
    sums.set(code, (sums.get(code) ?? 0) + debitsFen - creditsFen);
  }
}
connection.close();
const ms = times.sort((a, b) => a - b)[2];
console.log(JSON.stringify({ availableFen: sums.get('1123.03'), onOrderFen: sums.get('1123.04'), ms }));
