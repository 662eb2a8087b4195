import type { LedgerEvent, MoneyRef, PoolFact } from '../accounting/events/facts.ts';
import { release } from '../accounting/release.ts';
import type { AccountRef } from '../accounting/types.ts';
import { dayPlus } from '../calendar/days.ts';
import { type Fen, yuanText } from '../money.ts';
import { Refusal } from '../refusal.ts';
import { agreedFee } from './agreed.ts';
import type { AccountView, BookView, OrderView } from './book-view.ts';
import { frontRebate } from './decide-template.ts';
import { IDENTIFIED_DAYS } from './told.ts';

/** What a payment in 待查付款 may turn out to be, when a person says so. */
export const PAYMENT_KINDS = [
  'recharge',
  'wallet',
  'order',
  'client_refund',
  'registered',
  'own_transfer',
  'fee',
  'employee_advance',
  'employee_owed',
  'deposit',
  'credit_repaid',
  'client_rebate',
  'penalty',
  'receipt_back',
  'non_business',
] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

/** What a receipt in 待认领款 may turn out to be, other than a client's money. */
export const RECEIPT_KINDS = [
  'own_transfer',
  'recharge_failed',
  'withdrawal',
  'order_refund',
  'ban_refund',
  'returned',
  'registered',
  'interest',
  'fee_back',
  'employee_back',
  'deposit_back',
  'non_business',
] as const;
export type ReceiptKind = (typeof RECEIPT_KINDS)[number];

/** One part of an identified payment or receipt; which of the fields a kind needs stands in `NEEDS`. */
export interface IdentifiedPart<Kind extends string = PaymentKind | ReceiptKind> {
  kind: Kind;
  amountFen: number;
  client?: number;
  /** Platform id of an account or of an agent wallet. */
  account?: string;
  /** The other own money account. */
  money?: number;
  employee?: number;
  supplier?: number;
  /** Number of the order, recharge, refund, withdrawal, registration or returned payment. */
  no?: string;
  category?: string;
  /** What the platform credits for it, where it is more than what was paid. */
  creditedFen?: number;
}
type Field = keyof Omit<IdentifiedPart, 'kind' | 'amountFen'>;

/** Fields that a kind cannot do without. */
export const NEEDS: Record<PaymentKind | ReceiptKind, readonly Field[]> = {
  recharge: ['account'],
  wallet: ['account'],
  order: ['account', 'no'],
  client_refund: ['client'],
  registered: ['no'],
  own_transfer: [],
  fee: [],
  employee_advance: ['employee'],
  employee_owed: ['employee'],
  deposit: ['supplier'],
  credit_repaid: ['account'],
  client_rebate: ['client'],
  penalty: [],
  receipt_back: ['no'],
  non_business: ['category'],
  recharge_failed: ['no'],
  withdrawal: ['no'],
  order_refund: ['no'],
  ban_refund: ['no'],
  returned: ['no'],
  interest: [],
  fee_back: [],
  employee_back: ['employee'],
  deposit_back: ['supplier'],
};

/** Money that waits, as its parts are posted against it. */
export interface Waiting {
  caseNo: string;
  money: MoneyRef;
  /** Day of its row. */
  day: string;
}

/** What the book says beyond what an import asks. */
export interface IdentifyBook
  extends Pick<
    BookView,
    | 'account'
    | 'order'
    | 'recharge'
    | 'withdrawal'
    | 'banRefunds'
    | 'agentWallet'
    | 'openCash'
    | 'openCashByAmount'
  > {
  /** Refund to the client that is approved and unpaid under a number. */
  dueToClient(client: number, no: string): Fen;
  /** The client's front rebate not yet earned, and its funds 2203: what a return claws back. */
  clawBack(client: number): { unearnedFen: Fen; fundsFen: Fen };
  /** The agency's own front rebate that was given with a recharge. */
  ownRebate(no: string): Fen;
  /** Accounts that a payment had debited, with what of it still stands there. */
  debitedBy(no: string): { account: AccountRef; caseNo: string; openFen: Fen }[];
}

/** Refuses `imports.part_lacks_<field>` where a part does not say what its kind needs. */
export function checkPart(part: IdentifiedPart): void {
  const missing = NEEDS[part.kind].find(field => part[field] === undefined || part[field] === '');
  if (missing) throw new Refusal(`imports.part_lacks_${missing}`);
}

