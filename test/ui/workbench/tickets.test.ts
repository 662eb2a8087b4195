import { describe, expect, it } from 'vitest';
import type { TicketView } from '../../../src/contract/tickets.ts';
import { REASONS } from '../../../src/ui/screens/tickets/reasons.ts';
import {
  askedIn,
  byReason,
  NOBODY,
  sumFenOf,
  ticketAfter,
  underFilter,
} from '../../../src/ui/screens/tickets/rows.ts';

const ticket = (
  id: number,
  reason: string,
  amountFen: number,
  more: Partial<TicketView> = {},
): TicketView => ({
  ...{ id, reason, amountFen, state: 'open', aroseOn: '2026-05-02', ageDays: 10, relation: 'receipt' },
  ...{ matchKey: null, resolution: null, client: null, clientCode: null, clientName: null, sourceRow: null },
  ...{ file: null, sheet: null, row: null, caseNo: null, batch: null, owner: null, dueOn: null, note: null },
  ...more,
});

const TICKETS = [
  ticket(1, 'MISS_BOOK', 500, { clientName: '木桥商贸', ageDays: 40 }),
  ticket(2, 'FEE', -900, { owner: '林会计' }),
  ticket(3, 'MISS_BOOK', -200, { note: '银行已回复' }),
];
const asked = (address: string) => askedIn(new URLSearchParams(address));
const ids = (address: string) => underFilter(TICKETS, asked(address)).map(({ id }) => id);

describe('differences on their screen', () => {
  it('are narrowed by reason, age, owner and words', () => {
    expect(ids('')).toEqual([1, 2, 3]);
    expect(ids('reason=MISS_BOOK')).toEqual([1, 3]);
    expect(ids('age=30')).toEqual([1]);
    expect(ids(`owner=${NOBODY}`)).toEqual([1, 3]);
    expect(ids('owner=林会计')).toEqual([2]);
    expect(ids('text=木桥')).toEqual([1]);
    expect(ids('text=回复')).toEqual([3]);
  });

  it('sum by reason to the sum of all, the largest first', () => {
    const sums = byReason(TICKETS);
    expect(sums.map(({ reason, count, sumFen }) => [reason, count, sumFen])).toEqual([
      ['FEE', 1, -900],
      ['MISS_BOOK', 2, 300],
    ]);
    expect(sums.reduce((fen, each) => fen + each.sumFen, 0)).toBe(sumFenOf(TICKETS));
  });

  it('are stepped through, and stay at the ends', () => {
    expect([ticketAfter(TICKETS, null, 1), ticketAfter(TICKETS, 1, 1), ticketAfter(TICKETS, 3, 1)]).toEqual([
      ...[1, 2, 3],
    ]);
    expect(ticketAfter([], 1, 1)).toBeNull();
  });

  it('are asked for by an address; what makes no sense is passed over', () => {
    expect(asked('month=2026-13&client=x&ticket=7&decided=1')).toMatchObject({
      ...{ month: null, client: null, ticket: 7, decided: true },
    });
  });

  it('have each reason code once', () => {
    expect(new Set(REASONS).size).toBe(REASONS.length);
  });
});
