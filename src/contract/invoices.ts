import { type } from '@orpc/contract';
import * as z from 'zod';
import type { CoverPart, KeptCover } from '../domain/invoices/cover.ts';
import {
  CONFIRMATION_STATES,
  type ConfirmationState,
  RED_REASONS,
  type RedReason,
} from '../domain/invoices/red.ts';
import {
  INVOICE_DIRECTIONS,
  type InvoiceDirection,
  type MatchState,
  MISMATCH_ACTS,
  type RequestState,
} from '../domain/invoices/register.ts';
import type { InvoiceConsent, InvoiceDecision } from '../domain/invoices/remainder.ts';
import { INVOICE_KINDS, type InvoiceKind, type InvoiceLine } from '../domain/invoices/types.ts';
import type { InvoiceMode, SubjectKind } from '../domain/parties/types.ts';
import { SUBJECT_KINDS } from '../domain/parties/types.ts';
import type { Finding, RefusalData } from '../domain/refusal.ts';
import type { RuleFinding } from '../domain/rulebook/finding.ts';
import { command, query } from './procedure.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const id = z.int().min(1);
const key = z.object({ key: z.string().min(8).max(100) });
const fileId = z.string().max(100);
const title = z.string().trim().min(1).max(100);
const taxNo = z.string().trim().max(30).default('');
const note = z.string().trim().max(400);
const amountFen = z.int().min(1).max(10_000_000_000_000);
const fenFromZero = z.int().min(0).max(10_000_000_000_000);

/** A request 开票申请 as it is asked for. */
export const newInvoiceRequest = z.object({
  direction: z.enum(['agency_client', 'platform_agency', 'platform_client']),
  client: id.optional(),
  supplier: id.optional(),
  /** Platform account that is to be invoiced. */
  account: id.optional(),
  titleKind: z.enum(SUBJECT_KINDS),
  title,
  taxNo,
  paper: z.enum(['special', 'general']),
  amountFen,
  /** The platform's bill 账单 and what it marks 可开票. */
  billNo: z.string().trim().max(60).optional(),
  billAvailableFen: fenFromZero.optional(),
  note: note.default(''),
});
export type NewInvoiceRequest = z.infer<typeof newInvoiceRequest>;

/** Who invoices a client for spend, and by which way (INV-1 … INV-4). */
export interface InvoiceRoute {
  from: 'agency' | 'platform';
  way: 'agency' | 'centre' | 'service' | 'refused';
  path: string | null;
  findings: RuleFinding[];
}

/** What may be invoiced to a client by INV-5, and what stands beside it; 分. */
export interface ClientInvoices {
  client: number;
  clientCode: string | null;
  clientName: string;
  mode: InvoiceMode;
  title: string | null;
  titleKind: SubjectKind | null;
  taxNo: string | null;
  chargedFen: number;
  provisionalFen: number;
  rebateFen: number;
  feeFen: number;
  invoicedFen: number;
  redFen: number;
  /** 应开未开. */
  invoiceableFen: number;
  /** 预开票. */
  preInvoicedFen: number;
  receivedFen: number;
  /** 已开未收: invoiced less red, beyond the cash received. */
  unpaidFen: number;
  requests: number;
  heldFen: number;
  /** What the platform may still invoice the client directly (M2, M3). */
  platformFen: number;
  /** By the platform's bill, told on a day, or by the client's own final spend. */
  platformBasis: 'bill' | 'spend';
  platformToldOn: string | null;
  route: InvoiceRoute;
}

export interface InvoiceRow {
  id: number;
  direction: InvoiceDirection;
  number: string;
  kind: InvoiceKind | null;
  issuedOn: string;
  netFen: number;
  taxFen: number;
  grossFen: number;
  seller: string;
  buyer: string;
  clientCode: string | null;
  clientName: string | null;
  supplierName: string | null;
  blueNumber: string | null;
  isRed: boolean;
  /** Taken back by red letters, > 0. */
  redFen: number;
  /** Ahead of charges still. */
  aheadFen: number;
  matchState: MatchState;
  findings: Finding[];
  state: 'standing' | 'void';
  certifiedOn: string | null;
}

export interface InvoicePage {
  total: number;
  netFen: number;
  taxFen: number;
  grossFen: number;
  rows: InvoiceRow[];
}

