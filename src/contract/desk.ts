import { type } from '@orpc/contract';
import * as z from 'zod';
import type { Job } from '../domain/job.ts';
import type { ColumnLayout, SavedView, Settings } from '../domain/settings.ts';
import { gridQuery } from './grid.ts';
import { command, query } from './procedure.ts';

const gridName = z.string().max(100);
const columns = z.array(z.object({ key: z.string(), width: z.number(), hidden: z.boolean() })).max(600);

export const jobs = {
  list: query('anyone').output(type<Job[]>()),
  /** Asks a job to stop between two steps. */
  cancel: command('viewer')
    .input(z.object({ id: z.string() }))
    .output(type<{ asked: boolean }>()),
  /** Takes ended jobs out of the tray. */
  clear: command('anyone').output(type<{ cleared: number }>()),
};

export const settings = {
  get: query('anyone').output(type<Settings>()),
  set: command('anyone')
    .input(
      z.object({
        language: z.enum(['zh', 'en']).optional(),
        theme: z.enum(['light', 'dark', 'system']).optional(),
        density: z.enum(['normal', 'compact']).optional(),
        windowDays: z.int().min(0).max(31).optional(),
      }),
    )
    .output(type<Settings>()),
  layout: query('viewer')
    .input(z.object({ grid: gridName }))
    .output(type<ColumnLayout | null>()),
  setLayout: command('viewer')
    .input(
      z.object({
        grid: gridName,
        /** null forgets the layout. */
        layout: z.object({ columns }).nullable(),
      }),
    )
    .output(type<{ saved: boolean }>()),
  /** Named views of a grid, in the order in which they were first kept. */
  views: query('viewer')
    .input(z.object({ grid: gridName }))
    .output(type<SavedView[]>()),
  /** Adds a view, or puts it in the place of the one with its id. Refuses `settings.view_name_taken`, `settings.views_full`. */
  keepView: command('viewer')
    .input(
      z.object({
        grid: gridName,
        view: z.object({
          id: z.string().min(1).max(100),
          name: z.string().trim().min(1).max(60),
          query: gridQuery,
          columns,
        }),
      }),
    )
    .output(type<SavedView[]>()),
  dropView: command('viewer')
    .input(z.object({ grid: gridName, id: z.string().max(100) }))
    .output(type<SavedView[]>()),
};

export const demo = {
  /** The few files of the demo agency that a tour offers, about one of every source. */
  files: query('viewer').output(type<{ name: string; source: string }[]>()),
  /** Stages one file of the demo agency for trying. */
  stage: command('viewer')
    .input(z.object({ name: z.string() }))
    .output(type<import('../domain/job.ts').StagedFile>()),
};
