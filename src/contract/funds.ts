import { type } from '@orpc/contract';
import * as z from 'zod';
import type { FundsDaily } from '../domain/reports/funds-daily.ts';
import type { LongOpen } from '../domain/reports/long-open.ts';
import { query } from './procedure.ts';

const day = z.string().max(10);
const days = z.int().min(0).max(3_660);
const format = z.enum(['xlsx', 'csv', 'pdf']);
const written = type<{ fileId: string; name: string }>();

/** 资金日报 and 长期挂账表; their files are exports. */
export const funds = {
  /** Refuses `reports.bad_day`. */
  daily: query('book')
    .input(z.object({ on: day }))
    .output(type<FundsDaily>()),
  writeDaily: query('book')
    .input(z.object({ on: day, format }))
    .output(written),
  /** What has been open for more than `days`, as it stands today. */
  longOpen: query('book').input(z.object({ days })).output(type<LongOpen>()),
  writeLongOpen: query('book').input(z.object({ days, format })).output(written),
};