export interface RedFormView {
  id: number;
  formNo: string | null;
  blue: number;
  blueNumber: string;
  clientName: string | null;
  reason: RedReason;
  by: 'seller' | 'buyer';
  grossFen: number;
  /** At the moment of asking: what waited too long has lapsed. */
  state: ConfirmationState;
  next: ConfirmationState[];
  enteredAt: string;
  /** When it lapses, UTC; null where it does not wait. */
  lapsesAt: string | null;
  redNumber: string | null;
}

export interface InvoiceDetail extends InvoiceRow {
  sellerTaxNo: string;
  buyerTaxNo: string;
  client: number | null;
  lines: InvoiceLine[];
  remark: string;
  capital: string;
  counts: boolean;
  /** What it covers, with the name of each pool. */
  covers: (KeptCover & { poolName: string | null })[];
  blue: { id: number; number: string } | null;
  reds: { id: number; number: string; issuedOn: string; grossFen: number }[];
  /** What red letters may still take. */
  restFen: number;
  forms: RedFormView[];
  files: { attachment: number; name: string; bytes: number }[];
  request: { id: number; askedBy: string; askedOn: string; decidedBy: string | null } | null;
  matchNote: string | null;
}

export interface RequestView {
  id: number;
  direction: InvoiceDirection;
  clientCode: string | null;
  clientName: string | null;
  accountId: string | null;
  titleKind: SubjectKind;
  title: string;
  taxNo: string;
  paper: 'special' | 'general';
  amountFen: number;
  aheadFen: number;
  needs: InvoiceConsent;
  way: 'agency' | 'centre' | 'service';
  findings: RuleFinding[];
  billNo: string | null;
  state: RequestState;
  note: string;
  askedOn: string;
  askedBy: string;
  decidedOn: string | null;
  decidedBy: string | null;
  reason: string | null;
  /** Asked and approved by one person 制单与审核为同一人. */
  isSamePerson: boolean;
  /** 开票 application that it came from. */
  applicationNo: string | null;
}

export interface JudgedRequestView {
  decision: InvoiceDecision;
  way: InvoiceRoute['way'];
  path: string | null;
  findings: RuleFinding[];
}

export interface ImportedInvoicesView {
  imported: number;
  red: number;
  known: number;
  routed: { number: string; findings: Finding[] }[];
  refused: (RefusalData & { number: string })[];
  attached: number;
  findings: Finding[];
}

/** What a month-end run posts of a client's tax: T2 of what is charged meanwhile, T3 of what is charged and not invoiced. */
export interface TaxRunLine {
  client: number;
  clientName: string;
  /** Invoiced ahead and charged meanwhile, and the tax within. */
  chargedFen: number;
  absorbedFen: number;
  /** What 2221.03 stands at, and what it is to stand at. */
  accruedFen: number;
  targetFen: number;
}
export interface TaxRun {
  on: string;
  taxInLedger: boolean;
  lines: TaxRunLine[];
}

const filter = z.object({
  direction: z.enum(INVOICE_DIRECTIONS).optional(),
  client: id.optional(),
  from: day.optional(),
  to: day.optional(),
  only: z.enum(['mismatched', 'red', 'void', 'uncertified']).optional(),
  text: z.string().max(60).optional(),
});
export const INVOICE_REPORTS = ['reconciliation', 'register', 'balances', 'requests'] as const;
export type InvoiceReport = (typeof INVOICE_REPORTS)[number];

