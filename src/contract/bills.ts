import { type } from '@orpc/contract';
import * as z from 'zod';
import type { SettlementLine, SettlementTotals } from '../domain/bills/settle.ts';
import { BILL_FIELDS, type BillFile } from '../domain/bills/types.ts';
import type { Finding } from '../domain/refusal.ts';
import { command, query } from './procedure.ts';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const key = z.object({ key: z.string().min(8).max(100) });

/** How a bill of an unknown form is read: headings by field, and the month of lines that name none. */
export const billChoice = z.object({
  columns: z.partialRecord(z.enum(BILL_FIELDS), z.string().trim().min(1).max(100)).optional(),
  month: month.optional(),
});
export type BillChoiceInput = z.infer<typeof billChoice>;

/** What a file would bring, before it is taken in. */
export interface BillLook extends Pick<BillFile, 'sheet' | 'headings' | 'columns' | 'missing' | 'findings'> {
  lines: number;
  months: string[];
  amountFen: number;
  /** 可开票 of lines that tell one; null where none does. */
  availableFen: number | null;
}

export interface ImportedBill {
  file: number;
  /** The same content stood there already; nothing was changed. */
  isKnown: boolean;
  lines: number;
  months: string[];
  amountFen: number;
  findings: Finding[];
}

export interface BillFileView {
  id: number;
  name: string;
  toldOn: string;
  toldBy: string;
  state: 'standing' | 'withdrawn';
  reason: string | null;
  lines: number;
  amountFen: number;
  months: string[];
}

/** A ticket 差异单 of the reconciliation. */
export interface SettlementTicket {
  ticket: number;
  reason: string;
  amountFen: number;
  state: 'open' | 'decided' | 'carried';
}

export interface SettlementRow extends SettlementLine {
  tickets: SettlementTicket[];
}

/** 媒体结算核对表 of a month: the platform's bill beside the flow and the book. */
export interface SettlementView {
  month: string;
  hasBill: boolean;
  rows: SettlementRow[];
  totals: SettlementTotals;
  files: BillFileView[];
}

/** A line of a bill with where it stands. */
export interface BillLineView {
  id: number;
  fileName: string;
  row: number;
  toldOn: string;
  business: string;
  billNo: string;
  amountFen: number;
  grantFen: number | null;
  availableFen: number | null;
  pendingFen: number | null;
  invoicedFen: number | null;
  unavailableFen: number | null;
}

/** 平台账单 and 媒体结算核对表. */
export const bills = {
  /** Reads a staged bill; nothing is written. */
  look: command('accountant')
    .input(z.object({ fileId: z.string().max(100), ...billChoice.shape }))
    .output(type<BillLook>()),
  import: command('accountant')
    .input(key.extend({ fileId: z.string().max(100), ...billChoice.shape }))
    .output(type<ImportedBill>()),
  files: query('book').output(type<BillFileView[]>()),
  /** A file that was taken in by mistake counts no more. */
  withdraw: command('accountant')
    .input(key.extend({ file: z.int().min(1), reason: z.string().trim().min(1).max(400) }))
    .output(type<{ file: number }>()),
  settlement: query('book').input(z.object({ month })).output(type<SettlementView>()),
  /** Lines of the bill of one account. */
  lines: query('book')
    .input(z.object({ month, account: z.string().max(100) }))
    .output(type<BillLineView[]>()),
  /** Opens tickets for what differs, brings their amounts up to date, and closes those that agree by now. */
  openTickets: command('accountant')
    .input(key.extend({ month }))
    .output(type<{ opened: number; changed: number; closed: number }>()),
  write: command('book')
    .input(z.object({ month, format: z.enum(['xlsx', 'csv', 'pdf']) }))
    .output(type<{ fileId: string; name: string }>()),
};
