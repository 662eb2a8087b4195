import type { BookSettings } from '../accounting/settings.ts';
import type { AuxKind, MappingRow, SideShown } from './types.ts';

/** Codes of ours that no voucher carries: memo, the opening's counterpart, rows that the GL books itself. */
export function isExported(code: string): boolean {
  return !code.startsWith('9') && code !== '3001' && code !== '3999';
}

type Gl = readonly [code: string, name: string];
interface DefaultLine {
  enterprise: Gl;
  small?: Gl;
  /** 代收代付 (M2): the money is not the agency's own income or prepayment. */
  m2?: Gl;
  /** Under 净额法. */
  net?: Gl;
  netSmall?: Gl;
}

const BANK: Gl = ['1002', '银行存款'];
const CHANNEL: Gl = ['1012', '其他货币资金'];
const RECEIVABLE: Gl = ['1122', '应收账款'];
const PREPAID: Gl = ['1123', '预付账款'];
const OTHER_RECEIVABLE: Gl = ['1221', '其他应收款'];
const PAYABLE: Gl = ['2202', '应付账款'];
const ADVANCES: Gl = ['2203', '预收账款'];
const TAXES: Gl = ['2221', '应交税费'];
const OTHER_PAYABLE: Gl = ['2241', '其他应付款'];
const REVENUE: Gl = ['6001', '主营业务收入'];
const REVENUE_SMALL: Gl = ['5001', '主营业务收入'];
const COST: Gl = ['6401', '主营业务成本'];
const COST_SMALL: Gl = ['5401', '主营业务成本'];
const FINANCE: Gl = ['6603', '财务费用'];
const FINANCE_SMALL: Gl = ['5603', '财务费用'];
const OUTSIDE_COST: Gl = ['6711', '营业外支出'];
const OUTSIDE_COST_SMALL: Gl = ['5711', '营业外支出'];

/** The GL hints of the chart as lines, by the first digits of our codes; the longest fits. */
const LINES: readonly (readonly [prefix: string, line: DefaultLine])[] = [
  ['1002', { enterprise: BANK }],
  ['1012', { enterprise: CHANNEL }],
  ['1122', { enterprise: RECEIVABLE }],
  ['1122.01', { enterprise: RECEIVABLE, m2: OTHER_RECEIVABLE }],
  ['1123', { enterprise: PREPAID }],
  ['1221', { enterprise: OTHER_RECEIVABLE }],
  ['1231', { enterprise: ['1231', '坏账准备'], small: RECEIVABLE }],
  ['1801', { enterprise: PREPAID }],
  ['2202', { enterprise: PAYABLE }],
  ['2203', { enterprise: ADVANCES }],
  ['2203.01', { enterprise: ADVANCES, m2: OTHER_PAYABLE }],
  ['2203.02', { enterprise: ADVANCES, m2: OTHER_PAYABLE }],
  ['2221', { enterprise: TAXES }],
  ['2241', { enterprise: OTHER_PAYABLE }],
  ['2401', { enterprise: ['2401', '递延收益'] }],
  ['6001', { enterprise: REVENUE, small: REVENUE_SMALL }],
  ['6301', { enterprise: ['6301', '营业外收入'], small: ['5301', '营业外收入'] }],
  ['6401', { enterprise: COST, small: COST_SMALL, net: REVENUE, netSmall: REVENUE_SMALL }],
  ['6603', { enterprise: FINANCE, small: FINANCE_SMALL }],
  ['6702', { enterprise: ['6702', '信用减值损失'], small: OUTSIDE_COST_SMALL }],
  ['6711', { enterprise: OUTSIDE_COST, small: OUTSIDE_COST_SMALL }],
];

/** 辅助核算 of the GL accounts that all our codes under them have alike. */
const AUX: Readonly<Record<string, AuxKind[]>> = {
  '1122': ['client'],
  '2203': ['client'],
  '2202': ['supplier'],
};
const ON_CREDIT = new Set(['6001', '5001', '6301', '5301']);

/** Side on which a GL account of the standards shows its turnover. */
function sideOf(glCode: string): SideShown {
  if (ON_CREDIT.has(glCode)) return 'credit';
  return /^[56]/.test(glCode) ? 'debit' : 'both';
}

/**
 * Where a code goes while nobody has said otherwise: the GL hint by 会计准则 and 列示. Under 净额法 charge and cost of the
 * spend meet on the revenue account. `isM2`: the client is 代收代付.
 */
export function defaultRow(
  code: string,
  { standard, presentation }: Pick<BookSettings, 'standard' | 'presentation'>,
  isM2 = false,
): MappingRow {
  const line = LINES.findLast(([prefix]) => code === prefix || code.startsWith(`${prefix}.`))?.[1];
  if (!line) throw new Error(`no general-ledger hint for ${code}`);
  const isSmall = standard === 'small_enterprise';
  const net = presentation === 'net' ? (isSmall ? line.netSmall : line.net) : undefined;
  const [glCode, glName] =
    (isM2 ? line.m2 : undefined) ?? net ?? (isSmall ? line.small : undefined) ?? line.enterprise;
  return { code, dim: null, dimId: null, glCode, glName, aux: AUX[glCode] ?? [], side: sideOf(glCode) };
}
