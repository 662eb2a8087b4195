import { fileURLToPath } from 'node:url';
import type { OrderDraft } from '../../src/contract/orders.ts';
import { WorkCalendar } from '../../src/domain/calendar/working-days.ts';
import type { CalendarYear } from '../../src/domain/calendar/year.ts';
import { command } from '../../src/ledger/command.ts';
import { shippedYears } from '../../src/services/calendar.ts';
import { changeState, registerOrder } from '../../src/services/orders.ts';
import { type Asking, refundList } from '../../src/services/refunds.ts';
import { insertRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { callerAt, fund, no, orderBook, QIANCHUAN, RULES } from '../orders-book/desk.ts';

export const ALL = { kind: 'all' } as const;
export const CCB = '1202000000000000001';
export const rules = RULES;
const SHIPPED = shippedYears({
  folder: fileURLToPath(new URL('../../resources/calendars', import.meta.url)),
});

/** A caller at a moment of a Beijing day. */
export const on = (day: string, actor = '测试') => ({ ...callerAt(`${day}T02:00:00Z`), scope: ALL, actor });
/** What a list is asked with by the end of a day; `brought`: years beside the shipped ones. */
export const asking = (day: string, ...brought: CalendarYear[]): Asking => ({
  on: day,
  calendar: new WorkCalendar([...SHIPPED, ...brought]),
  rules,
});

export interface Desk {
  connection: Connection;
  money: number;
  employee: number;
}

/** A book with one client, 10,000.00 in each of its pools, a bank account and an employee. */
export async function desk(): Promise<Desk> {
  const connection = await orderBook('orders');
  await fund(connection, 1_000_000);
  const made = await command(
    connection,
    { ...callerAt('2026-05-01T02:00:00Z'), procedure: 'test', input: null },
    tx => ({
      money: insertRow(tx, 'money_account', { kind: 'bank', name: '建行', search_key: '建行', number: CCB }),
      employee: insertRow(tx, 'employee', { name: '小王', search_key: '小王' }),
    }),
  );
  return { connection, ...made };
}

export type Payer = 'agency' | 'employee' | 'client' | 'pool';

/** An order of 500 = 450 + 50 coupon, placed on a day and in review. */
export async function placed(
  { connection, money, employee }: Desk,
  payer: Payer,
  day: string,
  nth = 1,
): Promise<number> {
  const draft: OrderDraft = {
    ...{ product: 'suixintui', account: QIANCHUAN, scene: 'video', goal: '商品购买' },
    ...{ amountFen: 50_000, couponFen: 5_000 },
    ...(payer === 'pool' ? { payment: 'pool' } : { payment: 'bank', funder: payer }),
    ...(payer === 'agency' ? { money } : {}),
    ...(payer === 'employee' ? { employee } : {}),
  };
  const { order } = await registerOrder(connection, on(day), { rules, draft, orderNo: no(nth) });
  return order;
}

/** The order is rejected on a day; nothing was spent. */
export async function rejected(at: Desk, payer: Payer, day: string): Promise<number> {
  const order = await placed(at, payer, day);
  await changeState(at.connection, on(day), { rules, order, to: 'OFFLINE_AUDIT', on: day });
  return order;
}

/** The order ran and was terminated on a day with 300 spent. */
export async function terminated(at: Desk, payer: Payer, day: string, nth = 1): Promise<number> {
  const order = await placed(at, payer, day, nth);
  await changeState(at.connection, on(day), { rules, order, to: 'DELIVERY_OK' });
  await changeState(at.connection, on(day), { rules, order, to: 'FROZEN', spentFen: 30_000, on: day });
  return order;
}

export const listOn = ({ connection }: Pick<Desk, 'connection'>, day: string) =>
  refundList(connection, ALL, asking(day));
