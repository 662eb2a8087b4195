import { type } from '@orpc/contract';
import * as z from 'zod';
import type { NamedExport } from '../domain/named-export.ts';
import { gridQuery } from './grid.ts';
import { command, query } from './procedure.ts';

const id = z.int().min(1);
const key = z.object({ key: z.string().min(8).max(100) });
const KEEPERS = [
  ...(['accountManager', 'teamLead', 'cashier', 'accountant', 'supervisor', 'administrator'] as const),
];

/** 自定义导出: a grid of the book, kept under a name with its columns, filter and sort, run again for another month. */
export const namedExports = {
  list: query('viewer').output(type<NamedExport[]>()),
  keep: command(KEEPERS)
    .input(
      key.extend({
        id: id.optional(),
        name: z.string().trim().min(1).max(60),
        grid: z
          .string()
          .max(300)
          .regex(/^book:[^:]+(:\d+)?$/),
        columns: z
          .array(z.object({ key: z.string().max(100), heading: z.string().trim().min(1).max(100) }))
          .min(1)
          .max(200),
        query: gridQuery,
        periodColumn: z.string().max(100).nullable(),
        format: z.enum(['xlsx', 'csv']),
      }),
    )
    .output(type<{ export: number }>()),
  drop: command(KEEPERS)
    .input(key.extend({ export: id }))
    .output(type<{ dropped: number }>()),
  /** A job that writes it; `period`: `this`, `last`, `all`, or a month. Its result is an export. */
  run: command('viewer')
    .input(z.object({ export: id, period: z.string().max(7) }))
    .output(type<{ jobId: string; rows: number; month: string | null }>()),
};
