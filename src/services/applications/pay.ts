import type { Cash } from '../../domain/accounting/events/facts.ts';
import { paymentCode } from '../../domain/applications/code.ts';
import { mustStep } from '../../domain/applications/states.ts';
import { beijingDay, dayPlus } from '../../domain/calendar/days.ts';
import type { Fen } from '../../domain/money.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command, type Tx } from '../../ledger/command.ts';
import { advanceTermOn, feeAheadOf, overdraftOf, reservedBy } from '../../store/advances.ts';
import {
  appliedAccount,
  linesOf,
  moneyRefOf,
  type StoredApplication,
  type StoredLine,
  updateLine,
} from '../../store/applications.ts';
import type { RowValues } from '../../store/changes.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { StoredIdentifyBook } from '../../store/imports-identify.ts';
import { type BookedPayment, metCases, refundPayment } from '../../store/recharge-payments.ts';
import { bookedEvents, meetBooked } from './booked-payment.ts';
import { type ApplicationCaller, applicationSeen, callOf } from './caller.ts';
import { type Found, rowOf } from './paying-row.ts';
import { type PostedEvent, postEvents, releaseFunds } from './post.ts';
import { type Stepped, takeStep } from './step.ts';
import { holdLines } from './steps.ts';

export interface Payment {
  application: number;
  money: number;
  on: string;
  /** What is paid upstream for each line, where it is not 到账: the platform's own front rebate is the difference. */
  upstream?: readonly { line: number; paidFen: number }[];
  /** Waiting statement row that it is; null: none of those that fit. */
  row?: string | null;
}

export interface Paid extends Stepped {
  /** 打款码 for the remark of the transfer. */
  code: string;
  batch: number | null;
  /** `suspense`: its statement row was there already; `registered`: it waits for it 待核对; `booked`: see `meetBooked`. */
  by: Cash['by'] | 'booked';
}

/**
 * The cashier pays an approved application: a recharge with its advance (E12), the agency's front rebate (E16) and the
 * payment upstream (E17); a refund (E48). The row that is in the book already is taken, and a payment that a list told or
 * a person identified is met, so that nothing is paid twice. Refuses `applications.money_unknown`, `recharges.row*`,
 * `recharges.booked_fit`, and what the ledger refuses.
 */
export function pay(connection: Connection, caller: ApplicationCaller, wanted: Payment): Promise<Paid> {
  const input = { ...wanted, upstream: (wanted.upstream ?? []).map(each => ({ ...each })) };
  return command(connection, { ...callOf(caller), procedure: 'recharges.pay', input }, tx => {
    const before = applicationSeen(connection, caller.scope, wanted.application);
    mustStep(before, 'pay');
    return before.kind === 'refund' ? payRefund(tx, before, wanted) : payRecharge(tx, before, wanted);
  });
}

function payRecharge(tx: Tx, before: StoredApplication, wanted: Payment): Paid {
  const { client, no, payments } = before;
  const code = paymentCode(no, 'recharge', payments + 1);
  const lines = linesOf(tx.connection, [before.id]).map(line => ({
    ...line,
    upstreamFen: upstreamOf(line, wanted),
  }));
  const met = meetBooked(tx.connection, lines, wanted);
  const found = cashOf(tx, code, lines, wanted, met);
  releaseFunds(tx, before.holdBatch, { client, no, day: beijingDay(tx.at) });
  const dueOn = before.funding === 'advance' ? dueDay(tx, client, found.day) : null;
  const events = [
    ...(dueOn === null ? [] : [advanceEvent(tx, before, { code, day: found.day, dueOn })]),
    ...(dueOn === null || met.size === 0 ? [] : overdraftOffset(tx.connection, before, code)),
    ...lines.flatMap(line => {
      const booked = met.get(line.id);
      if (booked) return bookedEvents(tx.connection, line, booked, { client, code });
      return lineEvents(tx, client, line, { code, found });
    }),
    ...feeEvents(client, lines, {
      code,
      as: found.by === 'registered' ? 'intent' : 'fact',
      takenFen: [...met.values()].reduce((fen, { feeFen }) => fen + feeFen, 0),
    }),
  ];
  const as = found.by === 'registered' ? 'intent' : 'fact';
  const batch = postEvents(tx, events, { client, day: found.day, summary: `充值付款 ${no}`, as });
  for (const line of lines)
    updateLine(tx, line.id, { upstream_fen: met.get(line.id)?.paidFen ?? line.upstreamFen });
  const patch = { payments: payments + 1, ...paidWith(tx, { code, found, batch }), due_on: dueOn };
  return { ...takeStep(tx, before, 'pay', { reason: code, patch }), code, batch, by: found.by };
}

type PaidFrom = Found & { by: Paid['by'] };

