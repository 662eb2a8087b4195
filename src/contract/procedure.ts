import { oc } from '@orpc/contract';
import * as z from 'zod';

z.config({ jitless: true });

/** Roles of ACCOUNTING §8; until books exist every person at the workstation has all of them. */
export const ROLES = [
  'viewer',
  'accountManager',
  'teamLead',
  'cashier',
  'accountant',
  'supervisor',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

export interface ProcedureMeta {
  kind: 'query' | 'command';
  role: Role;
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

/** A procedure that reads; the client retries it by itself. */
export const query = (role: Role) => base.meta({ kind: 'query', role });
/** A procedure that changes something. */
export const command = (role: Role) => base.meta({ kind: 'command', role });