/**
 * Events of one part of a payment that waits in 待查付款 (E05 identified, or the event that the payment turns out to be,
 * paid out of 待查付款). `nth` counts the parts from 0. Refuses `imports.part_*`.
 */
export function paymentEvents(
  part: IdentifiedPart<PaymentKind>,
  waiting: Waiting,
  nth: number,
  book: IdentifyBook,
): LedgerEvent[] {
  checkPart(part);
  const amountFen = part.amountFen as Fen;
  const { money } = waiting;
  const ownNo = nth === 0 ? waiting.caseNo : `${waiting.caseNo}/${nth + 1}`;
  const paidFrom = { by: 'suspense', money } as const;
  const target = (account: AccountRef): LedgerEvent[] => [
    { id: 'E05', step: 'identified', caseNo: waiting.caseNo, money, amountFen, target: account },
  ];
  switch (part.kind) {
    case 'recharge':
      return (
        toldRecharge(part, waiting, book) ??
        recharge(part, part.no ?? ownNo, { paidFrom, day: waiting.day }, book)
      );
    case 'wallet': {
      const pool = walletOf(part, book);
      const creditedFen = Math.max(part.creditedFen ?? 0, amountFen) as Fen;
      return [
        { id: 'E19', step: 'pay', caseNo: part.no ?? ownNo, pool, paidFen: amountFen, creditedFen, paidFrom },
      ];
    }
    case 'order': {
      const { pool } = accountOf(part, book);
      const client = clientOf(pool, part);
      if (book.order(part.no!)) throw new Refusal('imports.part_order_told', { no: part.no! });
      return [{ id: 'E28', as: 'fact', caseNo: part.no!, client, pool, amountFen, paidFrom }];
    }
    case 'client_refund':
      return clientRefund(part, part.no ?? ownNo, paidFrom, book);
    case 'registered':
      needRegistered(part, 'registered_out', money, book);
      return [{ id: 'E06', step: 'matched', caseNo: part.no!, money, amountFen }];
    case 'own_transfer':
      return target({ code: '1012.99', money: money.money });
    case 'fee':
      return target({ code: '6603.01', money: money.money });
    case 'employee_advance':
      return target({ code: '1221.08', employee: part.employee! });
    case 'employee_owed':
      return target({ code: '2241.05', employee: part.employee! });
    case 'deposit':
      return target({ code: '1221.06', supplier: part.supplier! });
    case 'credit_repaid': {
      const { pool } = accountOf(part, book);
      const repaid = target({ code: '2202.01', supplier: pool.supplier, pool: pool.pool });
      return [
        ...repaid,
        { id: 'E24', caseNo: waiting.caseNo, pool, bucket: 'credit', step: 'raise', amountFen },
      ];
    }
    case 'client_rebate':
      return target({ code: '2241.03', client: part.client! });
    case 'penalty':
      return target(penaltyOf(part));
    case 'receipt_back':
      return [
        {
          id: 'E05',
          step: 'identified',
          caseNo: part.no!,
          money,
          amountFen,
          target: { code: '2241.01', money: receiptOf(part, book).money },
        },
      ];
    case 'non_business':
      return target({ code: '3999', money: money.money, category: part.category! });
  }
}

/**
 * E06: the list registered this payment before, so its row only clears the registration. Refuses
 * `imports.part_recharge_told` where the list told it and nothing of it is left to clear on this money account, or where
 * several registrations of the amount may be meant.
 */
function toldRecharge(
  part: IdentifiedPart,
  { money, day }: Waiting,
  book: IdentifyBook,
): LedgerEvent[] | null {
  const amountFen = part.amountFen as Fen;
  const numbers = part.no === undefined ? registeredFor(part, day, book) : [part.no];
  const told = numbers.filter(no => book.recharge(no)?.toldBy);
  const [caseNo] = told;
  if (caseNo === undefined) return null;
  const own = book.openCash('registered_out', caseNo).find(cash => cash.money.money === money.money);
  if (told.length > 1 || !own || own.amountFen < amountFen)
    throw new Refusal('imports.part_recharge_told', { no: caseNo, found: told.length });
  return [{ id: 'E06', step: 'matched', caseNo, money, amountFen }];
}

