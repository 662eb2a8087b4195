import fc from 'fast-check';
import { ACCOUNTS, accountOf, type ChartAccount, refKey } from '../../src/domain/accounting/chart.ts';
import type { AccountRef, Dims } from '../../src/domain/accounting/types.ts';
import type { BatchLeg } from '../../src/ledger/batch.ts';
import { leg, type TestBook } from './book.ts';

/** A posting as the test itself remembers it: shown sides, shown amount. */
export interface Remembered {
  on: string;
  debit: AccountRef;
  credit: AccountRef;
  amountFen: number;
}

interface LegDraw {
  debit: number;
  credit: number;
  client: number;
  amountFen: number;
  event: number;
  red: boolean;
  caseNo: number;
}

interface BatchDraw {
  month: number;
  date: number;
  summary: string;
  legs: LegDraw[];
  /** Reverse an earlier batch instead of posting. */
  reverses: number | null;
}

/** Codes without open items, which need due days and items of their own. */
const CODES = ACCOUNTS.filter(({ openItems }) => !openItems);
/** Codes that statements are made of come up more often. */
const OFTEN = CODES.filter(({ code }) =>
  ['2203.01', '2203.02', '1123.03', '1123.04', '6401.01'].includes(code),
);
const SIDES = [
  [...CODES.filter(({ memo }) => !memo), ...Array.from({ length: 8 }, () => OFTEN).flat()],
  CODES.filter(({ memo }) => memo),
] as const;
const EVENTS = [
  'E03',
  'E09',
  'E12',
  'E16',
  'E17',
  'E20',
  'E27',
  'E30',
  'E36',
  'E38',
  'E45',
  'E48',
  'E49',
  'E56',
  'E59',
  'E61',
];
const MONTHS = ['2025-12', '2026-01', '2026-02', '2026-03', '2026-04'];
/** Texts that a careless journal would stumble over. */
const NASTY = [
  '',
  '充值 "甲"',
  'a; date:2020-01-01, [2020-01-02]',
  '\n2026-01-01 * evil\n  x  1 CNY',
  '| \\ * !',
  '=1+1',
];

const legDraw = (mostFen: number): fc.Arbitrary<LegDraw> =>
  fc.record({
    debit: fc.nat(1_000),
    credit: fc.nat(1_000),
    client: fc.integer({ min: 1, max: 3 }),
    amountFen: fc.oneof(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: mostFen })),
    event: fc.nat(EVENTS.length - 1),
    red: fc.boolean(),
    caseNo: fc.integer({ min: 1, max: 4 }),
  });

/** Batches whose legs have amounts up to a limit. */
export const batchDraws = (mostFen = 999_999_999_999): fc.Arbitrary<BatchDraw[]> =>
  fc.array(
    fc.record({
      month: fc.nat(MONTHS.length - 1),
      date: fc.integer({ min: 1, max: 28 }),
      summary: fc.oneof(fc.constantFrom(...NASTY), fc.string({ maxLength: 20, unit: 'grapheme' })),
      legs: fc.array(legDraw(mostFen), { minLength: 1, maxLength: 8 }),
      reverses: fc.option(fc.nat(100), { freq: 4 }),
    }),
    { minLength: 10, maxLength: 25 },
  );

export const anyDay = fc
  .tuple(fc.constantFrom(...MONTHS), fc.integer({ min: 1, max: 28 }), fc.boolean())
  .map(([month, date, first]) => `${month}-${first ? '01' : String(date).padStart(2, '0')}`);

