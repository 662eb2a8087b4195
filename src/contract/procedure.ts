import { oc } from '@orpc/contract';
import * as z from 'zod';
import { type Allowed, ROLES, type Role } from '../domain/people/roles.ts';

z.config({ jitless: true });

export { ROLES, type Role };

export interface ProcedureMeta {
  kind: 'query' | 'command';
  /** Whom it is for; a written matrix (domain/people/matrix.ts) says the same, and a test compares. */
  role: Allowed;
}

const place = z.object({
  file: z.string().optional(),
  sheet: z.string().optional(),
  row: z.number().optional(),
  column: z.union([z.string(), z.number()]).optional(),
  byte: z.number().optional(),
});

/** The one error that crosses: a refusal with its code, parameters and place. */
const errors = {
  REFUSAL: {
    status: 422,
    data: z.object({
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
      place,
    }),
  },
} as const;

const base = oc.$meta<ProcedureMeta>({ kind: 'query', role: 'viewer' }).errors(errors);

/** A procedure that reads; the client retries it by itself. `viewer` means any role, `book` who sees the whole book. */
export const query = (role: Allowed) => base.meta({ kind: 'query', role });
/** A procedure that changes something. */
export const command = (role: Allowed) => base.meta({ kind: 'command', role });
