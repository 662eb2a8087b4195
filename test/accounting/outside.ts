import type { Cash, LedgerEvent, Payer, PoolFact } from '../../src/domain/accounting/events/facts.ts';
import type { Expansion } from '../../src/domain/accounting/types.ts';
import type { NaiveBook } from './book.ts';

/**
 * The world outside the book, kept from the facts alone: what every bank and channel statement reads, and what the
 * platform holds of every pool (below zero: 欠费). The book must come to the same figures, whatever it had to complete.
 */
export class Outside {
  readonly money = new Map<number, number>();
  readonly pools = new Map<number, number>();
  /** Pools that a ticket names: their 欠费 has a name (I5). */
  readonly named = new Set<number>();

  /** Takes in an event that was booked. */
  happened(event: LedgerEvent, { tickets }: Expansion, book: NaiveBook): void {
    for (const { reason, dims } of tickets)
      if ((reason === 'OVERDRAFT' || reason === 'RESTATE') && dims.pool !== undefined)
        this.named.add(dims.pool);
    this.moveMoney(event);
    this.movePools(event, book);
    // What the platform owes back of credit that was repaid stands with the pool, below its 欠费.
    for (const { reason, amountFen, dims } of tickets)
      if (reason === 'RESTATE') add(this.pools, dims.pool!, amountFen);
  }

  private moveMoney(event: LedgerEvent): void {
    const row = (account: { money: number }, fen: number) => add(this.money, account.money, fen);
    const cash = (moved: Cash | Payer, fen: number) => moved.by === 'row' && row(moved.money, fen);
    switch (event.id) {
      case 'E01':
        if (!('step' in event)) row(event.money, event.amountFen);
        break;
      case 'E02':
        if (event.step === 'row') row(event.money, event.amountFen);
        break;
      case 'E04':
        row(event.money, event.netFen);
        break;
      case 'E05':
      case 'E06':
        if (event.step === 'row') row(event.money, -event.amountFen);
        break;
      case 'E07':
        if (event.step === 'in') row(event.money, event.amountFen);
        else if (event.step === 'out') row(event.money, -event.amountFen);
        break;
      case 'E08':
        row(event.money, event.amountFen);
        break;
      case 'E09':
        row(event.money, event.step === 'fee' ? -event.amountFen : event.amountFen);
        break;
      case 'E10':
        row(event.money, event.step === 'out' ? -event.amountFen : event.amountFen);
        break;
      case 'E17':
        cash(event.paidFrom, -event.paidFen);
        break;
      case 'E19':
        if (event.step === 'pay') cash(event.paidFrom, -event.paidFen);
        break;
      case 'E26':
        cash(event.into, event.paidFen);
        break;
      case 'E28':
        if (event.paidFrom.by !== 'client') cash(event.paidFrom, -event.amountFen);
        break;
      case 'E38':
        if (event.arrived.to === 'agency') cash(event.arrived.into, event.amountFen);
        break;
      default:
        if ('into' in event && 'amountFen' in event) cash(event.into, event.amountFen);
        else if (PAYMENTS.has(event.id) && 'paidFrom' in event && 'amountFen' in event)
          cash(event.paidFrom, -event.amountFen);
    }
  }

  private movePools(event: LedgerEvent, book: NaiveBook): void {
    const to = (pool: PoolFact, fen: number) => add(this.pools, pool.pool, fen);
    switch (event.id) {
      case 'E18':
        to(event.pool, event.creditedFen);
        break;
      case 'E19':
        if (event.step === 'arrived') to(event.pool, event.creditedFen);
        break;
      case 'E20':
        to(event.wallet, -event.amountFen);
        to(event.pool, event.amountFen);
        break;
      case 'E21':
        to(event.pool, -event.amountFen);
        to(event.wallet, event.amountFen);
        break;
      case 'E22':
        to(event.from, -event.amountFen);
        to(event.to, event.amountFen);
        break;
      case 'E30':
      case 'E31':
      case 'E33':
        if (event.source.kind !== 'direct') to(event.pool, -event.amountFen);
        break;
      case 'E41':
        if (!('of' in event) && event.source.kind !== 'direct')
          to(event.pool, event.step === 'more' ? -event.amountFen : event.amountFen);
        break;
      case 'E45':
        to(event.pool, -event.amountFen);
        break;
      case 'E46':
        if (event.step === 'refused') to(event.pool, event.requestedFen);
        break;
      case 'E47':
        // Everything is gone but what was owed; a lifted ban brings back what no arrival has taken meanwhile.
        if (event.step === 'ban' || event.step === 'lifted')
          this.pools.set(event.pool.pool, onBook(book, event.pool.pool));
        if (event.step === 'ban' && stock(book, event.pool.pool) !== 0)
          throw new Error('a banned pool holds money');
        break;
      case 'E53':
        if (event.use === 'recharged') to(event.pool, event.amountFen);
        break;
      case 'E59':
        if (event.step === 'rounding' && event.pool)
          to(event.pool, event.direction === 'gain' ? event.amountFen : -event.amountFen);
        break;
      default:
    }
  }
}

const PAYMENTS: ReadonlySet<string> = new Set(['E40', 'E48', 'E56', 'E57', 'E62', 'E63']);

function add(sums: Map<number, number>, key: number, fen: number): void {
  sums.set(key, (sums.get(key) ?? 0) + fen);
}

function stock(book: NaiveBook, pool: number): number {
  return ['1123.02', '1123.03', '1123.04', '1123.05'].reduce(
    (fen, code) => fen + book.sum(code, { pool }),
    0,
  );
}

/** A pool as the book has it: its on-book money less its 欠费. */
export function onBook(book: NaiveBook, pool: number): number {
  return stock(book, pool) - book.sum('2202.03', { pool });
}
