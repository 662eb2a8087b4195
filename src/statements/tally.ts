import { ExactSum, formatE5 } from '../domain/money.ts';
import type { CountSum } from '../domain/statement.ts';

/** Count and exact sum of one kind of row, by currency. */
export class Tally {
  count = 0;
  private readonly sums = new Map<string, ExactSum>();
  private last: ExactSum | null = null;
  private lastCurrency = '';

  add(amountE5: number, currency: string): void {
    this.count++;
    if (currency !== this.lastCurrency || !this.last) {
      this.lastCurrency = currency;
      this.last = this.sums.get(currency) ?? new ExactSum();
      this.sums.set(currency, this.last);
    }
    this.last.add(amountE5);
  }

  totalE5(): bigint {
    let total = 0n;
    for (const sum of this.sums.values()) total += sum.total();
    return total;
  }

  /** As a report figure; by currency where the file holds several. */
  figure(severalCurrencies: boolean): CountSum {
    if (!severalCurrencies || this.count === 0) return { count: this.count, sum: formatE5(this.totalE5()) };
    const sumByCurrency = Object.fromEntries(
      [...this.sums].map(([currency, sum]) => [currency, formatE5(sum.total())]),
    );
    return { count: this.count, sum: '', sumByCurrency };
  }
}
