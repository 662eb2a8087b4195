import { dayPlus } from '../../domain/calendar/days.ts';
import { type Classed, classify, orderNoIn } from '../../domain/imports/classify.ts';
import { codeIn } from '../../domain/imports/decision.ts';
import type { IdentifiedPart, PaymentKind, ReceiptKind } from '../../domain/imports/identify.ts';
import { mayPair, type OwnLeg, unpaired } from '../../domain/imports/pairing.ts';
import type { Fen } from '../../domain/money.ts';
import type { StatementRow } from '../../domain/statement.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { StoredIdentifyBook } from '../../store/imports-identify.ts';
import { creditedAhead, dueToClients, paymentsBefore } from '../../store/imports-open.ts';
import { bookedPairs, ownLegs } from '../../store/imports-own.ts';
import { type Waiting, waitingOn } from './waiting.ts';

/** A payment in 待查付款 that nobody has identified in full. */
export type OpenPayment = Waiting;

/** What a payment or a receipt may be, with what speaks for it, the strongest first. */
export interface KindSuggestion<Kind extends string = PaymentKind | ReceiptKind> {
  part: IdentifiedPart<Kind>;
  /** `imports.evidence.<code>` with a text. */
  evidence: { code: string; text: string }[];
}

/** Payments that wait in 待查付款, the oldest first. */
export function openPayments(connection: Connection, limit = 1_000): OpenPayment[] {
  return waitingOn(connection, '1221.07', limit);
}

/** Days before a receipt in which the payment that it returns is looked for. */
const RETURN_DAYS = 30;

/** Looks at waiting money with what the book knows at one moment. */
export class Suggester {
  private readonly connection: Connection;
  private readonly book: StoredIdentifyBook;
  private readonly own: readonly OwnLeg[];
  private readonly due: ReturnType<typeof dueToClients>;
  private readonly ahead: ReturnType<typeof creditedAhead>;

  constructor(connection: Connection) {
    this.connection = connection;
    this.book = new StoredIdentifyBook(connection);
    this.own = unpaired(ownLegs(connection, bookedPairs(connection)));
    this.due = dueToClients(connection);
    this.ahead = creditedAhead(connection);
  }

  /** What a payment may be for. */
  payment(payment: OpenPayment): KindSuggestion<PaymentKind>[] {
    const row = rowOf(payment, 'expense');
    const classed = classify(row, this.book.parties);
    const amountFen = payment.openFen;
    return [
      ...this.registered<PaymentKind>(payment, 'registered_out', row),
      ...this.ownSide<PaymentKind>(payment, 'out', classed),
      ...this.dueRefund(payment, classed),
      ...this.recharge(payment, classed),
      ...fromClass<PaymentKind>(classed, {
        fee: { kind: 'fee', amountFen },
        non_business: { kind: 'non_business', amountFen, category: classed.category ?? '' },
      }),
      ...this.employee<PaymentKind>(classed, { kind: 'employee_advance', amountFen }),
      ...orderPart(row, classed, amountFen),
    ];
  }

  /** What a receipt may be where it is no client's money. */
  receipt(receipt: Waiting): KindSuggestion<ReceiptKind>[] {
    const row = rowOf(receipt, 'income');
    const classed = classify(row, this.book.parties);
    const amountFen = receipt.openFen;
    return [
      ...this.ownSide<ReceiptKind>(receipt, 'in', classed),
      ...this.returned(receipt, classed),
      ...this.platformDue(receipt),
      ...fromClass<ReceiptKind>(classed, {
        interest: { kind: 'interest', amountFen },
        fee: { kind: 'fee_back', amountFen },
        non_business: { kind: 'non_business', amountFen, category: classed.category ?? '' },
      }),
      ...this.employee<ReceiptKind>(classed, { kind: 'employee_back', amountFen }),
    ];
  }

  private registered<Kind extends string>(
    { money, openFen, day }: Waiting,
    kind: 'registered_in' | 'registered_out',
    row: StatementRow,
  ): KindSuggestion<Kind>[] {
    const code = codeIn({ row });
    const ofMoney = <T extends { money: { money: number } }>(found: T[]) =>
      found.filter(cash => cash.money.money === money.money);
    const byCode = code === null ? [] : ofMoney(this.book.openCash(kind, code));
    const byAmount = ofMoney(
      this.book.openCashByAmount(kind, openFen, dayPlus(day, -RETURN_DAYS), dayPlus(day, 3)),
    );
    const made = (no: string, amountFen: Fen, evidence: string) => ({
      part: { kind: 'registered', amountFen: Math.min(amountFen, openFen), no } as IdentifiedPart<
        Kind & 'registered'
      >,
      evidence: [{ code: evidence, text: no }],
    });
    const codes = new Set(byCode.map(({ caseNo }) => caseNo));
    return [
      ...byCode.map(cash => made(cash.caseNo, cash.amountFen, 'registered_code')),
      ...byAmount
        .filter(cash => !codes.has(cash.caseNo))
        .map(cash => made(cash.caseNo, cash.amountFen, 'registered_amount')),
    ];
  }

