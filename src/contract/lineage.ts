import { type } from '@orpc/contract';
import * as z from 'zod';
import type { Lineage } from '../domain/lineage.ts';
import { query } from './procedure.ts';

const id = z.int().min(1);

/** 来龙去脉: the chain from the row of a file to the statements that tell of it. */
export const lineage = {
  /** Refuses `drill.row_unknown`, `drill.transfer_unknown`, `lineage.case_unknown`. */
  trace: query('book')
    .input(
      z.object({
        of: z.union([
          z.object({ row: id }),
          z.object({ transfer: id }),
          z.object({ caseNo: z.string().min(1).max(200) }),
        ]),
      }),
    )
    .output(type<Lineage>()),
};
