import { type } from '@orpc/contract';
import * as z from 'zod';
import type {
  AccountSpan,
  BatchFacts,
  DrillLeg,
  FileDetail,
  LogDetail,
  PostingDetail,
  RowDetail,
} from '../domain/drill.ts';
import { query } from './procedure.ts';

const id = z.int().min(1);
const day = z.string().max(10);

/** What stands behind a figure, down to the row of a file. */
export const drill = {
  /** First and last day on which anything was posted. */
  span: query('viewer').output(type<{ firstOn: string | null; lastOn: string | null }>()),
  account: query('viewer')
    .input(z.object({ account: id, from: day, to: day }))
    .output(type<AccountSpan>()),
  posting: query('viewer')
    .input(z.object({ transfer: id }))
    .output(type<PostingDetail>()),
  batch: query('viewer')
    .input(z.object({ batch: id }))
    .output(type<BatchFacts>()),
  /** Transfers of a batch, of a row of a file, or of a case, as they were booked. */
  legs: query('viewer')
    .input(
      z.object({
        of: z.union([
          z.object({ batch: id }),
          z.object({ row: id }),
          z.object({ caseNo: z.string().min(1).max(200) }),
        ]),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(1000).default(200),
      }),
    )
    .output(type<{ total: number; legs: DrillLeg[] }>()),
  row: query('book')
    .input(z.object({ row: id }))
    .output(type<RowDetail>()),
  file: query('book')
    .input(z.object({ file: id }))
    .output(type<FileDetail>()),
  logEntry: query('book')
    .input(z.object({ seq: id }))
    .output(type<LogDetail>()),
};