/** Where the money of the lines is that were not met: on their row or registered; the payment met, where all were. */
function cashOf(
  tx: Tx,
  code: string,
  lines: readonly (StoredLine & { upstreamFen: number })[],
  wanted: Payment,
  met: ReadonlyMap<number, BookedPayment>,
): PaidFrom {
  const unmet = lines.filter(({ id }) => !met.has(id));
  const [booked] = met.values();
  if (unmet.length > 0 || !booked) {
    const amountFen = unmet.reduce((fen, line) => fen + line.upstreamFen, 0);
    const found = rowFor(tx, '1221.07', code, amountFen, wanted);
    return { ...found, by: found.cash.by };
  }
  const money = moneyRefOf(tx.connection, booked.money);
  if (!money) throw new Refusal('applications.money_unknown');
  return { cash: { by: 'registered', money }, sourceRow: null, day: booked.day, by: 'booked' };
}

/** E15: what the fact of the payment had overdrawn before the advance for it was posted. */
function overdraftOffset(
  connection: Connection,
  { client, paidFen }: StoredApplication,
  caseNo: string,
): PostedEvent[] {
  const amountFen = Math.min(paidFen, overdraftOf(connection, client)) as Fen;
  if (amountFen <= 0) return [];
  const owed = { code: '1122.01', category: 'overdraft' } as const;
  return [{ event: { id: 'E15', caseNo, client: { client }, ...owed, amountFen }, source: 'hand' }];
}

function paidWith(
  tx: Tx,
  { code, found, batch }: { code: string; found: Found; batch: number | null },
): RowValues {
  const { money } = found.cash.money;
  return { pay_code: code, money, paid_on: found.day, paid_at: tx.at, cashier: tx.actor, pay_batch: batch };
}

function upstreamOf({ id, creditedFen }: StoredLine, { upstream = [] }: Payment): number {
  return upstream.find(({ line }) => line === id)?.paidFen ?? creditedFen;
}

function rowFor(
  tx: Tx,
  waits: '1221.07' | '2241.01',
  code: string,
  amountFen: number,
  wanted: Omit<Payment, 'upstream'>,
) {
  const money = moneyRefOf(tx.connection, wanted.money);
  if (!money) throw new Refusal('applications.money_unknown');
  const { on, row } = wanted;
  return rowOf(tx.connection, waits, { code, money, amountFen, on, ...(row === undefined ? {} : { row }) });
}

/** Day on which an advance of a day is due by the terms of the client. */
export function dueDay(tx: Tx, client: number, day: string): string {
  return dayPlus(day, advanceTermOn(tx.connection, client, day)?.days ?? 0);
}

/** E12 of an application, its fee included, whose ceiling is still reserved by its approval. */
export function advanceEvent(
  tx: Tx,
  { id, client, paidFen }: StoredApplication,
  { code, day, dueOn }: { code: string; day: string; dueOn: string },
): PostedEvent {
  const term = advanceTermOn(tx.connection, client, day);
  const othersFen = reservedBy(tx.connection, client) - paidFen;
  const ceiling = term ? { ceilingFen: Math.max(0, term.ceilingFen - othersFen) as Fen } : {};
  const feeFen = linesOf(tx.connection, [id]).reduce((fen, line) => fen + line.feeFen, 0);
  const amountFen = (paidFen + feeFen) as Fen;
  const event = { id: 'E12', caseNo: code, client: { client }, amountFen, ...ceiling } as const;
  return { event, source: 'case', dueOn };
}

/** E16 of a line: what arrives beyond what the client pays. */
export function rebateEvents(client: number, line: StoredLine, caseNo: string): PostedEvent[] {
  const rebateFen = (line.creditedFen - line.paidFen) as Fen;
  if (rebateFen <= 0) return [];
  const event = { id: 'E16', caseNo, client: { client }, rebateFen } as const;
  const agreed = line.recognition === null ? event : { ...event, recognition: line.recognition };
  return [{ event: agreed, source: 'case' }];
}

/** E50: the service fee that policies take on recharges, without what a payment that was met has taken. */
export function feeEvents(
  client: number,
  lines: readonly StoredLine[],
  { code, as, takenFen = 0 }: { code: string; as: 'intent' | 'fact'; takenFen?: number },
): PostedEvent[] {
  const amountFen = (lines.reduce((fen, line) => fen + line.feeFen, 0) - takenFen) as Fen;
  if (amountFen <= 0) return [];
  const event = { id: 'E50', step: 'taken', as, caseNo: code, client: { client }, amountFen } as const;
  return [{ event, source: 'case' }];
}

/** What of the fee of a failed recharge no spend has earned meanwhile goes back to the client's funds (E50). */
function feeBack(
  connection: Connection,
  { client, payCode }: StoredApplication,
  lines: readonly StoredLine[],
) {
  const takenFen = lines.reduce((fen, line) => fen + line.feeFen, 0);
  const amountFen = Math.min(takenFen, feeAheadOf(connection, client)) as Fen;
  if (amountFen <= 0) return [];
  const event = { id: 'E50', step: 'returned', caseNo: payCode!, client: { client }, amountFen } as const;
  return [{ event, source: 'case' } as const];
}

