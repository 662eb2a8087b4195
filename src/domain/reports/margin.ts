import { sharedOut } from '../policies/shares.ts';

/**
 * 毛利表: what clients were charged, what media cost, rebates on both sides, fees. Postings carry tax; entries of tax
 * (T1–T8) are left out, and tax is worked out within each line, so that both views are the same whether or not invoices
 * have come yet.
 */

export const MARGIN_PRODUCTS = ['qianchuan', 'douplus', 'none'] as const;
/** 千川 with 小店随心推 (one pool), DOU+; `none`: a client without any spend in the month. */
export type MarginProduct = (typeof MARGIN_PRODUCTS)[number];

/** The accounts of the margin. */
export const MARGIN_CODES = ['6001.01', '6001.02', '6001.09', '6401.01', '6401.02'] as const;
type MarginCode = (typeof MARGIN_CODES)[number];

export interface MarginFigures {
  /** 投放款结算收入, 服务费收入, 客户返点, 媒体消耗成本, 媒体返点; each on its normal side, with tax. */
  chargesFen: number;
  feesFen: number;
  clientRebatesFen: number;
  mediaCostFen: number;
  mediaRebatesFen: number;
  /** Tax within revenue (charges less client rebates, and fees) and, deducted, within cost. */
  outputTaxFen: number;
  inputTaxFen: number;
}

/** What one account moved in a month, on its normal side, without tax entries. */
export interface MarginSum {
  account: number;
  code: string;
  client: number | null;
  /** Product of the account's pool; null where the account has none. */
  product: Exclude<MarginProduct, 'none'> | null;
  month: string;
  amountFen: number;
  /** The account's pool by name. */
  poolName: string | null;
}

/** One line: client × product × month, with the manager of the month's last day. */
export interface MarginLine extends MarginFigures {
  client: number | null;
  clientCode: string | null;
  clientName: string | null;
  manager: string | null;
  product: MarginProduct;
  month: string;
}

export interface MarginReport {
  from: string;
  to: string;
  /** How the book shows revenue, where nobody asks otherwise. */
  presentation: 'net' | 'gross';
  taxpayer: 'general' | 'small_scale';
  lines: MarginLine[];
  /** Every account behind the lines: a figure leads to these. */
  sums: MarginSum[];
}

const FIGURE: Record<MarginCode, keyof MarginFigures> = {
  '6001.01': 'chargesFen',
  '6001.02': 'feesFen',
  '6001.09': 'clientRebatesFen',
  '6401.01': 'mediaCostFen',
  '6401.02': 'mediaRebatesFen',
};

/** The figure that an account belongs to. */
export function figureOf(code: string): keyof MarginFigures {
  return FIGURE[code as MarginCode];
}

/** Rates in hundredths of a per cent on a day; input tax is deducted by a general taxpayer only. */
export interface MarginTax {
  taxWithin(grossFen: number, month: string): number;
  deductsInput: boolean;
}

type Named = Pick<MarginLine, 'clientCode' | 'clientName' | 'manager'>;

/**
 * Lines of 毛利表. Fees and rebates are kept by client without a product: they follow the client's spend of the month,
 * in proportion, to the 分. Lines add up to the accounts.
 */
export function marginLines(
  sums: readonly MarginSum[],
  tax: MarginTax,
  nameOf: (client: number | null, month: string) => Named,
): MarginLine[] {
  const groups = new Map<string, MarginSum[]>();
  for (const sum of sums) {
    const key = `${sum.month} ${sum.client ?? ''}`;
    const group = groups.get(key);
    if (group) group.push(sum);
    else groups.set(key, [sum]);
  }
  return [...groups.values()].flatMap(group => {
    const { client, month } = group[0]!;
    const names = nameOf(client, month);
    return byProduct(group).map(({ product, ...figures }) => ({
      ...{ client, month, product, ...names, ...figures },
      ...taxes(figures, month, tax),
    }));
  });
}

type Untaxed = Omit<MarginFigures, 'outputTaxFen' | 'inputTaxFen'>;

const NOTHING: Untaxed = {
  chargesFen: 0,
  feesFen: 0,
  clientRebatesFen: 0,
  mediaCostFen: 0,
  mediaRebatesFen: 0,
};

