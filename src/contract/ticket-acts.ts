import { type } from '@orpc/contract';
import * as z from 'zod';
import type { MatchRowView } from './matching.ts';
import { command, query } from './procedure.ts';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const id = z.int().min(1);
const key = z.object({ key: z.string().min(8).max(100) });
const note = z.string().min(1).max(400);

/** A pair of accounts that the rulebook lets E59 post for a ticket (ADJ-1), Dr `debit` · Cr `credit`. */
export interface AdjustmentPair {
  /** Names it for `adjust`. */
  pair: string;
  debit: { code: string; name: string; of: string };
  credit: { code: string; name: string; of: string };
}

/** The entry that an adjustment would post. Money in 分. */
export interface AdjustmentPreview {
  effectiveOn: string;
  legs: { debit: string; credit: string; amountFen: number }[];
  rule: { id: string; zh: string; en: string };
}

/** What a ticket stands on. */
export interface TicketLinks {
  rows: MatchRowView[];
  /** Transfers on those rows and of its case; red ones with a minus. */
  entries: {
    transfer: number;
    batch: number;
    event: string;
    day: string;
    debit: string;
    credit: string;
    amountFen: number;
  }[];
  files: { attachment: number; name: string; bytes: number }[];
  /** What happened to it, the oldest first. */
  history: { at: string; actor: string; procedure: string; state: string; note: string | null }[];
  adjustments: { batch: number; amountFen: number; note: string; isReversed: boolean }[];
}

/** 尾差 that may be written off at once: rows of one number that differ by 0.01, together at most 1.00 by account and month. */
export interface RoundTickets {
  tickets: { ticket: number; client: number | null; clientName: string | null; amountFen: number }[];
  sumFen: number;
  /** Beyond the tolerance, each needs a reason. */
  refused: { ticket: number; code: string; params: Record<string, string | number> }[];
}

/** What an accountant does about a difference. */
export const ticketActs = {
  /** Rows, entries, evidence and history of a ticket. Refuses `tickets.unknown`. */
  links: query('book')
    .input(z.object({ ticket: id }))
    .output(type<TicketLinks>()),
  /** Owner and day of many at once. Refuses `tickets.unknown`. */
  keepMany: command('accountant')
    .input(
      key.extend({
        tickets: z.array(id).min(1).max(10_000),
        owner: z.string().max(60).nullable().optional(),
        dueOn: z.iso.date().nullable().optional(),
      }),
    )
    .output(type<{ tickets: number }>()),
  /** 挂账: goes on with an owner and a day. Refuses `tickets.unknown`, `tickets.not_open`. */
  carry: command('accountant')
    .input(key.extend({ ticket: id, owner: z.string().min(1).max(60), dueOn: z.iso.date(), note }))
    .output(type<{ ticket: number }>()),
  /** Pairs that the rulebook allows and the ticket can name the accounts of. */
  pairs: query('book')
    .input(z.object({ ticket: id }))
    .output(type<AdjustmentPair[]>()),
  previewAdjustment: query('book')
    .input(z.object({ ticket: id, pair: z.string().max(200), amountFen: id }))
    .output(type<AdjustmentPreview>()),
  /** Posts E59 and decides the ticket by it. Refuses `tickets.pair_unknown`, and what the ledger refuses. */
  adjust: command('accountant')
    .input(key.extend({ ticket: id, pair: z.string().max(200), amountFen: id, note }))
    .output(type<{ ticket: number; batch: number }>()),
  /** Takes the adjustment back in red; the ticket is open again. Refuses `tickets.not_adjusted`. */
  takeBackAdjustment: command('accountant')
    .input(key.extend({ ticket: id, note }))
    .output(type<{ ticket: number; batch: number }>()),
  rounds: query('book').input(z.object({ month })).output(type<RoundTickets>()),
  /** Writes off 尾差 within the tolerance, each by E59 on its own accounts. */
  acceptRounds: command('accountant')
    .input(key.extend({ month, tickets: z.array(id).min(1).max(1_000), note }))
    .output(type<{ accepted: number; sumFen: number; refused: RoundTickets['refused'] }>()),
  /** Keeps a staged file as evidence of a ticket. Refuses `tickets.file_size`. */
  attach: command('accountant')
    .input(key.extend({ ticket: id, fileId: z.string().max(100) }))
    .output(type<{ attachment: number }>()),
  /** A kept piece of evidence itself, to be shown. */
  openFile: query('book')
    .input(z.object({ ticket: id, attachment: id }))
    .output(type<{ name: string; data: Blob }>()),
  /** A kept piece of evidence, to be saved; a staged file. */
  file: command('book')
    .input(z.object({ ticket: id, attachment: id }))
    .output(type<{ fileId: string; name: string }>()),
};
