import { type } from '@orpc/contract';
import * as z from 'zod';
import type { CheckedLine, CloseException } from '../domain/close/types.ts';
import { command, query } from './procedure.ts';

const month = z.string().regex(/^\d{4}-\d{2}$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const id = z.int().min(1);
/** Makes a command repeatable: the same key with the same input gets the stored answer. */
const key = z.object({ key: z.string().min(8).max(100) });
/** `client` null: the month of the book. */
const which = z.object({ month, client: id.nullable() });

/** A month as the list of periods shows it. */
export interface PeriodView {
  month: string;
  state: 'open' | 'closed';
  /** Who closed it and when (UTC, ISO), with the head of the log that was sealed; null where no seal stands. */
  seal: SealView | null;
  /** 客户关账: clients closed of those that the book has. */
  clientsClosed: number;
  clients: number;
  mayReopen: boolean;
}

export interface SealView {
  closedAt: string;
  closedBy: string;
  headSeq: number;
  headHash: string;
  digest: string;
}

/** A client's month. */
export interface ClientPeriodView {
  client: number;
  code: string | null;
  name: string;
  state: 'open' | 'closed';
  closedBy: string | null;
  closedAt: string | null;
  mayReopen: boolean;
}

/** One reopening 反结账, kept for ever. */
export interface ReopeningView {
  month: string;
  client: string | null;
  by: string;
  at: string;
  reason: string;
}

export interface PeriodsView {
  /** The latest first. */
  periods: PeriodView[];
  reopenings: ReopeningView[];
}

export interface ChecklistView {
  month: string;
  client: number | null;
  state: 'open' | 'closed';
  lines: CheckedLine[];
  /** 当日无业务 of the month. */
  quiet: CloseException[];
  moneys: { id: number; name: string }[];
}

/** A line that is missing, as the command line and the screen tell it. */
export interface MissingLine {
  line: number;
  rule: string;
  name: string;
  count: number;
  amountFen: number;
  isHardStop: boolean;
}

export interface ClosedAnswer {
  closed: boolean;
  month: string;
  client: number | null;
  /** Lines that keep it open; empty once it is closed. */
  missing: Omit<MissingLine, 'name'>[];
  seal: (SealView & { accounts: number; debitsFen: number; creditsFen: number; carried: number }) | null;
}

/** 结账: periods of the book and of clients, the checklist, closing, 反结账. */
export const close = {
  periods: query('book').output(type<PeriodsView>()),
  clients: query('book').input(z.object({ month })).output(type<ClientPeriodView[]>()),
  checklist: query('book').input(which).output(type<ChecklistView>()),
  /** Runs every line with `book verify`, and seals the month if nothing is missing. */
  close: command(['accountant', 'supervisor']).input(key.extend(which.shape)).output(type<ClosedAnswer>()),
  reopen: command('supervisor')
    .input(key.extend({ ...which.shape, reason: z.string().trim().min(1).max(400) }))
    .output(type<{ month: string; client: number | null; superseded: number }>()),
  /** 挂账结转 of lines by name. */
  carry: command(['accountant', 'supervisor'])
    .input(
      key.extend({
        ...which.shape,
        lines: z.array(z.int().min(1).max(30)).min(1).max(30),
        owner: z.string().trim().min(1).max(60),
        dueOn: day,
        reason: z.string().trim().min(1).max(400),
      }),
    )
    .output(type<{ exceptions: number[] }>()),
  /** 当日无业务: a money account had no rows in the month. */
  noBusiness: command(['accountant', 'supervisor'])
    .input(key.extend({ month, money: id, reason: z.string().trim().min(1).max(400) }))
    .output(type<{ exceptions: number[] }>()),
  withdraw: command(['accountant', 'supervisor'])
    .input(key.extend({ ...which.shape, exception: id }))
    .output(type<{ exceptions: number[] }>()),
  /** Writes 结账报告: the checklist with every item, exceptions, seal; the file is an export. */
  write: command('book')
    .input(z.object({ ...which.shape, format: z.enum(['xlsx', 'csv', 'pdf']).default('xlsx') }))
    .output(type<{ fileId: string; name: string }>()),
};
