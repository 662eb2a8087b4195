import * as z from 'zod';
import type { CommandBase } from './cli-base.ts';
import type { CommandLine } from './cli-line.ts';

/** What the acts take long to load, so they are loaded when one of them is asked for. */
const acts = () => import('./cli-matching-acts.ts');

const scope = {
  book: z.string().describe('book file (.duizhang)'),
  period: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .describe('month, yyyy-mm'),
};
const client = z.string().optional().describe('client code; the whole book where absent');

export function matchingCommands(base: CommandBase, line: CommandLine) {
  return {
    run: base
      .meta({ description: 'Match the rows of a month with each other 勾对' })
      .input(z.object({ ...scope, client }))
      .handler(async ({ input }) => (await acts()).run(line, input)),
    export: base
      .meta({
        description: 'Matches of a month as CSV, one line a row; decided_by is empty for a suggestion',
      })
      .input(z.object({ ...scope, client, out: z.string().describe('file to write') }))
      .handler(async ({ input }) => (await acts()).exported(line, input)),
  };
}

export function ticketCommands(base: CommandBase, line: CommandLine) {
  return {
    list: base
      .meta({ description: 'Open tickets of a month 差异单: what no match explains, and what postings left' })
      .input(z.object({ ...scope, client }))
      .handler(async ({ input }) => (await acts()).tickets(line, input)),
  };
}
