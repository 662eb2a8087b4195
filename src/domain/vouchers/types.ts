import type { Side } from '../accounting/chart.ts';

/** What an account of the book may be narrowed by when it is mapped. */
export const MAP_DIMS = ['client', 'supplier', 'money', 'pool', 'employee'] as const;
export type MapDim = (typeof MAP_DIMS)[number];

/** 辅助核算 that a GL account asks for; `project` is the pool. */
export const AUX_KINDS = ['client', 'supplier', 'employee', 'project'] as const;
export type AuxKind = (typeof AUX_KINDS)[number];

/** On which sides an account shows its turnover; one side: the other is negative on it, as 损益类科目 are kept. */
export const SIDES_SHOWN = ['both', 'debit', 'credit'] as const;
export type SideShown = (typeof SIDES_SHOWN)[number];

/** One line of the mapping: a code of ours, narrowed by one dimension or not, and the GL account it goes to. */
export interface MappingRow {
  code: string;
  dim: MapDim | null;
  dimId: number | null;
  glCode: string;
  glName: string;
  aux: AuxKind[];
  side: SideShown;
}

/** How a party is called in the GL; without a line its own code and name stand. */
export interface PartyRow {
  dim: MapDim;
  dimId: number;
  auxCode: string;
  auxName: string;
}

export const VOUCHER_BASES = ['event', 'day'] as const;
export type VoucherBasis = (typeof VOUCHER_BASES)[number];

export interface VoucherSettings {
  /** 凭证字. */
  word: string;
  /** A voucher for each 业务单据, or one a day. */
  basis: VoucherBasis;
  /** 摘要 of a voucher for one batch, and of the lines of a day; slots `summary`, `event`, `date`, `batch`. */
  eventSummary: string;
  daySummary: string;
  /** 制单; empty: whoever exports. */
  preparer: string;
  /** 审核. */
  reviewer: string;
  /** First number of a month. */
  firstNo: number;
  /** Whether moves inside one GL account with the same 辅助核算 become lines. */
  keepsInternal: boolean;
}

export const DEFAULT_VOUCHER_SETTINGS: VoucherSettings = {
  word: '记',
  basis: 'event',
  eventSummary: '{event} {summary}',
  daySummary: '{date} {event}',
  preparer: '',
  reviewer: '',
  firstNo: 1,
  keepsInternal: false,
};

/** What a book keeps for its vouchers. */
export interface VoucherKeeping {
  settings: VoucherSettings;
  accounts: MappingRow[];
  parties: PartyRow[];
}

/** An 辅助核算 of a line: kind, code and name as the GL has them. */
export type Aux = [kind: AuxKind, code: string, name: string];

/** Where an account of the book goes. */
export interface GlPlace {
  code: string;
  name: string;
  side: SideShown;
  aux: Aux[];
}

/** A posted transfer as vouchers read it: shown sides, a red one negative. */
export interface VoucherEntry {
  id: number;
  batch: number;
  on: string;
  event: string;
  summary: string;
  red: boolean;
  debit: number;
  credit: number;
  amountFen: number;
  /** Number of the source file of the entry; null for what was entered by hand. */
  file: number | null;
}

export interface VoucherLine {
  summary: string;
  gl: GlPlace;
  side: Side;
  /** Negative: red 红字 on this side. */
  amountFen: number;
  /** Entries that the line sums. */
  entries: number[];
}

export interface Voucher {
  no: number;
  on: string;
  /** 附件张数: source files behind it. */
  attachments: number;
  /** Our 业务单据 where the voucher is of one. */
  batch: number | null;
  lines: VoucherLine[];
}

/** What a batch froze when it was made, so that it comes out the same for ever. */
export interface VoucherSnapshot {
  settings: VoucherSettings;
  preparer: string;
  /** By account id of the book. */
  places: Record<string, GlPlace>;
  /** Names of events in 摘要. */
  events: Record<string, string>;
}
