import { Refusal } from '../refusal.ts';

// What an invoice of ours covers: charges for spend of a pool, or service fee, month by month, the oldest first. The
// parts say which spend or bill each yuan of an invoice stands for; their sum and the remainder of INV-5 are one figure.

/** Charges or fee of a month that are not yet invoiced, in 分; below 0 where more was taken back than charged. */
export interface Uncovered {
  of: 'charges' | 'fee';
  /** Pool of the charges; null for fee. */
  pool: number | null;
  /** `yyyy-mm`. */
  month: string;
  amountFen: number;
}

/** Client rebates of a month that no invoice has taken off yet. */
export interface OpenRebate {
  month: string;
  amountFen: number;
}

/** A part that can be invoiced: the amount, and the rebate that goes with it as a discount line 折扣行. */
export interface CoverPart {
  of: 'charges' | 'fee';
  pool: number | null;
  month: string;
  grossFen: number;
  discountFen: number;
}

/** What is invoiced of a part. */
export const netOf = ({ grossFen, discountFen }: Pick<CoverPart, 'grossFen' | 'discountFen'>): number =>
  grossFen - discountFen;

/**
 * What can be invoiced, the oldest month first. What was taken back later is set against charges of the same pool, then
 * of any; a rebate against the charges of its month, then against any. The sum of the parts is
 * max(0, charges − rebates + fee).
 */
export function coverParts(charges: readonly Uncovered[], rebates: readonly OpenRebate[]): CoverPart[] {
  const parts: CoverPart[] = charges
    .filter(({ amountFen }) => amountFen > 0)
    .map(({ of, pool, month, amountFen }) => ({ of, pool, month, grossFen: amountFen, discountFen: 0 }))
    .toSorted(byAge);
  for (const taken of charges.filter(({ amountFen }) => amountFen < 0)) {
    const isSame = ({ of, pool }: CoverPart) => of === taken.of && pool === taken.pool;
    lower(parts, -taken.amountFen, isSame, (part, fen) => {
      part.grossFen -= fen;
    });
  }
  const backFen = rebates.reduce((sum, { amountFen }) => sum + Math.max(0, -amountFen), 0);
  for (const { month, amountFen } of withoutOldest(rebates, backFen))
    lower(
      parts,
      amountFen,
      part => part.month === month,
      (part, fen) => {
        part.discountFen += fen;
      },
    );
  return parts.filter(({ grossFen }) => grossFen > 0);
}

function byAge(one: CoverPart, other: CoverPart): number {
  if (one.month !== other.month) return one.month < other.month ? -1 : 1;
  if (one.of !== other.of) return one.of === 'charges' ? -1 : 1;
  return (one.pool ?? 0) - (other.pool ?? 0);
}

/** Takes an amount off parts, first off those that fit, then off any, each no further than its net. */
function lower(
  parts: readonly CoverPart[],
  amountFen: number,
  fits: (part: CoverPart) => boolean,
  take: (part: CoverPart, fen: number) => void,
): void {
  let restFen = amountFen;
  for (const part of [...parts.filter(fits), ...parts.filter(part => !fits(part))]) {
    const fen = Math.min(restFen, netOf(part));
    if (fen > 0) take(part, fen);
    restFen -= Math.max(0, fen);
  }
}

/** Rebates above 0 with as much taken off the oldest as was taken back. */
function withoutOldest(rebates: readonly OpenRebate[], backFen: number): OpenRebate[] {
  let restFen = backFen;
  return rebates
    .filter(({ amountFen }) => amountFen > 0)
    .toSorted((one, other) => (one.month < other.month ? -1 : 1))
    .map(({ month, amountFen }) => {
      const fen = Math.min(restFen, amountFen);
      restFen -= fen;
      return { month, amountFen: amountFen - fen };
    });
}

/** What an amount covers, and the rest that no charge stands for yet (预开票). */
export function takeParts(
  parts: readonly CoverPart[],
  amountFen: number,
): { taken: CoverPart[]; restFen: number; left: CoverPart[] } {
  const taken: CoverPart[] = [];
  const left: CoverPart[] = [];
  let restFen = amountFen;
  for (const part of parts) {
    const net = netOf(part);
    if (restFen === 0) left.push(part);
    else if (net <= restFen) {
      taken.push(part);
      restFen -= net;
    } else {
      const discountFen = share(part.discountFen, restFen, net);
      const some = { ...part, discountFen, grossFen: restFen + discountFen };
      taken.push(some);
      left.push({
        ...part,
        grossFen: part.grossFen - some.grossFen,
        discountFen: part.discountFen - discountFen,
      });
      restFen = 0;
    }
  }
  return { taken, restFen, left };
}

/** floor(whole × part ÷ of), without rounding on the way. */
function share(whole: number, part: number, of: number): number {
  return Number((BigInt(whole) * BigInt(part)) / BigInt(of));
}

/** A part that an invoice was given: charges, fee, the cost of a platform's invoice, or money ahead of charges 预开票. */
export interface KeptCover {
  of: 'charges' | 'fee' | 'ahead';
  pool: number | null;
  month: string | null;
  grossFen: number;
  discountFen: number;
}

/**
 * What a red letter gives back of its blue invoice's covers: money ahead first, then the newest. `covers` are what stands
 * of the blue one. Refuses `invoices.cover_short` above them.
 */
export function givenBack(covers: readonly KeptCover[], amountFen: number): KeptCover[] {
  const order = covers
    .filter(cover => netOf(cover) > 0)
    .toSorted((one, other) => ((one.month ?? '9999') < (other.month ?? '9999') ? 1 : -1));
  const back: KeptCover[] = [];
  let restFen = amountFen;
  for (const cover of order) {
    const net = netOf(cover);
    const fen = Math.min(restFen, net);
    if (fen === 0) break;
    const discountFen = fen === net ? cover.discountFen : share(cover.discountFen, fen, net);
    back.push({ ...cover, grossFen: fen + discountFen, discountFen });
    restFen -= fen;
  }
  if (restFen > 0) throw new Refusal('invoices.cover_short', { amountFen, restFen });
  return back;
}

/** Splits a tax over weights so that the parts add up: cumulative rounding, no part drifts by more than one 分. */
export function splitBy(totalFen: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum <= 0) return weights.map((_, at) => (at === 0 ? totalFen : 0));
  let [passed, given] = [0, 0];
  return weights.map(weight => {
    passed += weight;
    const upTo = share(totalFen, passed, sum);
    const own = upTo - given;
    given = upTo;
    return own;
  });
}