/** Numbers of registered recharges of an account whose row is still to be seen, of this amount and near the day. */
function registeredFor(part: IdentifiedPart, day: string, book: IdentifyBook): string[] {
  const { pool } = accountOf(part, book).pool;
  const from = dayPlus(day, -IDENTIFIED_DAYS);
  const to = dayPlus(day, IDENTIFIED_DAYS);
  const open = book.openCashByAmount('registered_out', part.amountFen as Fen, from, to);
  const ofPool = open.filter(cash => cash.amountFen === part.amountFen);
  return [...new Set(ofPool.map(({ caseNo }) => caseNo))].filter(
    no => book.recharge(no)?.account?.pool.pool === pool,
  );
}

/** E17 with the agency's own front rebate and fee, as an imported payment has it. */
function recharge(
  part: IdentifiedPart,
  caseNo: string,
  { paidFrom, day }: { paidFrom: { by: 'suspense'; money: MoneyRef }; day: string },
  book: IdentifyBook,
): LedgerEvent[] {
  const account = accountOf(part, book);
  if (account.funder === 'client')
    throw new Refusal('imports.part_client_funded', { account: part.account! });
  const known = book.recharge(caseNo);
  const told = known && known.paidFen === 0 ? known.creditedFen : 0;
  const paidFen = part.amountFen as Fen;
  const creditedFen = Math.max(part.creditedFen ?? told, paidFen) as Fen;
  const rebate = frontRebate(account, caseNo, (creditedFen - paidFen) as Fen, day);
  return [
    ...rebate,
    { id: 'E17', as: 'fact', caseNo, pool: account.pool, paidFen, creditedFen, paidFrom },
    ...agreedFee(account, caseNo, rebate.length > 0 ? paidFen : creditedFen, day),
  ];
}

/** E48: what of it is not approved yet is approved with it, gross of the claw-back. */
function clientRefund(
  part: IdentifiedPart,
  caseNo: string,
  paidFrom: { by: 'suspense'; money: MoneyRef },
  book: IdentifyBook,
): LedgerEvent[] {
  const client = { client: part.client! };
  const amountFen = part.amountFen as Fen;
  const missingFen = amountFen - book.dueToClient(part.client!, caseNo);
  const pay = { id: 'E48', step: 'pay', caseNo, client, paidFrom, amountFen } as const;
  if (missingFen <= 0) return [pay];
  const { unearnedFen, fundsFen } = book.clawBack(part.client!);
  const grossFen = grossOf(missingFen, unearnedFen, fundsFen);
  return [{ id: 'E48', step: 'approve', caseNo, client, grossFen }, pay];
}

/** The smallest gross return of which a net amount is left after the claw-back R; the net itself where none is. */
export function grossOf(netFen: number, unearnedFen: Fen, fundsFen: Fen): Fen {
  const net = (gross: number) => gross - Math.min(gross, release(unearnedFen, gross as Fen, fundsFen));
  let low = netFen;
  let high = netFen + unearnedFen;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (net(middle) >= netFen) high = middle;
    else low = middle + 1;
  }
  return low as Fen;
}

/**
 * Events of one part of a receipt that waits in 待认领款 and is no client's money. Refuses `imports.part_*`.
 */
