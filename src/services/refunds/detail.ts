import type { TransitDetail, TransitPosting, WaitingReceipt } from '../../contract/refunds.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { isClientSide } from '../../domain/people/cost-side.ts';
import type { TransitItem } from '../../domain/refunds/transit.ts';
import { rulesOn } from '../../domain/rulebook/lookup.ts';
import { textOfRow, type WaitingCase, waitingCases } from '../../store/imports-open.ts';
import { refundTickets } from '../../store/refunds.ts';
import { type CasePosting, casePostings, moneysInUse } from '../../store/transit.ts';
import { citedFor, routesOf } from './cite.ts';
import type { Loaded } from './load.ts';

/** One case in full, without the cost side for who sees own clients only. */
export function detailOf(of: Loaded, scope: RowScope, item: TransitItem): TransitDetail {
  const { connection } = of;
  const rules = rulesOn(of.rules, of.on);
  const seesAll = scope.kind === 'all';
  const postings = item.caseNo === null ? [] : casePostings(connection, item.caseNo);
  const shown = postings.filter(
    ({ debit, credit }) => seesAll || (isClientSide(debit) && isClientSide(credit)),
  );
  return {
    item,
    buckets: bucketsOf(item, postings),
    postings: shown.map(postingOf),
    tickets: item.caseNo === null || !seesAll ? [] : refundTickets(connection, item.caseNo),
    routes: routesOf(item, rules),
    cited: citedFor(item, rules),
    receipts: seesAll ? receiptsFor(of, item) : [],
    moneys: seesAll ? moneysInUse(connection) : [],
  };
}

function postingOf({ transfer, batch, day, event, debit, credit, amountFen }: CasePosting): TransitPosting {
  return { transfer, batch, day, event, debit, credit, amountFen };
}

const MEMO: Record<string, string> = {
  '9001': 'grant',
  '9002': 'shared_grant',
  '9003': 'red_packet',
  '9004': 'coupon',
  '9007': 'client_own',
};

/** What returns by kind of money: out of the order (E36, E37), or out of the pool (E45, E47). */
function bucketsOf(item: TransitItem, postings: readonly CasePosting[]): TransitDetail['buckets'] {
  const sums = new Map<string, number>();
  const add = (name: string, fen: number) => sums.set(name, (sums.get(name) ?? 0) + fen);
  for (const { event, credit, debit, bucket, amountFen } of postings) {
    if (event === 'E36' && credit === '1123.04') add(bucket ?? 'prepay', amountFen);
    if (event === 'E37' && credit === '1123.06') add('cash', amountFen);
    if ((event === 'E45' || event === 'E47') && debit.startsWith('1221.') && credit.startsWith('1123.'))
      add(bucket ?? 'prepay', amountFen);
    const memo = MEMO[credit];
    if ((event === 'E36' || event === 'E37') && memo !== undefined && debit !== '9999') add(memo, amountFen);
  }
  if (sums.size === 0 && item.expectedFen !== null && item.expectedFen > 0)
    add(item.kind === 'order_refund' ? 'cash' : 'prepay', item.expectedFen);
  return [...sums]
    .filter(([, fen]) => fen !== 0)
    .map(([bucket, amountFen]) => ({ bucket, amountFen, isMemo: Object.values(MEMO).includes(bucket) }));
}

const ARRIVING: ReadonlySet<string> = new Set(['order_refund', 'ban_refund', 'withdrawal']);
const MOST_RECEIPTS = 5;

/** Receipts in 待认领款 that may be it: of the very amount, or naming the case or the account; nearest amounts first. */
function receiptsFor({ connection, names }: Loaded, item: TransitItem): WaitingReceipt[] {
  if (!ARRIVING.has(item.kind) || item.openFen <= 0 || item.isMemo) return [];
  const named = [item.caseNo, item.account?.platformId].filter(text => typeof text === 'string');
  const of = (one: WaitingCase): WaitingReceipt[] => {
    const isExact = one.openFen === item.openFen;
    const { party = '', memo = '', memo2 = '', merchantId = '' } = textOfRow(connection, one.sourceRow);
    const text = `${memo} ${memo2} ${merchantId} ${party}`;
    if (!isExact && !named.some(name => text.includes(name))) return [];
    const { caseNo, money, openFen, day } = one;
    const moneyName = names.moneys.get(money)?.name ?? '';
    return [{ ...{ caseNo, money, moneyName, openFen, day, party, isExact }, memo: memo || memo2 }];
  };
  const waiting = waitingCases(connection, '2241.01').filter(({ day }) => day >= item.beganOn);
  return waiting
    .flatMap(of)
    .toSorted((a, b) => Number(b.isExact) - Number(a.isExact))
    .slice(0, MOST_RECEIPTS);
}
