import { taxInside } from '../../domain/invoices/tax.ts';
import type { Fen as DomainFen } from '../../domain/money.ts';
import { lastDayOf } from '../../domain/reports/days.ts';
import { Dice } from './dice.ts';
import { csvLine, type DemoFile, plainFile, utf8Bom, yuan } from './render.ts';
import type { DemoPlan, Fen } from './types.ts';

// Invoices of the demo agency in every state, and the platform's bills of its finished months.

export const DEMO_INVOICE_STATES = [
  ...(['issued', 'issued', 'red', 'part_red', 'red_waits', 'requested', 'ahead'] as const),
] as const;
export type DemoInvoiceState = (typeof DEMO_INVOICE_STATES)[number];

/** An invoice to a client, over a share of what may be invoiced to it. */
export interface DemoIssued {
  clientCode: string;
  state: DemoInvoiceState;
  sharePerMille: number;
  number: string;
  redNumber: string;
  formNo: string;
  issuedOn: string;
  redOn: string;
}

/** An invoice of the platform as a file; `stranger`: its buyer is nobody's subject. */
export interface DemoReceived {
  number: string;
  seller: string;
  buyer: { name: string; taxNo: string };
  netFen: Fen;
  taxFen: Fen;
  issuedOn: string;
  act: 'certify' | 'keep' | 'stranger' | 'routed';
}

export interface DemoInvoices {
  issued: DemoIssued[];
  received: DemoReceived[];
}

/** Months that are over: their bills have come. */
const finished = ({ months }: DemoPlan) => months.slice(0, -1);

/** Of the platform's cost of a month in thousandths: invoiced so far, and the two papers to strangers. */
const INVOICED = 600;
const STRANGER_FEN = 318_000;
const RATE_BASIS_POINTS = 600;

/** Invoices of the agency, drawn from its own dice so that nothing else of the plan moves. */
export function demoInvoices(plan: DemoPlan): DemoInvoices {
  const dice = new Dice(plan.seed, 'invoices');
  const number = () => `2633200000${dice.digits(10)}`;
  const month = finished(plan).at(-1);
  if (month === undefined) return { issued: [], received: [] };
  const companies = plan.clients.filter(({ subject }) => subject.kind === 'enterprise');
  const [issuedOn, redOn] = [lastDayOf(month), `${plan.months.at(-1)!}-08`];
  const issued = DEMO_INVOICE_STATES.flatMap((state, at): DemoIssued[] => {
    const client = companies[at];
    const sharePerMille = state === 'ahead' ? 1_100 : dice.whole(500, 900);
    const numbers = { number: number(), redNumber: number(), formNo: `3300${dice.digits(16)}` };
    return client ? [{ clientCode: client.code, state, sharePerMille, ...numbers, issuedOn, redOn }] : [];
  });
  const received = finished(plan).map((each, at): DemoReceived => {
    const fen = plan.flows
      .filter(({ day }) => day.startsWith(each))
      .reduce((sum, { cashCostFen }) => sum + cashCostFen, 0);
    const amounts = withTax(Math.floor((fen * INVOICED) / 1_000));
    const buyer = { name: plan.agency.name, taxNo: '' };
    const act = at === 0 ? 'certify' : 'keep';
    return { number: number(), seller: plan.supplier, buyer, ...amounts, issuedOn: lastDayOf(each), act };
  });
  const strangers = (['stranger', 'routed'] as const).map((act, at): DemoReceived => {
    const buyer = { name: `${plan.clients[at]!.shortName}（分店）`, taxNo: '' };
    const amounts = withTax(STRANGER_FEN * (at + 1));
    return { number: number(), seller: plan.supplier, buyer, ...amounts, issuedOn, act };
  });
  return { issued, received: [...received, ...strangers] };
}

