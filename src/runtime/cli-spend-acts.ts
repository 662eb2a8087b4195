import { resolve } from 'node:path';
import { beijingDay } from '../domain/calendar/days.ts';
import type { SpendFormat } from '../services/reports/spend-sheet.ts';
import { clientId, withBook } from './cli-book-acts.ts';
import type { CommandLine } from './cli-line.ts';
import { cliLanguage } from './resources.ts';
import { spendReads } from './spend-acts.ts';

interface SpendInput {
  book: string;
  from: string;
  to: string;
  client?: string;
  format: SpendFormat;
  out: string;
}

/** What `reports spend` does. */
export function spend(line: CommandLine, { book: file, client: code, out, ...asked }: SpendInput) {
  const path = resolve(out);
  const today = beijingDay(Date.now());
  return withBook(
    line,
    file,
    async book => {
      const client = clientId(book, code);
      const clients = client === undefined ? undefined : [client];
      const language = cliLanguage();
      const request = { ...asked, clients, path, today, scope: book.scope, language };
      return { report: path, ...(await spendReads['spend/write'](book, request)) };
    },
    true,
  );
}
