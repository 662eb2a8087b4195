import { type } from '@orpc/contract';
import * as z from 'zod';
import { SPEND_BUCKETS, SPEND_PRODUCTS, type SpendPage, type SpendReport } from '../domain/reports/spend.ts';
import { command, query } from './procedure.ts';

const day = z.string().max(10);
const id = z.int().min(1);
/** Days of the report, both included; `clients` only these, by number. */
const asked = z.object({ from: day, to: day, clients: z.array(id).max(10_000).optional() });

/** 消耗日报/月报: booked spend by client, account, product and kind of money. */
export const spend = {
  report: query('viewer').input(asked).output(type<SpendReport>()),
  /** Entries that a figure is made of; what is absent asks for all, `null` for what has none. */
  rows: query('viewer')
    .input(
      asked.extend({
        client: id.nullable().optional(),
        pool: id.nullable().optional(),
        product: z.enum(SPEND_PRODUCTS).optional(),
        buckets: z.array(z.enum(SPEND_BUCKETS)).max(SPEND_BUCKETS.length).optional(),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(1_000).default(200),
      }),
    )
    .output(type<SpendPage>()),
  /** Writes the report; the file is an export. `text` is what 复制日报 copies. */
  write: command('viewer')
    .input(asked.extend({ format: z.enum(['xlsx', 'csv', 'pdf', 'text']) }))
    .output(type<{ fileId: string; name: string }>()),
};
