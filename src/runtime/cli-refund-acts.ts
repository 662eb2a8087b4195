import { resolve } from 'node:path';
import { beijingDay } from '../domain/calendar/days.ts';
import type { ReportFormat } from '../services/reports/cells.ts';
import { withdrawalList } from '../services/withdrawals.ts';
import { withBook } from './cli-book-acts.ts';
import type { CommandLine } from './cli-line.ts';
import { cliLanguage } from './resources.ts';
import { transitReads } from './transit-acts.ts';

// What the commands on money in transit do.

const dayOf = (on: string | undefined) => on ?? beijingDay(Date.now());

export function refundsList(line: CommandLine, input: { book: string; on?: string }) {
  return withBook(
    line,
    input.book,
    ({ connection, scope }) =>
      transitReads['refunds/list']({ connection, desk: line }, { scope, on: dayOf(input.on) }),
    true,
  );
}

export function withdrawalsList(line: CommandLine, input: { book: string }) {
  return withBook(line, input.book, ({ connection }) => withdrawalList(connection), true);
}

export function ageing(
  line: CommandLine,
  input: { book: string; on?: string; format: ReportFormat; out: string },
) {
  const { format } = input;
  const path = resolve(input.out);
  return withBook(
    line,
    input.book,
    async ({ connection, scope }) => {
      const asked = { scope, on: dayOf(input.on), format, path, language: cliLanguage() };
      const written = await transitReads['refunds/writeAgeing']({ connection, desk: line }, asked);
      return { report: path, ...written };
    },
    true,
  );
}
