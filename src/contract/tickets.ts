import { type } from '@orpc/contract';
import * as z from 'zod';
import { command, query } from './procedure.ts';
import { ticketActs } from './ticket-acts.ts';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const id = z.int().min(1);
const key = z.object({ key: z.string().min(8).max(100) });
const note = z.string().min(1).max(400);

/** A ticket 差异单: outside less own list, in 分, with the reason codes of the field. */
export interface TicketView {
  id: number;
  reason: string;
  amountFen: number;
  state: 'open' | 'decided' | 'carried';
  aroseOn: string;
  ageDays: number;
  /** Of a difference that matching found; null for one that a posting left. */
  relation: string | null;
  matchKey: string | null;
  resolution: 'match' | 'adjustment' | 'decision' | null;
  client: number | null;
  clientCode: string | null;
  clientName: string | null;
  sourceRow: number | null;
  file: string | null;
  sheet: string | null;
  row: number | null;
  caseNo: string | null;
  batch: number | null;
  owner: string | null;
  /** Day by which the owner decides. */
  dueOn: string | null;
  note: string | null;
}

export interface TicketListView {
  /** A page of them, the oldest first. */
  tickets: TicketView[];
  /** How many there are on all pages. */
  total: number;
  /** Of the open and carried ones. */
  count: number;
  sumFen: number;
  byReason: { reason: string; count: number; sumFen: number }[];
}

/** Differences 差异单 of a month. */
export const tickets = {
  ...ticketActs,
  list: query('book')
    .input(
      z.object({
        ...{ month, client: id.optional(), decided: z.boolean().default(false) },
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(2_000).default(2_000),
      }),
    )
    .output(type<TicketListView>()),
  /** Owner, note, or a better reason. Refuses `tickets.unknown`. */
  keep: command('accountant')
    .input(
      key.extend({
        ticket: id,
        owner: z.string().max(60).nullable().optional(),
        note: z.string().max(400).nullable().optional(),
        reason: z
          .string()
          .regex(/^[A-Z_]{2,20}$/)
          .optional(),
      }),
    )
    .output(type<{ ticket: number }>()),
  /** Explained without an entry. Refuses `tickets.unknown`, `tickets.not_open`. */
  decide: command('accountant')
    .input(key.extend({ ticket: id, note }))
    .output(type<{ ticket: number }>()),
  /** Refuses `tickets.unknown`, `tickets.not_decided`. */
  reopen: command('accountant')
    .input(key.extend({ ticket: id, note }))
    .output(type<{ ticket: number }>()),
};
