import { Refusal } from '../refusal.ts';
import { accountOf } from './chart.ts';
import type { EventId } from './events/facts.ts';
import type { SpendBasis } from './settings.ts';
import type { Expansion } from './types.ts';

/** Where a posting comes from. */
export const SOURCES = [
  /** A row of a bank or channel statement. */
  'statement_row',
  /** Cashier's entry on a money account that has no statement at all. */
  'cashier',
  /** 收款登记, 付款登记 before the row is seen. */
  'registration',
  /** An accepted match: a clearing pair, or the row behind a case. */
  'match',
  /** 财务流水 of the platform. */
  'flow',
  /** Order placed, ended, spent: platform's order records, or 已下单登记. */
  'order',
  /** Agent transfer and recharge records. */
  'agent_record',
  /** Case of the product: withdrawal requested, recharge or refund applied for. */
  'case',
  'grant_list',
  'invoice',
  'rebate_confirmation',
  'opening',
  /** A red reversal, or the undo of an import. */
  'reversal',
  /** An act of the accountant: claim, adjustment, month-end charge. */
  'hand',
] as const;
export type Source = (typeof SOURCES)[number];
export type { SpendBasis };

interface Authority {
  codes: readonly string[];
  sources: readonly Source[];
  /** Only by these events; absent: by any. */
  events?: readonly string[];
}

/** Events that cash belongs to: their legs may stand on the twin until the row is seen. */
const TWIN_EVENTS: readonly EventId[] = [
  ...(['E02', 'E06', 'E17', 'E19', 'E26', 'E28', 'E38', 'E40', 'E46', 'E47', 'E48'] as const),
  ...(['E53', 'E56', 'E57', 'E62', 'E63'] as const),
];
const MONEY_IN_POOL: readonly EventId[] = [
  ...(['E18', 'E20', 'E21', 'E22', 'E27', 'E30', 'E31', 'E33', 'E36'] as const),
  ...(['E41', 'E43', 'E44', 'E45', 'E46', 'E47', 'E53'] as const),
];
const FLOW_SIDE: readonly Source[] = ['flow', 'order', 'agent_record'];
const MEMO: readonly string[] = ['9001', '9002', '9003', '9004', '9005', '9006', '9007', '9999'];
const CASH_SIDE: readonly Source[] = ['statement_row', 'cashier', 'registration', 'match'];

/** One posting authority per account; codes that are not listed may be moved by any source. */
const AUTHORITIES: readonly Authority[] = [
  { codes: ['1002', '1012'], sources: ['statement_row', 'cashier'] },
  {
    codes: ['1002.90', '1012.90'],
    sources: ['registration', 'statement_row', 'match', 'order', 'flow', 'case'],
    events: TWIN_EVENTS,
  },
  { codes: ['1123.02'], sources: ['agent_record', 'flow'], events: ['E19', 'E20', 'E21', 'E43', 'E53'] },
  /** What arrived in the wallet, and an application that is paid out of it, before the agent's record tells it. */
  { codes: ['1123.02'], sources: ['case'], events: ['E19', 'E20', 'E43'] },
  { codes: ['1123.03', '1123.04', '1123.05'], sources: [...FLOW_SIDE, 'case'], events: MONEY_IN_POOL },
  { codes: ['1123.02', '1123.03'], sources: ['hand'], events: ['E59'] },
  { codes: ['6001.01', '6401.01'], sources: ['flow', 'order'] },
  /** What a refund turned out to be is decided by the accountant. */
  { codes: ['6001.01', '6401.01'], sources: ['hand'], events: ['E39', 'E40'] },
  /** Tax within charges and cost moves with the invoice. */
  {
    codes: ['6001.01', '6401.01'],
    sources: ['invoice'],
    events: ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T8'],
  },
  { codes: MEMO, sources: [...FLOW_SIDE, 'grant_list'] },
  /** A ban empties every bucket; a line that is repaid is free again; a rebate in kind brings its grant. */
  { codes: MEMO, sources: ['case'], events: ['E47'] },
  { codes: MEMO, sources: CASH_SIDE, events: ['E62'] },
  { codes: MEMO, sources: ['rebate_confirmation'], events: ['E53'] },
  { codes: MEMO, sources: ['hand'], events: ['E56'] },
  { codes: ['2221.01', '2221.02', '2221.03', '2221.04', '2221.06'], sources: ['invoice'] },
  {
    codes: ['1221.04'],
    sources: ['rebate_confirmation', 'agent_record', 'flow', ...CASH_SIDE],
    events: ['E52', 'E53'],
  },
  { codes: ['1221.04'], sources: ['hand'], events: ['E59'] },
];

/** Openings and reversals may touch whatever the chart has; their own rules hold them. */
const EVERYWHERE: ReadonlySet<Source> = new Set<Source>(['opening', 'reversal']);

/**
 * Posting authority: whether an event from a source may move an account. `basis` is the spend_basis of the platform
 * account; given, charges and cost are posted from that source only. Refuses an unknown code.
 */
export function mayPost(event: string, code: string, source: Source, basis?: SpendBasis): boolean {
  accountOf(code);
  if (EVERYWHERE.has(source)) return true;
  const entries = AUTHORITIES.filter(({ codes }) => codes.includes(code));
  const allowed =
    entries.length === 0 ||
    entries.some(({ sources, events }) => sources.includes(source) && (!events || events.includes(event)));
  if (!allowed || basis === undefined) return allowed;
  return !isSpend(code, source) || source === (basis === 'flow' ? 'flow' : 'order');
}

function isSpend(code: string, source: Source): boolean {
  return (code === '6001.01' || code === '6401.01') && (source === 'flow' || source === 'order');
}

/** `mayPost`, refusing `accounting.not_authorised`. */
export function checkAuthority(event: string, code: string, source: Source, basis?: SpendBasis): void {
  if (!mayPost(event, code, source, basis))
    throw new Refusal('accounting.not_authorised', { event, code, source });
}

/**
 * Checks every leg of an expansion: each account must be one that the event, or the event that the leg belongs to (a
 * release of E36 within the ban E47), may move from this source. Refuses `accounting.not_authorised`.
 */
export function checkExpansion(event: string, { legs }: Expansion, source: Source, basis?: SpendBasis): void {
  for (const leg of legs)
    for (const { code } of [leg.debit, leg.credit])
      if (!mayPost(leg.event, code, source, basis)) checkAuthority(event, code, source, basis);
}
