import { type } from '@orpc/contract';
import * as z from 'zod';
import type { AttentionLine } from '../domain/attention.ts';
import { type ChartFigures, DESK_CHARTS } from '../domain/desk-charts.ts';
import { query } from './procedure.ts';

/** What the lines of the desk are made of, each asked for by itself: none waits for another. */
export const DESK_PARTS = ['work', 'transit', 'pools', 'accounts', 'invoices', 'statements'] as const;
export type DeskPart = (typeof DESK_PARTS)[number];

/** 工作台: what waits beyond what imports leave (`imports.attention`). */
export const dashboard = {
  /** Lines of one part, as far as the scope reaches; whose work they are says `DUTIES`. */
  lines: query('viewer')
    .input(z.object({ part: z.enum(DESK_PARTS) }))
    .output(type<AttentionLine[]>()),
  /** Columns of one chart; that of matching has none for who sees own clients only. */
  chart: query('viewer')
    .input(z.object({ chart: z.enum(DESK_CHARTS) }))
    .output(type<ChartFigures[]>()),
};
