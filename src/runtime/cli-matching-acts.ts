import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { exportMatches } from '../services/matching.ts';
import { listTickets } from '../services/tickets.ts';
import { clientId, withBook } from './cli-book-acts.ts';
import type { CommandLine } from './cli-line.ts';
import { today } from './implementer.ts';
import { matchMonth } from './matching-acts.ts';

// What the commands on matches and tickets do.

interface Scope {
  book: string;
  period: string;
  client?: string;
}

const HOOKS = { cancelled: () => false, onProgress: () => undefined, now_ms: Date.now };

/** `matching run`. */
export function run(line: CommandLine, input: Scope) {
  return withBook(line, input.book, book => {
    const caller = { actor: book.actor, key: randomUUID(), at: new Date().toISOString() };
    const scope = { month: input.period, client: clientId(book, input.client) ?? null };
    return matchMonth(book, { caller, ...scope }, HOOKS);
  });
}

/** `tickets list`. */
export function tickets(line: CommandLine, input: Scope) {
  return withBook(
    line,
    input.book,
    book => {
      const client = clientId(book, input.client);
      return listTickets(book.connection, { month: input.period, client, on: today() });
    },
    true,
  );
}

/** `matching export`. */
export function exported(line: CommandLine, input: Scope & { out: string }) {
  const path = resolve(input.out);
  return withBook(
    line,
    input.book,
    async book => {
      const client = clientId(book, input.client) ?? null;
      const written = await exportMatches(book.connection, { month: input.period, client, path });
      return { out: path, ...written };
    },
    true,
  );
}
