import { type } from '@orpc/contract';
import * as z from 'zod';
import type { TaxEstimate } from '../domain/reports/tax-estimate.ts';
import { query } from './procedure.ts';

const months = z.object({ from: z.string().max(7), to: z.string().max(7) });

/** 税额测算 and the base of 文化事业建设费, by month and rate. */
export const taxes = {
  /** Refuses `policies.no_such_month`, `reports.range_reversed`, `taxes.range_long`. */
  estimate: query('book').input(months).output(type<TaxEstimate>()),
  /** Writes it; the file is an export. */
  write: query('book')
    .input(months.extend({ format: z.enum(['xlsx', 'csv', 'pdf']) }))
    .output(type<{ fileId: string; name: string }>()),
};
