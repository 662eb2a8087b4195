import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountOf, effectOn, hasDims, refKey } from '../../src/domain/accounting/chart.ts';
import { expand } from '../../src/domain/accounting/events/expand.ts';
import type { AdjustmentRules, LedgerEvent } from '../../src/domain/accounting/events/facts.ts';
import type { AccountBalance } from '../../src/domain/accounting/invariants.ts';
import { type BookSettings, DEFAULT_BOOK_SETTINGS } from '../../src/domain/accounting/settings.ts';
import type { AccountRef, Balances, Dims, Expansion, Leg } from '../../src/domain/accounting/types.ts';
import type { Fen } from '../../src/domain/money.ts';

export const fen = (amount: number) => amount as Fen;
/** Yuan as written in the accounting design: "98,095.24" → 9809524. */
export const yuan = (text: string) => {
  const [whole, cents = ''] = text.replaceAll(',', '').split('.');
  return (Number(whole) * 100 + Number(cents.padEnd(2, '0'))) as Fen;
};

export const BANK = { money: 1, kind: 'bank' } as const;
export const CHANNEL = { money: 2, kind: 'channel' } as const;
export const byRow = { by: 'row', money: BANK } as const;
export const channelRow = { by: 'row', money: CHANNEL } as const;
export const CLIENT = { client: 10 };
export const OTHER = { client: 11, subject: 5 };
export const POOL = { pool: 70, supplier: 3, client: CLIENT };
export const POOL2 = { pool: 71, supplier: 3, client: CLIENT };
export const OTHER_POOL = { pool: 72, supplier: 3, client: OTHER };
export const WALLET = { pool: 80, supplier: 3 };
export const OWNERS = new Map([POOL, POOL2, OTHER_POOL].map(({ pool, client }) => [pool, client]));

/** What the shipped rulebook says of adjustments (ADJ-1). */
export const RULES: AdjustmentRules = (() => {
  const file = join(import.meta.dirname, '../../resources/rulebook/adjustments.json');
  const rows = JSON.parse(readFileSync(file, 'utf8')) as { kind: string; value: unknown }[];
  const value = (kind: string) => rows.find(row => row.kind === kind)!.value;
  return { pairs: value('adjustment_pairs') as string[], roundingLimitFen: value('rounding_limit') as Fen };
})();

/** The naive book: a map of balances, written in the plainest way, to hold the expansions against. */
export class NaiveBook implements Balances {
  readonly accounts = new Map<string, AccountBalance>();
  readonly cases = new Map<string, number>();
  private readonly items = new Map<string, { account: AccountRef; open: number[] }>();
  readonly legs: Leg[] = [];
  readonly settings: BookSettings;

  constructor(settings: Partial<BookSettings> = {}) {
    this.settings = { ...DEFAULT_BOOK_SETTINGS, ...settings };
  }

  of(account: AccountRef): Fen {
    return this.accounts.get(refKey(account))?.fen ?? fen(0);
  }

  sum(code: string, dims: Dims): Fen {
    let total = 0;
    for (const { account, fen } of this.accounts.values())
      if (account.code === code && hasDims(account, dims)) total += fen;
    return fen(total);
  }

  ofCase(account: AccountRef, caseNo: string): Fen {
    return fen(this.cases.get(`${refKey(account)} ${caseNo}`) ?? 0);
  }

  post(event: LedgerEvent): Expansion {
    const expansion = expand(event, this, this.settings);
    for (const leg of expansion.legs) this.book(leg);
    return expansion;
  }

  book(leg: Leg): void {
    this.legs.push(leg);
    for (const [account, side] of [[leg.debit, 'debit'] as const, [leg.credit, 'credit'] as const]) {
      const key = refKey(account);
      const effect = effectOn(account.code, side, leg.amountFen);
      this.accounts.set(key, { account, fen: fen(this.of(account) + effect) });
      if (accountOf(account.code).openItems) this.allocate(account, effect);
      if (leg.caseNo === undefined) continue;
      const caseKey = `${key} ${leg.caseNo}`;
      this.cases.set(caseKey, (this.cases.get(caseKey) ?? 0) + effect);
    }
  }

  /** Open items as the ledger keeps them: a leg clears the oldest of the other sign, the rest opens one. */
  openItems(): { account: AccountRef; openFen: Fen }[] {
    return [...this.items.values()].flatMap(({ account, open }) =>
      open.map(openFen => ({ account, openFen: fen(openFen) })),
    );
  }

  private allocate(account: AccountRef, effectFen: number): void {
    const key = refKey(account);
    const item = this.items.get(key) ?? { account, open: [] };
    this.items.set(key, item);
    let restFen = effectFen;
    while (restFen !== 0 && item.open.length > 0 && Math.sign(item.open[0]!) === -Math.sign(restFen)) {
      const takenFen = Math.sign(restFen) * Math.min(Math.abs(restFen), Math.abs(item.open[0]!));
      item.open[0]! += takenFen;
      restFen -= takenFen;
      if (item.open[0] === 0) item.open.shift();
    }
    if (restFen !== 0) item.open.push(restFen);
  }

  balances(): AccountBalance[] {
    return [...this.accounts.values()];
  }

  /** Balance of a code over all its dimensions. */
  total(code: string): number {
    return this.sum(code, {});
  }
}

/** Legs as lines of text, the way the table writes them: `Dr 1002 · Cr 2241.01 100`; other events' legs say so. */
export function lines({ legs }: Expansion, event: string): string[] {
  return legs.map(leg => {
    const other = leg.event === event ? '' : `${leg.event} `;
    return `${other}${leg.red ? 'red ' : ''}Dr ${leg.debit.code} · Cr ${leg.credit.code} ${leg.amountFen}`;
  });
}

export function tickets({ tickets }: Expansion): string[] {
  return tickets.map(({ reason, amountFen }) => `${reason} ${amountFen}`);
}

/** Posts events one after the other; answers the lines of each. */
export function posted(book: NaiveBook, ...events: LedgerEvent[]): string[][] {
  return events.map(event => lines(book.post(event), event.id));
}

/** A book in which a client has funds, and a pool holds money with both front rebates running. */
export function stocked({
  fundsFen = 100_000,
  poolFen = 0,
  clientRebateFen = 0,
  mediaRebateFen = 0,
  settings = {} as Partial<BookSettings>,
}): NaiveBook {
  const book = new NaiveBook(settings);
  book.post({
    id: 'E61',
    lines: [
      { account: { code: '2203.01', ...CLIENT }, side: 'credit', amountFen: fen(fundsFen) },
      { account: { code: '2203.02', ...CLIENT }, side: 'credit', amountFen: fen(poolFen) },
      {
        account: { code: '1123.03', pool: POOL.pool, bucket: 'prepay' },
        side: 'debit',
        amountFen: fen(poolFen),
      },
      { account: { code: '1801', ...CLIENT }, side: 'debit', amountFen: fen(clientRebateFen) },
      { account: { code: '2401', pool: POOL.pool }, side: 'credit', amountFen: fen(mediaRebateFen) },
    ],
  });
  return book;
}