/** E16 and E17 of one line. */
function lineEvents(
  tx: Tx,
  client: number,
  line: StoredLine & { upstreamFen: number },
  { code, found: { cash, sourceRow } }: { code: string; found: Found },
): PostedEvent[] {
  const { pool } = appliedAccount(tx.connection, line.account!)!;
  const as = cash.by === 'registered' ? 'intent' : 'fact';
  const paid = {
    ...({ id: 'E17', as, caseNo: code } as const),
    ...{
      pool: pool!,
      paidFen: line.upstreamFen as Fen,
      creditedFen: line.creditedFen as Fen,
      paidFrom: cash,
    },
  };
  return [
    ...rebateEvents(client, line, code),
    { event: paid, source: cash.by === 'registered' ? 'registration' : 'match', sourceRow },
  ];
}

function payRefund(tx: Tx, before: StoredApplication, wanted: Payment): Paid {
  const { client, no } = before;
  const code = before.payCode!;
  const dueFen = new StoredIdentifyBook(tx.connection).dueToClient(client, code);
  if (dueFen <= 0) return refundPaid(tx, before, code);
  const found = rowFor(tx, '1221.07', code, dueFen, wanted);
  const event = {
    ...({ id: 'E48', step: 'pay', caseNo: code } as const),
    ...{ client: { client }, paidFrom: found.cash, amountFen: dueFen },
  };
  const source = found.cash.by === 'registered' ? 'registration' : 'match';
  const of = { client, day: found.day, summary: `退款付款 ${no}`, as: 'fact' } as const;
  const batch = postEvents(tx, [{ event, source, sourceRow: found.sourceRow }], of);
  const patch = paidWith(tx, { code, found, batch });
  return { ...takeStep(tx, before, 'pay', { reason: code, patch }), code, batch, by: found.cash.by };
}

/** A list told, or a person identified, that the refund was paid: nothing is posted again. */
function refundPaid(tx: Tx, before: StoredApplication, code: string): Paid {
  const paid = refundPayment(tx.connection, code);
  if (!paid) throw new Refusal('applications.refund_settled', { no: before.no });
  const { money, day, batch } = paid;
  const patch = { money, paid_on: day, paid_at: tx.at, cashier: tx.actor, pay_batch: batch };
  return { ...takeStep(tx, before, 'pay', { reason: code, patch }), code, batch, by: 'booked' };
}

/**
 * The recharge failed and the money is back (E26, with the red E16, and the fee E50): the application is unpaid again and its funds are held
 * 预占. What was advanced for it stays advanced. Refuses `recharges.arrived` once a line was deposited.
 */
export function fail(
  connection: Connection,
  caller: ApplicationCaller,
  wanted: { application: number; money: number; on: string; reason: string; row?: string | null },
): Promise<Stepped> {
  return command(connection, { ...callOf(caller), procedure: 'recharges.fail', input: wanted }, tx => {
    const before = applicationSeen(connection, caller.scope, wanted.application);
    mustStep(before, 'fail');
    const lines = linesOf(connection, [before.id]);
    if (lines.some(({ depositedOn }) => depositedOn !== null))
      throw new Refusal('recharges.arrived', { no: before.no });
    if (wanted.reason.trim() === '') throw new Refusal('applications.reason_missing');
    const amountFen = lines.reduce((fen, line) => fen + (line.upstreamFen ?? 0), 0);
    const found = rowFor(tx, '2241.01', before.payCode!, amountFen, wanted);
    const met = before.payBatch === null ? [] : metCases(connection, before.payBatch);
    const events = [
      ...lines.map(line => failedEvent(tx, before, line, { found, met })),
      ...feeBack(connection, before, lines),
    ];
    const of = {
      client: before.client,
      day: found.day,
      summary: `充值失败退回 ${before.no}`,
      as: 'fact',
    } as const;
    postEvents(tx, events, of);
    for (const { id } of lines) updateLine(tx, id, { upstream_fen: null });
    const hold = holdLines(tx, before, beijingDay(tx.at));
    const patch = { hold_batch: hold, funding: 'balance', paid_at: null, paid_on: null, pay_batch: null };
    return takeStep(tx, before, 'fail', { reason: wanted.reason.trim(), patch });
  });
}

function failedEvent(
  tx: Tx,
  { payCode }: StoredApplication,
  line: StoredLine,
  { found, met }: { found: Found; met: ReturnType<typeof metCases> },
): PostedEvent {
  const { pool } = appliedAccount(tx.connection, line.account!)!;
  const caseNo = met.find(each => each.pool === pool!.pool)?.caseNo ?? payCode!;
  const rebateFen = (line.creditedFen - line.paidFen) as Fen;
  const recognised = line.recognition === null ? {} : { ownRecognition: line.recognition };
  const event = {
    ...({ id: 'E26', caseNo } as const),
    ...{
      pool: pool!,
      paidFen: line.upstreamFen as Fen,
      creditedFen: line.creditedFen as Fen,
      into: found.cash,
    },
    ...(rebateFen > 0 ? { ownRebateFen: rebateFen, ...recognised } : {}),
  };
  const source = found.cash.by === 'registered' ? 'registration' : 'match';
  return { event, source, sourceRow: found.sourceRow };
}
