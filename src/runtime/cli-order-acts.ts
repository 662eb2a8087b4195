import { beijingDay } from '../domain/calendar/days.ts';
import { limitsOf, listOrders } from '../services/orders.ts';
import { rulesOf } from '../services/rules.ts';
import { clientId, statementsImport, withBook } from './cli-book-acts.ts';
import type { CommandLine } from './cli-line.ts';
import { shippedRulebook } from './rulebook.ts';

// What the commands on the orders of a book do.

interface ImportInput {
  book: string;
  file: string;
  profile?: string;
  sheet?: string;
  account?: string;
}

/** The same way as `statements import`; a file that lists no orders changes none. */
export async function ordersImport(line: CommandLine, input: ImportInput) {
  const done = await statementsImport(line, input);
  const { created = 0, updated = 0, flagged = 0 } = ('orders' in done && done.orders) || {};
  return { ...done, orders: { created, updated, flagged } };
}

interface ListInput {
  book: string;
  client?: string;
  state?: string;
  from?: string;
  to?: string;
  limit: number;
}

export function ordersList(line: CommandLine, input: ListInput) {
  const { state, from, to, limit } = input;
  return withBook(
    line,
    input.book,
    book => {
      const client = clientId(book, input.client);
      const filter = { client, state, from, to };
      return listOrders(book.connection, book.scope, { filter, offset: 0, limit });
    },
    true,
  );
}

export function limitsShow(line: CommandLine, input: { book: string; client: string; on?: string }) {
  return withBook(
    line,
    input.book,
    book => {
      const on = input.on ?? beijingDay(Date.now());
      const rules = rulesOf(book.connection, shippedRulebook());
      return limitsOf(book.connection, book.scope, { rules, client: clientId(book, input.client)!, on });
    },
    true,
  );
}
