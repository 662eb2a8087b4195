import { resolve } from 'node:path';
import { exportMatches, runMatching } from '../services/matching.ts';
import { clientId, withBook } from './cli-book-acts.ts';
import type { CommandLine } from './cli-line.ts';

// What the commands on matches and tickets do.

interface Scope {
  book: string;
  period: string;
  client?: string;
}

const HOOKS = { cancelled: () => false, onProgress: () => undefined, now_ms: Date.now };

/** `matching run`. */
export function run(line: CommandLine, input: Scope) {
  return withBook(line, input.book, book =>
    runMatching(
      book.connection,
      { month: input.period, client: clientId(book, input.client) ?? null },
      HOOKS,
    ),
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