/** Posts what was drawn, as far as guards allow; answers every posting that the book then holds. */
export async function fill(book: TestBook, draws: readonly BatchDraw[]): Promise<Remembered[]> {
  const model = new Model();
  const batches: { id: number; postings: Remembered[] }[] = [];
  for (const { month, date, summary, legs, reverses } of draws) {
    const on = `${MONTHS[month]}-${String(date).padStart(2, '0')}`;
    const earlier = reverses === null ? undefined : batches[reverses % Math.max(batches.length, 1)];
    if (earlier) {
      const red = earlier.postings.map(posting => ({ ...posting, on, amountFen: -posting.amountFen }));
      if (!model.allows(red)) continue;
      await book.reverse(earlier.id, on);
      batches.splice(batches.indexOf(earlier), 1);
      model.take(red);
      continue;
    }
    const drawn = legs.map(each => drawnLeg(each)).filter(each => each !== null);
    const kept: BatchLeg[] = [];
    const postings: Remembered[] = [];
    for (const each of drawn) {
      const posting = shown(each, on);
      if (!model.allows([...postings, posting])) continue;
      kept.push(each);
      postings.push(posting);
    }
    if (kept.length === 0) continue;
    batches.push({ id: await book.post(kept[0]!.event, on, kept, summary), postings });
    model.take(postings);
  }
  return model.postings;
}

function drawnLeg({ debit, credit, client, amountFen, event, red, caseNo }: LegDraw): BatchLeg | null {
  const codes = SIDES[debit % 5 === 0 ? 1 : 0];
  const [one, other] = [codes[debit % codes.length]!, codes[credit % codes.length]!];
  if (one === other) return null;
  return leg(EVENTS[event]!, refOf(one, client), refOf(other, client), amountFen, {
    caseNo: `C${caseNo}`,
    ...(red ? { red: true as const } : {}),
  });
}

function refOf({ code, demanded, oneOf }: ChartAccount, client: number): AccountRef {
  const all: Required<Omit<Dims, 'subject'>> = {
    client,
    supplier: 1,
    money: (client % 2) + 1,
    pool: client,
    bucket: client === 1 ? 'prepay' : 'rebate_credit',
    employee: 1,
    category: ['工资 a-b', '房租/水电', '其他:杂'][client - 1]!,
  };
  const dims = [...demanded, ...oneOf.slice(0, 1)].map(dim => [dim, all[dim as keyof typeof all]]);
  return { code, ...Object.fromEntries(dims) };
}

function shown({ debit, credit, amountFen, red }: BatchLeg, on: string): Remembered {
  if (red) return { on, debit: credit, credit: debit, amountFen: -amountFen };
  return { on, debit, credit, amountFen };
}

/** Balances as the naive sum of what was posted, and whether the guards hold after more. */
class Model {
  readonly postings: Remembered[] = [];

  allows(more: readonly Remembered[]): boolean {
    const balances = netOf([...this.postings, ...more]);
    return [...balances].every(([key, fen]) => {
      const { guard } = accountOf(key.split(';')[0]!);
      return guard === 'none' || (guard === 'debits_cover' ? fen >= 0 : fen <= 0);
    });
  }

  take(postings: readonly Remembered[]): void {
    this.postings.push(...postings);
  }
}

/** Debits − credits by account key. */
export function netOf(postings: readonly Remembered[]): Map<string, number> {
  const balances = new Map<string, number>();
  const move = (ref: AccountRef, fen: number) =>
    balances.set(refKey(ref), (balances.get(refKey(ref)) ?? 0) + fen);
  for (const { debit, credit, amountFen } of postings) {
    move(debit, amountFen);
    move(credit, -amountFen);
  }
  return balances;
}

/** Debits and credits by account key, red ones negative. */
export function sidesOf(
  postings: readonly Remembered[],
): Map<string, { debitsFen: number; creditsFen: number }> {
  const sums = new Map<string, { debitsFen: number; creditsFen: number }>();
  const of = (ref: AccountRef) => {
    const key = refKey(ref);
    const sum = sums.get(key) ?? { debitsFen: 0, creditsFen: 0 };
    sums.set(key, sum);
    return sum;
  };
  for (const { debit, credit, amountFen } of postings) {
    of(debit).debitsFen += amountFen;
    of(credit).creditsFen += amountFen;
  }
  return sums;
}