/** 发票: the register, what may be invoiced to whom, requests, red letters. */
export const invoices = {
  /** Every client with what may be invoiced on a day (INV-5). */
  clients: query('viewer')
    .input(z.object({ on: day.optional() }))
    .output(type<ClientInvoices[]>()),
  /** One client, and the charges and fees that stand behind its remainder. */
  invoiceable: query('viewer')
    .input(z.object({ client: id, on: day.optional() }))
    .output(type<ClientInvoices & { parts: (CoverPart & { poolName: string | null })[] }>()),
  list: query('viewer')
    .input(filter.extend({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(1000).default(200) }))
    .output(type<InvoicePage>()),
  detail: query('viewer')
    .input(z.object({ invoice: id }))
    .output(type<InvoiceDetail>()),
  requests: query('viewer').output(type<RequestView[]>()),
  /** 红字确认单 with the state of this moment. */
  forms: query('book').output(type<RedFormView[]>()),
  /** What a request comes to (INV-1 … INV-5); nothing is written. */
  judge: query('viewer').input(newInvoiceRequest).output(type<JudgedRequestView>()),
  request: command('accountManager')
    .input(key.extend(newInvoiceRequest.shape))
    .output(type<{ request: number; state: RequestState; aheadFen: number; needs: InvoiceConsent }>()),
  decide: command(['accountant', 'supervisor'])
    .input(key.extend({ request: id, act: z.enum(['approve', 'refuse']), reason: note.default('') }))
    .output(type<{ request: number; state: RequestState }>()),
  withdraw: command('accountManager')
    .input(key.extend({ request: id, reason: note.default('') }))
    .output(type<{ request: number; state: RequestState }>()),
  /** A client's written word that invoices go to another title than the contract subject. */
  agree: command(['accountant', 'supervisor'])
    .input(key.extend({ client: id, title, taxNo, note: note.min(1) }))
    .output(type<{ agreement: number }>()),
  /** Registers an invoice of ours that was issued; with a request, or by itself within what the caller may agree to. */
  issue: command(['accountant', 'supervisor'])
    .input(
      key.extend({
        number: z.string().trim().min(8).max(40),
        kind: z.enum(INVOICE_KINDS),
        date: day,
        netFen: fenFromZero,
        taxFen: fenFromZero,
        request: id.optional(),
        client: id.optional(),
        title: title.optional(),
        taxNo,
      }),
    )
    .output(type<{ invoice: number; aheadFen: number; batch: number | null }>()),
  /** Takes a file of e-invoices or an invoice list into the register. */
  import: command('accountant')
    .input(
      key.extend({
        fileId,
        number: z.string().trim().max(40).optional(),
        password: z.string().max(200).optional(),
      }),
    )
    .output(type<ImportedInvoicesView>()),
  /** A mismatched invoice of the platform is decided: whose it is, or that it went to customer service, or back. */
  resolve: command('accountant')
    .input(
      key.extend({
        invoice: id,
        act: z.enum(MISMATCH_ACTS).default('accept'),
        client: id.optional(),
        supplier: id.optional(),
        note: note.min(1),
      }),
    )
    .output(type<{ invoice: number; batch: number | null }>()),
  enterForm: command('accountant')
    .input(
      key.extend({
        blue: id,
        reason: z.enum(RED_REASONS),
        by: z.enum(['seller', 'buyer']),
        /** The other side has used or booked it (勾选, 入账). */
        isUsed: z.boolean(),
        grossFen: amountFen,
        formNo: z.string().trim().max(40).optional(),
      }),
    )
    .output(type<{ form: number; state: ConfirmationState }>()),
  stepForm: command('accountant')
    .input(key.extend({ form: id, to: z.enum(CONFIRMATION_STATES) }))
    .output(type<{ form: number; state: ConfirmationState }>()),
  /** Registers the red letter that was issued on a confirmed form. */
  issueRed: command('accountant')
    .input(key.extend({ form: id, number: z.string().trim().min(8).max(40), date: day }))
    .output(type<{ invoice: number; batch: number | null }>()),
  /** 作废 on the day itself, old forms only (T8). */
  void: command('accountant')
    .input(key.extend({ invoice: id }))
    .output(type<{ invoice: number; batch: number | null }>()),
  /** 勾选: input tax of special invoices of the platform is deducted (T4). */
  certify: command('accountant')
    .input(key.extend({ invoices: z.array(id).min(1).max(1000), on: day }))
    .output(type<{ certified: number; taxFen: number; batch: number | null }>()),
  taxRun: query('book')
    .input(z.object({ on: day }))
    .output(type<TaxRun>()),
  runTax: command('accountant')
    .input(key.extend({ on: day }))
    .output(type<{ clients: number; batch: number | null }>()),
  /** A kept file itself, to be shown. */
  openFile: query('viewer')
    .input(z.object({ invoice: id, attachment: id }))
    .output(type<{ name: string; data: Blob }>()),
  /** A kept file, as an export. */
  saveFile: command('viewer')
    .input(z.object({ invoice: id, attachment: id }))
    .output(type<{ fileId: string; name: string }>()),
  /** Writes a report; the file is an export. */
  write: command('viewer')
    .input(
      z.object({
        kind: z.enum(INVOICE_REPORTS),
        format: z.enum(['xlsx', 'csv', 'pdf']),
        from: day,
        to: day,
        client: id.optional(),
      }),
    )
    .output(type<{ fileId: string; name: string }>()),
};