export function receiptEvents(
  part: IdentifiedPart<ReceiptKind>,
  waiting: Waiting,
  book: IdentifyBook,
): LedgerEvent[] {
  checkPart(part);
  const amountFen = part.amountFen as Fen;
  const { money, caseNo } = waiting;
  const into = { by: 'suspense', money } as const;
  const target = (account: AccountRef): LedgerEvent[] => [
    { id: 'E01', step: 'identified', caseNo, money, amountFen, target: account },
  ];
  switch (part.kind) {
    case 'own_transfer':
      return target({ code: '1012.99', money: part.money ?? money.money });
    case 'recharge_failed':
      return failedRecharge(part, into, book);
    case 'withdrawal': {
      const found = book.withdrawal(part.no!);
      if (!found || found.openFen < amountFen) throw unknown(part);
      return [{ id: 'E46', step: 'agency', caseNo: found.caseNo, pool: found.pool, into, amountFen }];
    }
    case 'ban_refund': {
      const found = book.banRefunds(part.no!).find(({ openFen }) => openFen >= amountFen);
      if (!found?.pool) throw unknown(part);
      return [{ id: 'E47', step: 'agency', caseNo: found.caseNo, pool: found.pool, into, amountFen }];
    }
    case 'order_refund': {
      const order = book.order(part.no!);
      if (!order?.payer) throw unknown(part);
      const arrived = { to: 'agency', into } as const;
      const { client } = order;
      return [{ id: 'E38', caseNo: part.no!, client, paidFrom: payingOf(order), arrived, amountFen }];
    }
    case 'returned': {
      const found = book.debitedBy(part.no!).find(({ openFen }) => openFen >= amountFen);
      if (!found) throw unknown(part);
      return [
        { id: 'E08', from: 'suspense', caseNo: found.caseNo, money, amountFen, debited: found.account },
      ];
    }
    case 'registered':
      needRegistered(part, 'registered_in', money, book);
      return [{ id: 'E02', step: 'matched', caseNo: part.no!, money, amountFen }];
    case 'interest':
    case 'fee_back':
      return target({ code: '6603.01', money: money.money });
    case 'employee_back':
      return target({ code: '1221.08', employee: part.employee! });
    case 'deposit_back':
      return target({ code: '1221.06', supplier: part.supplier! });
    case 'non_business':
      return target({ code: '3999', money: money.money, category: part.category! });
  }
}

function failedRecharge(
  part: IdentifiedPart,
  into: { by: 'suspense'; money: MoneyRef },
  book: IdentifyBook,
): LedgerEvent[] {
  const caseNo = part.no!;
  const paidFen = part.amountFen as Fen;
  const known = book.recharge(caseNo);
  if (!known?.account || known.paidFen < paidFen) throw unknown(part);
  const isWhole = known.paidFen === paidFen;
  const rebateFen = isWhole ? book.ownRebate(caseNo) : 0;
  return [
    {
      id: 'E26',
      caseNo,
      pool: known.account.pool,
      paidFen,
      creditedFen: isWhole ? known.expectedFen : paidFen,
      into,
      ...(rebateFen === 0 ? {} : { ownRebateFen: rebateFen as Fen, ownRecognition: 'with_spend' as const }),
    },
  ];
}

function payingOf({ payer }: OrderView) {
  return payer!.by === 'employee' ? payer! : ({ by: 'registered', money: payer!.money } as const);
}

function penaltyOf({ client, supplier }: IdentifiedPart): AccountRef {
  if (client !== undefined) return { code: '6711', client };
  if (supplier !== undefined) return { code: '6711', supplier };
  throw new Refusal('imports.part_lacks_client');
}

function receiptOf(part: IdentifiedPart, book: IdentifyBook): MoneyRef {
  const found = book.openCash('receipt', part.no!).find(({ amountFen }) => amountFen >= part.amountFen);
  if (!found) throw unknown(part);
  return found.money;
}

function needRegistered(
  part: IdentifiedPart,
  kind: 'registered_in' | 'registered_out',
  { money }: MoneyRef,
  book: IdentifyBook,
): void {
  const own = book.openCash(kind, part.no!).filter(cash => cash.money.money === money);
  if (!own.some(({ amountFen }) => amountFen >= part.amountFen)) throw unknown(part);
}

function accountOf(part: IdentifiedPart, book: IdentifyBook): AccountView {
  const account = book.account(part.account!);
  if (!account) throw new Refusal('imports.account_unknown', { account: part.account! });
  return account;
}

function walletOf(part: IdentifiedPart, book: IdentifyBook): PoolFact {
  const wallet = book.agentWallet(part.account!);
  if (!wallet) throw new Refusal('imports.wallet_unknown', { no: part.account! });
  return wallet;
}

function clientOf(pool: PoolFact, part: IdentifiedPart) {
  const client = pool.client ?? (part.client === undefined ? undefined : { client: part.client });
  if (!client) throw new Refusal('imports.account_without_client', { no: part.no ?? '' });
  return client;
}

function unknown({ no = '', amountFen }: IdentifiedPart): Refusal {
  return new Refusal('imports.part_unknown', { no, amount: yuanText(amountFen) });
}
