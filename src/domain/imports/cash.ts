import type { Facts, MoneyRef } from '../accounting/events/facts.ts';
import type { MoneyKind } from './book-view.ts';
import { ask, type Deciding, type Decision, note, post } from './decision.ts';

/** The money account that a note names: the only one of its kind. */
export function moneyFor(deciding: Deciding, kind: MoneyKind): MoneyRef | Decision {
  const known = deciding.told.view.moneyOfKind(kind);
  if (known.length === 1) return known[0]!;
  return ask(`imports.money_account_unclear_${kind}`, { found: known.length });
}

/** Where the money of a registered payment stands: on its row in 待查付款, or still to be seen. */
export function paidFromOf(deciding: Deciding, no: string, kind: MoneyKind) {
  const { told, amountFen, day } = deciding;
  const seen = told.cash('payment', no).find(cash => cash.amountFen >= amountFen);
  const row = seen ?? told.onlyCashOf('payment', { amountFen, day, uncoded: true });
  if (row) {
    told.use('payment', row, amountFen);
    return { by: 'suspense', money: row.money } as const;
  }
  const money = moneyFor(deciding, kind);
  if ('events' in money) return money;
  told.open('registered_out', { caseNo: no, money, amountFen, day });
  return { by: 'registered', money } as const;
}

/** E23 of a grant that no other source has told. */
export function granted({ told, day, context }: Deciding, event: Facts<'E23'>): Decision {
  const { pool, bucket, amountFen } = event;
  if (bucket !== 'grant') return post(event);
  const into = { pool: pool.pool, what: 'grant' } as const;
  const deposit = { day, amountFen, source: context.profile };
  const other = told.otherDeposit(into, deposit);
  if (other) return note('imports.deposit_told', { source: other.source, day: other.day });
  told.tellDeposit(into, deposit);
  return post(event);
}
