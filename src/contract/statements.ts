import { type } from '@orpc/contract';
import * as z from 'zod';
import type { Inspection } from '../domain/statement.ts';
import { command, query } from './procedure.ts';

export const statements = {
  /**
   * Reads and recognises a staged file as a job; its result is an inspection. Refuses `files.password_needed`,
   * `files.password_wrong`, and every limit by name. `profile` forces one instead of recognising.
   */
  inspect: command('viewer')
    .input(
      z.object({
        fileId: z.string(),
        sheet: z.string().optional(),
        password: z.string().max(200).optional(),
        profile: z.string().optional(),
      }),
    )
    .output(type<{ jobId: string }>()),
  /** The finished inspection of a staged file. Refuses `statements.not_inspected`. */
  inspection: query('viewer')
    .input(z.object({ fileId: z.string() }))
    .output(type<Inspection>()),
};
