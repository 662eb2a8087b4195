import { resolve } from 'node:path';
import * as z from 'zod';
import { SHEET_FORMATS } from '../files/write-sheets.ts';
import type { CommandBase } from './cli-base.ts';
import type { CommandLine } from './cli-line.ts';

const book = z.string().describe('book file (.duizhang)');
const account = z.string().describe('id of the account or wallet at the platform, or name of the pool');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What they do takes long to load, so it is loaded when one of them is asked for. */
async function acts() {
  const [{ withBook }, { poolReads }, { poolOfAccount }, { cliLanguage }, { today }] = await Promise.all([
    import('./cli-book-acts.ts'),
    import('./pool-acts.ts'),
    import('../services/pools.ts'),
    import('./resources.ts'),
    import('./implementer.ts'),
  ]);
  return { withBook, poolReads, poolOfAccount, cliLanguage, today: today() };
}

/** `pools show`: one account's pool, by kind of money, as it stands at the end of a day. */
export function poolCommands(base: CommandBase, line: CommandLine) {
  return {
    show: base
      .meta({
        description: 'Pool of an account 资金池: balances by kind of money, on order, frozen, in transit',
      })
      .input(z.object({ book, account, on: day.optional().describe('end of this day; today where absent') }))
      .handler(async ({ input: { book: file, ...input } }) => {
        const { withBook, poolReads, today } = await acts();
        return withBook(
          line,
          file,
          room => poolReads['pools/show'](room, { scope: room.scope, today, on: today, ...input }),
          true,
        );
      }),
  };
}

/** `reports pool-statement`: 资金池对账单 of a range. */
export function poolStatementCommand(base: CommandBase, line: CommandLine) {
  return base
    .meta({ description: 'Statement of a pool 资金池对账单' })
    .input(
      z.object({
        book,
        account,
        from: day.describe('first day'),
        to: day.describe('last day'),
        format: z.enum(SHEET_FORMATS).default('xlsx'),
        out: z.string().describe('file to write'),
      }),
    )
    .handler(async ({ input: { book: file, account: no, out, ...input } }) => {
      const { withBook, poolReads, poolOfAccount, cliLanguage, today } = await acts();
      const path = resolve(out);
      return withBook(
        line,
        file,
        async room => {
          const { scope } = room;
          const { id: pool } = poolOfAccount(room.connection, scope, no);
          const asked = { ...input, pool, scope, path, today, language: cliLanguage() };
          return { report: path, pool: (await poolReads['pools/write'](room, asked)).name };
        },
        true,
      );
    });
}
