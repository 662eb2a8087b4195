import { taxInside, taxRateOn } from '../../domain/invoices/tax.ts';
import type { Fen } from '../../domain/money.ts';
import { checkMonth } from '../../domain/policies/periods.ts';
import { Refusal } from '../../domain/refusal.ts';
import { lastDayOf } from '../../domain/reports/days.ts';
import { type MarginReport, marginLines } from '../../domain/reports/margin.ts';
import { rulesOn } from '../../domain/rulebook/lookup.ts';
import type { RuleRow } from '../../domain/rulebook/types.ts';
import { readBookSettings } from '../../store/book-settings.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { readMainManagers, readMarginSums } from '../../store/margin.ts';
import { readClientNames } from '../../store/reports-spend.ts';

/**
 * 毛利表 of months (`yyyy-mm`, both included): by client, product and month, with the main manager of the month's last day;
 * tax by the rate of that day. Refuses `policies.no_such_month`, `reports.range_reversed`.
 */
export function marginReport(
  connection: Connection,
  { from, to, rules }: { from: string; to: string; rules: readonly RuleRow[] },
): MarginReport {
  if (checkMonth(from) > checkMonth(to)) throw new Refusal('reports.range_reversed', { from, to });
  const { taxpayer, presentation } = readBookSettings(connection);
  const sums = readMarginSums(connection, { from, to });
  const clients = readClientNames(connection);
  const managers = readMainManagers(connection);
  const rates = new Map<string, number>();
  const rateOn = (month: string): number => {
    const of = taxpayer === 'general' ? 'vat_general' : 'vat_small';
    const rate = rates.get(month) ?? taxRateOn(rulesOn(rules, lastDayOf(month)), of)?.value.basisPoints ?? 0;
    rates.set(month, rate);
    return rate;
  };
  const tax = {
    taxWithin: (grossFen: number, month: string) => taxInside(grossFen as Fen, rateOn(month)),
    deductsInput: taxpayer === 'general',
  };
  const lines = marginLines(sums, tax, (client, month) => {
    const names = client === null ? undefined : clients.get(client);
    const last = lastDayOf(month);
    const manager = managers.findLast(
      each =>
        each.client === client &&
        (each.from === null || each.from <= last) &&
        (each.to === null || last <= each.to),
    );
    return {
      clientCode: names?.code ?? null,
      clientName: names?.name ?? null,
      manager: manager?.name ?? null,
    };
  });
  return { from, to, presentation, taxpayer, lines, sums };
}