  /** The other side of an own transfer that stands on 内部划转在途. */
  private ownSide<Kind extends string>(
    { money, openFen, day, sourceRow }: Waiting,
    side: OwnLeg['side'],
    classed: Classed,
  ): KindSuggestion<Kind>[] {
    const leg: OwnLeg = {
      id: 0,
      money: money.money,
      side,
      amountFen: openFen,
      day,
      sourceRow,
      isWaiting: true,
    };
    const other = this.own.find(each => (side === 'out' ? mayPair(leg, each) : mayPair(each, leg)));
    if (!other && classed.class !== 'own_transfer') return [];
    const evidence = other
      ? [{ code: 'own_side', text: other.day }, ...classed.evidence]
      : [...classed.evidence];
    const part = { kind: 'own_transfer', amountFen: openFen, ...(other ? { money: other.money } : {}) };
    return [{ part: part as unknown as IdentifiedPart<Kind>, evidence }];
  }

  /** A refund that was approved for this amount, or a known client as the payee. */
  private dueRefund({ openFen }: Waiting, { party }: Classed): KindSuggestion<PaymentKind>[] {
    const due = this.due.filter(each => each.openFen === openFen);
    const known = party?.as === 'client' ? party : null;
    const approved = due.map(({ client, caseNo }) => ({
      part: { kind: 'client_refund' as const, amountFen: openFen, client, no: caseNo },
      evidence: [
        { code: 'refund_due', text: caseNo },
        ...(known?.id === client ? [{ code: 'party_client', text: known.by }] : []),
      ],
    }));
    if (!known || due.some(({ client }) => client === known.id)) return approved;
    return [
      ...approved,
      {
        part: { kind: 'client_refund', amountFen: openFen, client: known.id },
        evidence: [{ code: 'party_client', text: known.by }],
      },
    ];
  }

  /** A pool that the upstream credited ahead for this amount, or the platform as the payee. */
  private recharge({ openFen }: Waiting, classed: Classed): KindSuggestion<PaymentKind>[] {
    const ahead = this.ahead.filter(each => each.openFen >= openFen);
    const isPlatform = classed.class === 'platform_payment' || classed.party?.as === 'platform';
    const evidence = isPlatform ? classed.evidence : [];
    const exact = ahead.filter(each => each.openFen === openFen);
    return (exact.length > 0 ? exact : isPlatform ? ahead : []).map(({ account, openFen: creditedFen }) => ({
      part: { kind: 'recharge' as const, amountFen: openFen, account, creditedFen },
      evidence: [{ code: 'credited_ahead', text: account }, ...evidence],
    }));
  }

  private employee<Kind extends string>(
    { party }: Classed,
    part: IdentifiedPart<Kind>,
  ): KindSuggestion<Kind>[] {
    if (party?.as !== 'employee') return [];
    return [
      { part: { ...part, employee: party.id }, evidence: [{ code: 'party_employee', text: party.by }] },
    ];
  }

  /** 退汇: a payment of this amount that left the same account before. */
  private returned({ money, openFen, day }: Waiting, classed: Classed): KindSuggestion<ReceiptKind>[] {
    const isReturned = classed.class === 'returned' ? classed.evidence : [];
    const found = paymentsBefore(this.connection, {
      money: money.money,
      amountFen: openFen,
      from: dayPlus(day, -RETURN_DAYS),
      to: day,
    });
    return found.map(({ caseNo, day: paidOn, isRecharge }) => ({
      part: {
        kind: isRecharge ? ('recharge_failed' as const) : ('returned' as const),
        amountFen: openFen,
        no: caseNo,
      },
      evidence: [...isReturned, { code: 'payment_before', text: `${paidOn} ${caseNo}` }],
    }));
  }

  /** Withdrawals and ban refunds of this amount that are on their way. */
  private platformDue({ openFen, day }: Waiting): KindSuggestion<ReceiptKind>[] {
    return this.book.platformDue(day).flatMap(({ kind, caseNo, openFen: dueFen }) =>
      kind === 'order' || dueFen !== openFen
        ? []
        : [
            {
              part: {
                kind: kind === 'ban' ? ('ban_refund' as const) : ('withdrawal' as const),
                amountFen: openFen,
                no: caseNo,
              },
              evidence: [{ code: kind === 'ban' ? 'ban_open' : 'withdrawal_open', text: caseNo }],
            },
          ],
    );
  }
}

function rowOf({ text }: Waiting, direction: 'income' | 'expense'): StatementRow {
  return { text, direction } as StatementRow;
}

function fromClass<Kind extends string>(
  classed: Classed,
  parts: Partial<Record<Classed['class'], IdentifiedPart<Kind>>>,
): KindSuggestion<Kind>[] {
  const part = parts[classed.class];
  return part ? [{ part, evidence: classed.evidence }] : [];
}

function orderPart(row: StatementRow, classed: Classed, amountFen: Fen): KindSuggestion<PaymentKind>[] {
  const no = orderNoIn(row);
  if (no === null || classed.class !== 'order_payment') return [];
  return [{ part: { kind: 'order', amountFen, no }, evidence: classed.evidence }];
}
