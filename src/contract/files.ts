import { type } from '@orpc/contract';
import * as z from 'zod';
import type { StagedFile } from '../domain/job.ts';
import { command, query } from './procedure.ts';

/** Files that start in the page come in chunks; the page never names a path. */
export const files = {
  /** Opens an upload; refuses `files.too_large` before a byte is sent. */
  begin: command('viewer')
    .input(z.object({ name: z.string().min(1).max(255), bytes: z.int().min(0) }))
    .output(type<{ uploadId: string }>()),
  /** Appends at `offset` (at most 1 MiB); sending the same chunk again is harmless. */
  chunk: command('viewer')
    .input(z.object({ uploadId: z.string(), offset: z.int().min(0), data: z.instanceof(Blob) }))
    .output(type<{ received: number }>()),
  /** Hashes and stages. */
  finish: command('viewer')
    .input(z.object({ uploadId: z.string() }))
    .output(type<StagedFile>()),
  list: query('viewer').output(type<StagedFile[]>()),
  drop: command('viewer')
    .input(z.object({ fileId: z.string() }))
    .output(type<{ dropped: boolean }>()),
  /** A one-time ticket with which the host saves or downloads an export. */
  ticket: command('viewer')
    .input(z.object({ fileId: z.string() }))
    .output(type<{ ticket: string; name: string }>()),
};