function byProduct(group: readonly MarginSum[]): (Untaxed & { product: MarginProduct })[] {
  const lines = new Map<MarginProduct, Untaxed>();
  const line = (product: MarginProduct) => {
    const known = lines.get(product) ?? { ...NOTHING };
    lines.set(product, known);
    return known;
  };
  for (const { code, product, amountFen } of group)
    if (product !== null) line(product)[figureOf(code) as keyof Untaxed] += amountFen;
  const products = [...lines.keys()];
  const weights = products.map(product => {
    const { chargesFen, mediaCostFen } = lines.get(product)!;
    return Math.max(0, chargesFen, mediaCostFen);
  });
  const hasSpend = weights.some(weight => weight > 0);
  for (const { code, product, amountFen } of group) {
    if (product !== null) continue;
    const figure = figureOf(code) as keyof Untaxed;
    if (!hasSpend) line('none')[figure] += amountFen;
    else
      sharedOut(amountFen, weights).forEach((fen, at) => {
        line(products[at]!)[figure] += fen;
      });
  }
  return [...lines].map(([product, figures]) => ({ product, ...figures }));
}

function taxes(
  { chargesFen, clientRebatesFen, feesFen, mediaCostFen, mediaRebatesFen }: Untaxed,
  month: string,
  { taxWithin, deductsInput }: MarginTax,
) {
  return {
    outputTaxFen: taxWithin(chargesFen - clientRebatesFen, month) + taxWithin(feesFen, month),
    inputTaxFen: deductsInput ? taxWithin(mediaCostFen - mediaRebatesFen, month) : 0,
  };
}

/** A line as a view shows it. 总额法: charges and media cost in full. 净额法: only what is left between them is revenue. */
export interface MarginShown {
  revenueFen: number;
  costFen: number;
  marginFen: number;
  /** Margin in hundredths of a per cent of revenue; null without any. */
  rateBp: number | null;
}

/** Revenue, cost and margin of figures. The margin is the same in both views; without tax both sides lose their own. */
export function shownAs(figures: MarginFigures, view: 'net' | 'gross', withTax: boolean): MarginShown {
  const { chargesFen, feesFen, clientRebatesFen, mediaCostFen, mediaRebatesFen } = figures;
  const outputFen = withTax ? 0 : figures.outputTaxFen;
  const inputFen = withTax ? 0 : figures.inputTaxFen;
  const grossFen = chargesFen + feesFen - clientRebatesFen - outputFen;
  const mediaFen = mediaCostFen - mediaRebatesFen - inputFen;
  const marginFen = grossFen - mediaFen;
  const revenueFen = view === 'gross' ? grossFen : marginFen;
  return {
    revenueFen,
    costFen: view === 'gross' ? mediaFen : 0,
    marginFen,
    rateBp: grossFen === 0 ? null : Math.round((marginFen / grossFen) * 10_000),
  };
}

export const MARGIN_BY = ['client', 'manager', 'product', 'month'] as const;
export type MarginBy = (typeof MARGIN_BY)[number];

/** Lines put together by one of their marks. */
export interface MarginGroup extends MarginFigures {
  key: string;
  /** The first line of the group names it. */
  of: MarginLine;
}

const KEYS: Record<MarginBy, (line: MarginLine) => string> = {
  client: ({ client }) => String(client ?? ''),
  manager: ({ manager }) => manager ?? '',
  product: ({ product }) => product,
  month: ({ month }) => month,
};

const FIGURES: readonly (keyof MarginFigures)[] = [
  'chargesFen',
  'feesFen',
  'clientRebatesFen',
  'mediaCostFen',
  'mediaRebatesFen',
  'outputTaxFen',
  'inputTaxFen',
];

/** Lines by client, manager, product or month; months in their order, else the largest margin first. */
export function marginGroups(lines: readonly MarginLine[], by: MarginBy): MarginGroup[] {
  const groups = new Map<string, MarginGroup>();
  for (const line of lines) {
    const key = KEYS[by](line);
    const group = groups.get(key) ?? { ...zero(), key, of: line };
    for (const figure of FIGURES) group[figure] += line[figure];
    groups.set(key, group);
  }
  const margin = (group: MarginGroup) => shownAs(group, 'net', true).marginFen;
  return [...groups.values()].sort((a, b) =>
    by === 'month' ? (a.key < b.key ? -1 : 1) : margin(b) - margin(a) || (a.key < b.key ? -1 : 1),
  );
}

/** All lines in one. */
export function marginTotal(lines: readonly MarginFigures[]): MarginFigures {
  const total = zero();
  for (const line of lines) for (const figure of FIGURES) total[figure] += line[figure];
  return total;
}

const zero = (): MarginFigures => ({ ...NOTHING, outputTaxFen: 0, inputTaxFen: 0 });

/** Whether an account's sum stands behind a group of lines. */
export function isBehind(
  sum: MarginSum,
  group: MarginGroup,
  by: MarginBy,
  lines: readonly MarginLine[],
): boolean {
  return lines.some(
    line =>
      KEYS[by](line) === group.key &&
      line.client === sum.client &&
      line.month === sum.month &&
      (by !== 'product' || sum.product === null || sum.product === line.product),
  );
}
