import { taxRateOn } from '../../domain/invoices/tax.ts';
import { checkMonth, monthsOf } from '../../domain/policies/periods.ts';
import { Refusal } from '../../domain/refusal.ts';
import { lastDayOf } from '../../domain/reports/days.ts';
import { figureOf } from '../../domain/reports/margin.ts';
import {
  levyMonth,
  type TaxEstimate,
  type TaxMonthSums,
  taxMonth,
} from '../../domain/reports/tax-estimate.ts';
import { rulesOn } from '../../domain/rulebook/lookup.ts';
import type { RuleRow, TaxRate } from '../../domain/rulebook/types.ts';
import { readBookSettings } from '../../store/book-settings.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { readMarginSums } from '../../store/margin.ts';
import { readTaxInvoices } from '../../store/tax-estimate.ts';

const MOST_MONTHS = 60;

/**
 * 税额测算 and 文化事业建设费 of months (`yyyy-mm`, both included), by the rates in force at the end of each (INV-5). Refuses
 * `policies.no_such_month`, `reports.range_reversed`, `taxes.range_long`.
 */
export function taxEstimate(
  connection: Connection,
  { from, to, rules }: { from: string; to: string; rules: readonly RuleRow[] },
): TaxEstimate {
  if (checkMonth(from) > checkMonth(to)) throw new Refusal('reports.range_reversed', { from, to });
  const { taxpayer } = readBookSettings(connection);
  const months = monthsOf(from, to);
  if (months.length > MOST_MONTHS) throw new Refusal('taxes.range_long', { most: MOST_MONTHS });
  const figures = {
    invoices: readTaxInvoices(connection, { from, to }),
    sums: sumsOf(connection, { from, to }),
  };
  const rateOn = (month: string, of: TaxRate['of']) =>
    taxRateOn(rulesOn(rules, lastDayOf(month)), of)?.value.basisPoints ?? 0;
  const deductsInput = taxpayer === 'general';
  const vat = deductsInput ? 'vat_general' : 'vat_small';
  return {
    ...{ from, to, taxpayer },
    months: months.map(month => taxMonth(month, figures, { vat: rateOn(month, vat), deductsInput })),
    levies: months.map(month => levyMonth(month, figures, rateOn(month, 'culture_levy'))),
  };
}

function sumsOf(connection: Connection, range: { from: string; to: string }): TaxMonthSums[] {
  const months = new Map<string, TaxMonthSums>();
  for (const { month, code, amountFen } of readMarginSums(connection, range)) {
    const sums = months.get(month) ?? {
      month,
      ...{ chargesFen: 0, clientRebatesFen: 0, feesFen: 0, mediaCostFen: 0, mediaRebatesFen: 0 },
    };
    sums[figureOf(code) as Exclude<keyof TaxMonthSums, 'month'>] += amountFen;
    months.set(month, sums);
  }
  return [...months.values()];
}