/** Net and 6 % of a gross amount, to the 分. */
export function withTax(grossFen: Fen): { netFen: Fen; taxFen: Fen } {
  const taxFen = taxInside(grossFen as DomainFen, RATE_BASIS_POINTS);
  return { netFen: grossFen - taxFen, taxFen };
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The e-invoice as a file with Chinese names, as tax platforms give it. */
export function receivedFile({ number, seller, buyer, netFen, taxFen, issuedOn }: DemoReceived): DemoFile {
  const fields: [string, string][] = [
    ...([
      ['发票类型', '数电票（增值税专用发票）'],
      ['发票号码', number],
      ['开票日期', issuedOn],
    ] as [string, string][]),
    ...([
      ['销售方名称', seller],
      ['购买方名称', buyer.name],
      ['购买方纳税人识别号', buyer.taxNo],
    ] as [string, string][]),
    ...([
      ['合计金额', yuan(netFen)],
      ['合计税额', yuan(taxFen)],
      ['价税合计', yuan(netFen + taxFen)],
    ] as [string, string][]),
  ];
  const line: [string, string][] = [
    ...([
      ['项目名称', '*广告服务*信息推广费'],
      ['金额', yuan(netFen)],
    ] as [string, string][]),
    ...([
      ['税率', '6%'],
      ['税额', yuan(taxFen)],
    ] as [string, string][]),
  ];
  const tags = (list: readonly [string, string][]) =>
    list.map(([name, text]) => `<${name}>${escaped(text)}</${name}>`).join('\n');
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<电子发票>\n${tags(fields)}\n<明细>\n${tags(line)}\n</明细>\n</电子发票>\n`;
  const head = { name: `数电票_${number}.xml`, source: 'unknown' as const, profile: null, truth: null };
  return plainFile(head, () => Buffer.from(xml));
}

const BILL_HEAD = [
  ...['账期', '广告主账户ID', '广告主账户名称', '业务类型', '账单编号'],
  ...['账单金额(元)', '可开票金额(元)', '开票中金额(元)'],
];
/** Of so many accounts one was restated, one is off, one got a rebate set off, one is missing. */
const ODD_ONES = 19;

/** 平台账单 of each finished month, by account and business type; a few accounts do not agree with the flow. */
export function billFiles(plan: DemoPlan): DemoFile[] {
  return finished(plan).map(month => {
    const accounts = plan.clients.flatMap(client => client.accounts);
    const rows = accounts.flatMap(({ id, name }, at) => {
      const billNo = `ZD${month.replace('-', '')}${String(at + 1).padStart(4, '0')}`;
      const line = (business: string, fen: Fen) => [
        ...[month, id, name, business, billNo, yuan(fen), yuan(Math.max(0, fen)), yuan(0)],
      ];
      return billed(plan, month, { id, at }).map(({ business, fen }) => line(business, fen));
    });
    const head = {
      name: `${month}/平台账单_${month}.csv`,
      source: 'unknown' as const,
      profile: null,
      truth: null,
    };
    return plainFile(head, () => utf8Bom([BILL_HEAD, ...rows].map(csvLine)));
  });
}

function billed(plan: DemoPlan, month: string, { id, at }: { id: string; at: number }) {
  const days = plan.flows.filter(({ account, day }) => account === id && day.startsWith(month));
  const sum = (of: (day: (typeof days)[number]) => Fen) => days.reduce((fen, day) => fen + of(day), 0);
  const allFen = sum(({ cashCostFen, walletCostFen }) => cashCostFen + walletCostFen);
  const suixintuiFen = Math.min(
    allFen,
    sum(({ suixintuiCostFen }) => suixintuiCostFen),
  );
  const odd = at % ODD_ONES;
  if (allFen === 0 || odd === 7) return [];
  return [
    { business: '50 千川-DOU+电商版', fen: suixintuiFen },
    { business: '52 千川-PC专业版', fen: allFen - suixintuiFen - (odd === 3 ? 1_234 : 0) },
    ...(odd === 5 ? [{ business: '520 千川-PC金额调差', fen: -Math.floor(allFen / 200) }] : []),
    ...(odd === 11 ? [{ business: '263 返点冲抵', fen: -20_000 }] : []),
  ].filter(({ fen }) => fen !== 0);
}
