import { type } from '@orpc/contract';
import * as z from 'zod';
import { VOUCHER_FORMATS } from '../domain/vouchers/forms.ts';
import type { GlLine } from '../domain/vouchers/gl-compare.ts';
import {
  AUX_KINDS,
  MAP_DIMS,
  type MapDim,
  type MappingRow,
  SIDES_SHOWN,
  VOUCHER_BASES,
  type Voucher,
  type VoucherBasis,
  type VoucherSettings,
} from '../domain/vouchers/types.ts';
import { command, query } from './procedure.ts';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const id = z.int().min(1);
/** Makes a command repeatable: the same key with the same input gets the stored answer. */
const key = z.object({ key: z.string().min(8).max(100) });
const short = z.string().trim().max(60);

/** A batch of vouchers; `made` may still be withdrawn, `booked`: the general ledger has it. */
export interface VoucherBatchView {
  id: number;
  month: string;
  firstNo: number;
  /** Below `firstNo` where no voucher came out: everything netted. */
  lastNo: number;
  entries: number;
  amountFen: number;
  digest: string;
  madeAt: string;
  madeBy: string;
  state: 'made' | 'booked' | 'withdrawn';
  endedAt: string | null;
  endedBy: string | null;
  reason: string | null;
}

export interface VoucherStateView {
  month: string;
  /** Months with postings, the latest first. */
  months: string[];
  /** The latest first. */
  batches: VoucherBatchView[];
  /** Entries that no standing batch has. */
  pending: { entries: number; amountFen: number; firstOn: string | null };
}

export interface VoucherPreview {
  word: string;
  basis: VoucherBasis;
  preparer: string;
  reviewer: string;
  total: number;
  vouchers: Voucher[];
}

export interface MappingView {
  standard: 'enterprise' | 'small_enterprise';
  presentation: 'net' | 'gross';
  settings: VoucherSettings;
  lines: (MappingRow & { isDefault: boolean; dimName: string | null })[];
  parties: {
    dim: MapDim;
    dimId: number;
    code: string | null;
    name: string;
    auxCode: string;
    auxName: string;
  }[];
}

export interface GlCheckView {
  month: string;
  name: string;
  readBy: string;
  readOn: string;
  /** Lines of the file. */
  rows: number;
  lines: GlLine[];
  different: number;
}

export interface ExportedView {
  batch: number;
  entries: number;
  vouchers: number;
  firstNo: number;
  lastNo: number;
  debitsFen: number;
  creditsFen: number;
}

const mappingRow = z.object({
  code: z.string().min(1).max(20),
  dim: z.enum(MAP_DIMS).nullable(),
  dimId: id.nullable(),
  glCode: z.string().trim().min(1).max(40),
  glName: short,
  aux: z.array(z.enum(AUX_KINDS)).max(4),
  side: z.enum(SIDES_SHOWN),
});
const partyRow = z.object({
  dim: z.enum(MAP_DIMS),
  dimId: id,
  auxCode: z.string().trim().min(1).max(40),
  auxName: short,
});
const settings = z.object({
  word: z.string().trim().min(1).max(10),
  basis: z.enum(VOUCHER_BASES),
  eventSummary: z.string().trim().min(1).max(100),
  daySummary: z.string().trim().min(1).max(100),
  preparer: short,
  reviewer: short,
  firstNo: z.int().min(1).max(99_999),
  keepsInternal: z.boolean(),
});
const file = z.object({ fileId: z.string() });
type File = { fileId: string; name: string };
const finance = ['accountant', 'supervisor'] as const;

/** 记账凭证 for the general ledger, and 总账核对. */
export const vouchers = {
  state: query('book').input(z.object({ month })).output(type<VoucherStateView>()),
  /** Vouchers of a batch, or those that the next one would have (`batch` null). */
  preview: query('book')
    .input(z.object({ month, batch: id.nullable(), from: z.int().min(0), count: z.int().min(1).max(200) }))
    .output(type<VoucherPreview>()),
  mapping: query('book').output(type<MappingView>()),
  check: query('book').input(z.object({ month })).output(type<GlCheckView | null>()),
  export: command([...finance])
    .input(key.extend({ month }))
    .output(type<ExportedView>()),
  booked: command([...finance])
    .input(key.extend({ batch: id }))
    .output(type<{ batch: number }>()),
  withdraw: command([...finance])
    .input(key.extend({ batch: id, reason: z.string().trim().min(1).max(400) }))
    .output(type<{ batch: number }>()),
  keepSettings: command([...finance])
    .input(key.extend({ settings }))
    .output(type<{ kept: boolean }>()),
  keepMapping: command([...finance])
    .input(key.extend({ accounts: z.array(mappingRow).max(5_000), parties: z.array(partyRow).max(20_000) }))
    .output(type<{ accounts: number; parties: number }>()),
  /** Replaces the mapping by a file that `writeMapping` wrote and somebody edited. */
  importMapping: command([...finance])
    .input(key.extend(file.shape))
    .output(type<{ accounts: number; parties: number }>()),
  /** Takes in the 科目余额表 of the general ledger. */
  readLedger: command([...finance])
    .input(key.extend({ ...file.shape, month, columns: z.record(z.string(), z.string()).optional() }))
    .output(type<{ lines: number; different: number }>()),
  /** Writes a batch in an import form; the same bytes every time. */
  write: command('book')
    .input(z.object({ batch: id, format: z.enum(VOUCHER_FORMATS), file: z.enum(['xlsx', 'csv', 'txt']) }))
    .output(type<File>()),
  writeMapping: command('book')
    .input(z.object({ format: z.enum(['xlsx', 'csv']) }))
    .output(type<File>()),
  writeCheck: command('book')
    .input(z.object({ month, format: z.enum(['xlsx', 'csv', 'pdf']) }))
    .output(type<File>()),
};
