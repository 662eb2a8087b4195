import { type } from '@orpc/contract';
import * as z from 'zod';
import type { ClientBalance } from '../domain/reports/client-balances.ts';
import type { ClientStatement } from '../domain/reports/client-statement.ts';
import type { MonthRow } from '../domain/reports/months.ts';
import type { TrialBalance } from '../domain/reports/trial-balance.ts';
import type { PrintedBalance, ReportAccount, ShownTransfer } from '../domain/reports/types.ts';
import { command, query } from './procedure.ts';

const day = z.string().max(10);
const range = z.object({ from: day, to: day });
/** Which accounts: a code with all under it, a client (own accounts and pools), one account. */
const accounts = z.object({
  code: z.string().max(12).optional(),
  client: z.int().optional(),
  account: z.int().optional(),
});
const page = z.object({ offset: z.int().min(0).optional(), limit: z.int().min(1).max(1000).optional() });

/** A line of 明细账: a posting on one account with the other account 对方科目 and the balance after it, in 分. */
export interface LedgerLine extends Omit<ShownTransfer, 'debit' | 'credit' | 'amountFen'> {
  account: ReportAccount;
  counter: ReportAccount;
  debitFen: number;
  creditFen: number;
  /** Debits − credits. */
  balanceFen: number;
}

/** A line of 序时账; a red one has a negative amount on its original sides. */
export interface JournalLine extends Omit<ShownTransfer, 'debit' | 'credit'> {
  debit: ReportAccount;
  credit: ReportAccount;
}

export const reports = {
  trialBalance: query('book').input(range.extend(accounts.shape)).output(type<TrialBalance>()),
  ledger: query('book')
    .input(range.extend(accounts.shape).extend(page.shape))
    .output(type<{ total: number; rows: LedgerLine[] }>()),
  journal: query('book')
    .input(range.extend(page.shape))
    .output(type<{ total: number; rows: JournalLine[] }>()),
  months: query('book')
    .input(range.extend(accounts.shape))
    .output(type<(Omit<MonthRow, 'account'> & { account: ReportAccount })[]>()),
  clientBalances: query('viewer').input(range).output(type<ClientBalance[]>()),
  clientStatement: query('viewer')
    .input(range.extend({ client: z.int() }))
    .output(type<ClientStatement>()),
  balances: query('viewer')
    .input(z.object({ client: z.int().optional(), on: day.optional() }))
    .output(type<PrintedBalance[]>()),
  /**
   * Writes a report as a job; its result is an export. Account managers: client balances and statements of own clients;
   * refuses `session.role` for the others.
   */
  write: command('viewer')
    .input(
      range.extend(accounts.shape).extend({
        kind: z.enum(['trial-balance', 'ledger', 'journal', 'months', 'client-balances', 'client-statement']),
        format: z.enum(['xlsx', 'csv', 'pdf']),
      }),
    )
    .output(type<{ jobId: string }>()),
  /** Writes all posted transfers as a journal for hledger or beancount, as a job; its result is an export. */
  exportJournal: command('book')
    .input(z.object({ format: z.enum(['hledger', 'beancount']) }))
    .output(type<{ jobId: string }>()),
};
