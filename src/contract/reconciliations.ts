import { type } from '@orpc/contract';
import * as z from 'zod';
import type { BankReconciliation } from '../domain/packs/bank.ts';
import type { PlatformReconciliation } from '../domain/packs/platform.ts';
import { command, query } from './procedure.ts';

const month = z.string().regex(/^\d{4}-\d{2}$/);

/** 调节表 of a month: 银行存款余额调节表 by account, 平台余额调节表 by pool and wallet. */
export const reconciliations = {
  bank: query('book').input(z.object({ month })).output(type<BankReconciliation[]>()),
  platform: query('book').input(z.object({ month })).output(type<PlatformReconciliation[]>()),
  /** Writes one of them, of all accounts or of one; the file is an export. */
  write: command('book')
    .input(
      z.object({
        month,
        of: z.enum(['bank', 'platform']),
        account: z.int().min(1).nullable(),
        format: z.enum(['xlsx', 'csv', 'pdf']),
      }),
    )
    .output(type<{ fileId: string; name: string }>()),
};
