import { type } from '@orpc/contract';
import * as z from 'zod';
import { command, query } from './procedure.ts';

/** A year of the working-day calendar as this workstation knows it. */
export interface CalendarYearView {
  year: number;
  /** Who published it, or the file that brought it. */
  source: string;
  /** Brought to this workstation; the others come with the product. */
  isBrought: boolean;
  /** Days off in a row with their name. */
  off: { from: string; to: string; name: string }[];
  /** Weekend days that are worked. */
  work: string[];
}

/** 工作日历: working days by the published years. */
export const calendar = {
  years: query('anyone').output(type<CalendarYearView[]>()),
  /** Takes the years of a staged file in the place of those known before; refuses `calendar.*`. */
  import: command(['accountant', 'supervisor', 'administrator'])
    .input(z.object({ fileId: z.string().max(100) }))
    .output(type<{ years: number[] }>()),
};
