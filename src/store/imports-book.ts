import type { ClientRef, MemoBucket, PoolFact } from '../domain/accounting/events/facts.ts';
import { memoCode } from '../domain/accounting/events/refs.ts';
import type {
  BookView,
  CashKind,
  Deposit,
  IdentifiedPayment,
  KnownOrder,
  NotedRecharge,
  OpenCash,
  OrderView,
  PlatformDue,
  RechargeView,
  WalletDeposit,
} from '../domain/imports/book-view.ts';
import { type KnownParties, partyKey } from '../domain/imports/classify.ts';
import { rowOfContent } from '../domain/imports/kept-row.ts';
import { bucketOf } from '../domain/imports/words.ts';
import { type Fen, fenOfE5 } from '../domain/money.ts';
import { usableInClose } from '../domain/orders/figures.ts';
import { orderState } from '../domain/orders/states.ts';
import type { Product } from '../domain/rulebook/types.ts';
import type { Connection } from './dialect/sqlite.ts';
import { StoredAccounts } from './imports-accounts.ts';
import { type CaseLeg, CaseLegs, type Side, sumOf } from './imports-cases.ts';
import { openDues, withdrawalNamed } from './imports-due.ts';
import { listRow, metCaseOfRow, paidCases, registeredNumbers } from './imports-listed.ts';
import { dueToClients, waitingCases } from './imports-open.ts';
import { clientIn, partiesOf } from './imports-parties.ts';
import { paymentsIn } from './imports-payments.ts';
import { isToldByFlow } from './imports-spend.ts';
import { NOT_REVERSED } from './not-reversed.ts';
import { changesOf, knownFigures, ordersByNo } from './orders.ts';

const CASH_CODES: Record<CashKind, readonly string[]> = {
  receipt: ['2241.01'],
  payment: ['1221.07'],
  registered_in: ['1002.90', '1012.90'],
  registered_out: ['1002.90', '1012.90'],
};
const PAID_FROM = ['1002', '1012', '1002.90', '1012.90', '1221.07', '2241.05'];

/**
 * What an import asks the book. Answers are kept for the life of the view, which is one plan; `exclude` are source rows
 * that the plan corrects: what they posted counts as not posted.
 */
export class StoredBookView extends StoredAccounts implements BookView {
  readonly parties: KnownParties;
  readonly firstDay: string;
  readonly today: string;
  private readonly exclude: ReadonlySet<number>;
  private readonly cases: CaseLegs;
  private readonly months = new Map<string, string>();
  private readonly flows = new Map<number, boolean>();
  private due: readonly PlatformDue[] | null = null;
  private refunds: Map<number, ReturnType<typeof dueToClients>> | null = null;
  private otherNumbers: Map<string, ReturnType<typeof registeredNumbers>> | null = null;
  private readonly waiting: Partial<Record<CashKind, ReadonlyMap<string, number>>> = {};

  constructor(connection: Connection, today = '9999-12-31', exclude: ReadonlySet<number> = new Set()) {
    super(connection);
    this.today = today;
    this.exclude = exclude;
    this.cases = new CaseLegs(connection, exclude);
    this.parties = { byKey: partiesOf(connection) };
    this.firstDay = `${connection.prepareValue('SELECT first_period FROM book').get()}-01`;
  }

  clientByName(name: string): ClientRef | null {
    const found = this.parties.byKey.get(partyKey(name));
    return found?.as === 'client' ? { client: found.id } : null;
  }

  openCash(kind: CashKind, caseNo: string): OpenCash[] {
    const twins = kind === 'registered_in' || kind === 'registered_out';
    const byMoney = new Map<number, { fen: number; day: string; code: string }>();
    for (const leg of this.cases.of(caseNo)) {
      for (const [side, sign] of [
        [leg.debit, 1],
        [leg.credit, -1],
      ] as const) {
        if (!CASH_CODES[kind].includes(side.code)) continue;
        if (twins && isIncoming(leg.event, sign) !== (kind === 'registered_in')) continue;
        const seen = byMoney.get(side.money!) ?? { fen: 0, day: leg.day, code: side.code };
        seen.fen += sign * leg.amountFen;
        byMoney.set(side.money!, seen);
      }
    }
    const open = kind === 'payment' || kind === 'registered_in' ? 1 : -1;
    return [...byMoney]
      .filter(([, { fen }]) => !twins || fen * open > 0)
      .map(([money, { fen, day, code }]) => ({
        caseNo,
        money: { money, kind: code === '1012.90' ? 'channel' : this.moneyKind(money, code) },
        amountFen: this.waitingOf(kind, { caseNo, money }, Math.max(0, fen * open)) as Fen,
        day,
      }));
  }

  openCashByAmount(kind: CashKind, amountFen: Fen, from: string, to: string): OpenCash[] {
    const side = kind === 'payment' || kind === 'registered_in' ? 'debit' : 'credit';
    const marks = CASH_CODES[kind].map(() => '?').join(', ');
    const sql = `SELECT DISTINCT t.case_no, s.raw FROM account a JOIN transfer t ON t.${side} = a.id
      LEFT JOIN source_row s ON s.id = t.source_row
      WHERE a.code IN (${marks}) AND t.effective_on BETWEEN ? AND ? AND t.amount_fen = ? AND t.case_no IS NOT NULL LIMIT 50`;
    const rows = this.connection.prepareRaw(sql).all(...CASH_CODES[kind], from, to, amountFen) as [
      string,
      string | null,
    ][];
    const byCase = Map.groupBy(rows, ([caseNo]) => caseNo);
    return [...byCase].flatMap(([caseNo, some]) => {
      const clients = some.map(([, raw]) => (raw === null ? undefined : clientIn(raw, this.parties)));
      const client = clients.find(each => each !== undefined);
      return this.openCash(kind, caseNo)
        .filter(cash => cash.amountFen > 0)
        .map(cash => (client === undefined ? cash : { ...cash, client }));
    });
  }

  claimedReceipts(client: number, amountFen: Fen, from: string, to: string): OpenCash[] {
    const sql = `SELECT DISTINCT t.case_no FROM account c JOIN transfer t ON t.credit = c.id
      JOIN account d ON d.id = t.debit AND d.code = '2241.01'
      WHERE c.client = ? AND t.effective_on BETWEEN ? AND ? AND t.case_no LIKE 'ROW-%' ORDER BY 1`;
    const cases = this.connection.prepareValue(sql).all(client, from, to) as string[];
    return cases
      .flatMap(caseNo => claimedIn(caseNo, this.cases.of(caseNo), client) ?? [])
      .filter(cash => cash.amountFen === amountFen);
  }

  /** What of a row still waits: it may have been explained under the number of something else. */
  private waitingOf(
    kind: CashKind,
    { caseNo, money }: { caseNo: string; money: number },
    openFen: number,
  ): number {
    if ((kind !== 'payment' && kind !== 'receipt') || openFen === 0) return openFen;
    this.waiting[kind] ??= new Map(
      waitingCases(this.connection, kind === 'payment' ? '1221.07' : '2241.01', {
        exclude: this.exclude,
      }).map(each => [`${each.money} ${each.caseNo}`, each.openFen]),
    );
    return Math.min(openFen, this.waiting[kind].get(`${money} ${caseNo}`) ?? 0);
  }

  identifiedPayments(
    client: number,
    event: 'E17' | 'E48',
    { amountFen, from, to }: { amountFen: Fen; from: string; to: string },
  ): IdentifiedPayment[] {
    const pools = this.accountsOf(client).map(({ pool }) => pool.pool);
    const cases = paidCases(this.connection, { client, pools, event, from, to });
    return cases
      .flatMap(({ caseNo, isCoded }) =>
        paymentsIn(this.cases.of(caseNo), event).map(payment => ({ caseNo, isCoded, ...payment })),
      )
      .filter(payment => payment.amountFen === amountFen && payment.restFen >= amountFen)
      .map(({ moneyId, ...payment }) => ({
        ...payment,
        money: { money: moneyId, kind: this.moneyKind(moneyId, '') },
      }));
  }

  refundsDue(client: number): { caseNo: string; openFen: Fen }[] {
    this.refunds ??= Map.groupBy(dueToClients(this.connection), due => due.client);
    const due = this.refunds.get(client) ?? [];
    return due.map(({ caseNo, openFen }) => ({ caseNo, openFen: openFen as Fen }));
  }

  registeredAs(no: string): string[] {
    this.otherNumbers ??= Map.groupBy(registeredNumbers(this.connection), each => each.no);
    return (this.otherNumbers.get(no) ?? []).map(({ caseNo }) => caseNo);
  }

  notedRecharge(caseNo: string, client: number): NotedRecharge | null {
    const row = listRow(this.connection, '充值', caseNo, client);
    if (row?.state !== 'noted' || this.exclude.has(row.id)) return null;
    const { row: told } = rowOfContent(row.raw, { line: 1, direction: 'income', balanceE5: null });
    const account = this.account(told.text.account ?? '');
    const amountFen = fenOfE5(told.incomeE5 + told.expenseE5 + told.neutralE5);
    if (!account || bucketOf(told.text.bucket)?.kind !== 'book') return null;
    return { account, amountFen, day: told.time?.slice(0, 10) ?? '' };
  }

  metRecharge(caseNo: string, client: number): RechargeView | null {
    const row = listRow(this.connection, '付款', caseNo, client);
    if (row?.state !== 'booked' || this.exclude.has(row.id)) return null;
    const met = metCaseOfRow(this.connection, row.id);
    return met === null ? null : this.recharge(met);
  }

  knownOrder(product: Product, no: string): KnownOrder | null {
    const order = ordersByNo(this.connection, product, [no]).get(no);
    if (!order?.standing) return null;
    const steps = changesOf(this.connection, order.id);
    const legs = this.cases.of(no);
    const held = (code: string) => netOf(legs, code);
    return {
      figures: knownFigures(order),
      wasDelivering: steps.some(({ to }) => orderState(product, to).effect === 'spend'),
      isSettled: order.finality !== null && usableInClose(order.finality),
      handSpentFen: handSpent(legs),
      beside: { onOrderFen: held('1123.04'), directFen: held('1123.06'), transitFen: held('1221.01') },
    };
  }

  order(no: string): OrderView | null {
    const legs = this.cases.of(no);
    const placed = legs.filter(({ event }) => event === 'E27' || event === 'E28');
    if (placed.length === 0) return null;
    const on = placed.flatMap(({ debit, credit }) => [debit, credit]);
    const direct = on.find(({ code }) => code === '1123.06');
    const poolId = on.find(({ pool }) => pool !== null)?.pool ?? null;
    const account = poolId === null ? this.someAccountOf(direct?.client ?? null) : this.accountOfPool(poolId);
    const client = direct?.client ?? account?.pool.client?.client;
    if (!account || client === undefined || client === null) return null;
    const refundedFen = sumOf(legs, ({ event }) => event === 'E38', '1221.01', 'credit');
    return {
      owner: placed[0]!.profile ?? '',
      account,
      client: { client },
      payer: this.payerOf(direct),
      refundedFen,
    };
  }

  recharge(caseNo: string): RechargeView | null {
    const legs = this.cases.of(caseNo);
    const paid = ({ event }: CaseLeg) => event === 'E17';
    if (!legs.some(leg => paid(leg) || leg.event === 'E18')) return null;
    const paidFen = PAID_FROM.reduce((fen, code) => fen + sumOf(legs, paid, code, 'credit'), 0) as Fen;
    const inTransit = sumOf(legs, paid, '1123.01', 'debit') + sumOf(legs, paid, '2202.01', 'debit');
    const credited = sumOf(legs, ({ event }) => event === 'E18', '1123.03', 'debit');
    const pool = legs.flatMap(({ debit, credit }) => [debit, credit]).find(side => side.pool !== null)?.pool;
    return {
      account: pool === undefined || pool === null ? null : this.accountOfPool(pool),
      paidFen,
      expectedFen: inTransit as Fen,
      creditedFen: credited,
      toldBy: registeredBy(legs.filter(paid)),
    };
  }

  withdrawal(no: string): { caseNo: string; pool: PoolFact; openFen: Fen } | null {
    const caseNo = withdrawalNamed(this.connection, no) ?? no;
    const legs = this.cases.of(caseNo);
    const openFen = sumOf(legs, () => true, '1221.02', 'debit');
    const pool = legs
      .flatMap(({ debit, credit }) => [debit, credit])
      .find(({ code }) => code === '1221.02')?.pool;
    const account = pool === undefined || pool === null ? null : this.accountOfPool(pool);
    return account && openFen > 0 ? { caseNo, pool: account.pool, openFen } : null;
  }

  banRefunds(no: string): PlatformDue[] {
    return this.dues().filter(
      ({ kind, caseNo }) => kind === 'ban' && (caseNo === no || caseNo.startsWith(`BAN-${no}-`)),
    );
  }

  platformDue(day: string): PlatformDue[] {
    return this.dues().filter(({ from }) => from <= day);
  }

  private dues(): readonly PlatformDue[] {
    this.due ??= openDues(this.connection, this.exclude).flatMap(({ pool, ...due }): PlatformDue[] => {
      if (due.kind === 'order') return [{ ...due, pool: null }];
      const account = pool === null ? null : this.accountOfPool(pool);
      return account ? [{ ...due, pool: account.pool }] : [];
    });
    return this.due;
  }

  spendSource(pool: number, month: string): string | null {
    const sql = `SELECT f.profile FROM account a JOIN transfer t ON t.credit = a.id
      JOIN source_row s ON s.id = t.source_row JOIN source_file f ON f.id = s.file
      WHERE a.pool = ? AND a.code IN ('1123.03', '1123.04', '2202.03') AND t.event IN ('E30', 'E31')
        AND t.kind = 'post' AND t.effective_on BETWEEN ? AND ? AND ${NOT_REVERSED} LIMIT 1`;
    const found = this.connection.prepareValue(sql).get(pool, `${month}-01`, `${month}-31`);
    return (found as string | undefined) ?? null;
  }

  isToldByFlow(pool: number): boolean {
    const told = this.flows.get(pool) ?? isToldByFlow(this.connection, pool);
    this.flows.set(pool, told);
    return told;
  }

  deposits(pool: number, what: 'money' | 'grant', from: string, to: string): Deposit[] {
    // A grant that came with its own payment was given by a policy: whatever file tells it later means this one.
    const sql = `SELECT 'T' || t.id, t.effective_on, t.amount_fen,
        iif(t.event = 'E23' AND EXISTS (SELECT 1 FROM transfer e WHERE e.source_row = t.source_row AND e.event = 'E17'),
          'policy', coalesce(f.profile, '')), t.source_row
      FROM account a JOIN transfer t ON t.debit = a.id
      LEFT JOIN source_row s ON s.id = t.source_row LEFT JOIN source_file f ON f.id = s.file
      WHERE a.pool = ? AND a.code = ? AND t.event IN ('E18', 'E20', 'E22', 'E23') AND t.kind = 'post'
        AND t.effective_on BETWEEN ? AND ? AND ${NOT_REVERSED} AND ${NOT_TAKEN_BACK}`;
    const code = what === 'money' ? '1123.03' : '9001';
    const rows = this.connection.prepareRaw(sql).all(pool, code, from, to) as DepositRow[];
    return rows
      .filter(([, , , , row]) => row === null || !this.exclude.has(row))
      .map(([key, day, amountFen, source]) => ({ key, day, amountFen: amountFen as Fen, source }));
  }

  poolBefore(pool: number, day: string): { ownFen: number; grantFen: number | null } {
    const part = (side: string, sign: string) =>
      `SELECT a.code, ${sign}t.amount_fen AS fen FROM account a JOIN transfer t ON t.${side} = a.id
       WHERE a.pool = ? AND a.code IN ('1123.03', '1123.04', '1123.05', '9001') AND t.effective_on < ?
         AND t.kind IN ('post', 'settle', 'reverse')`;
    const sql = `SELECT code = '9001', sum(fen) FROM (${part('debit', '')} UNION ALL ${part('credit', '-')}) GROUP BY 1`;
    const sums = this.connection.prepareRaw(sql).all(pool, day, pool, day) as [number, number][];
    const [own, grant] = [0, 1].map(isGrant => sums.find(([which]) => which === isGrant)?.[1]);
    return { ownFen: own ?? 0, grantFen: grant ?? null };
  }

  memoLeft(pool: number, bucket: MemoBucket): number {
    const sql = `SELECT coalesce(sum(b.debits_posted_fen - b.credits_posted_fen), 0) FROM account a
      JOIN balance b ON b.account = a.id WHERE a.pool = ? AND a.code = ? AND a.category IS NULL`;
    return this.connection.prepareValue(sql).get(pool, memoCode(bucket)) as number;
  }

  walletDeposit(key: string): WalletDeposit | null {
    if (!key.startsWith('T')) return null;
    const sql = `SELECT t.case_no, p.id, p.supplier, coalesce((SELECT sum(r.amount_fen) FROM transfer r
        JOIN account d ON d.id = r.debit JOIN account c ON c.id = r.credit
        WHERE r.case_no = t.case_no AND r.batch = t.batch AND r.event = 'E20' AND d.code = '2401' AND c.code = '2401'), 0)
      FROM transfer t JOIN account a ON a.id = t.credit JOIN pool p ON p.id = a.pool
      WHERE t.id = ? AND t.event = 'E20' AND a.code = '1123.02' AND t.case_no IS NOT NULL`;
    const found = this.connection.prepareRaw(sql).get(Number(key.slice(1))) as
      | [string, number, number | null, number]
      | undefined;
    if (!found) return null;
    const [caseNo, pool, ownSupplier, rebateFen] = found;
    const supplier = ownSupplier ?? this.usualSupplier();
    return supplier === null ? null : { caseNo, wallet: { pool, supplier }, rebateFen: rebateFen as Fen };
  }

  /** The day on which a fact of a day is booked: in a closed month the first day of the first open one after it. */
  bookDay(day: string): string {
    const month = day.slice(0, 7);
    const known = this.months.get(month);
    if (known !== undefined) return known === '' ? day : known;
    const state = this.connection
      .prepareValue('SELECT state FROM period WHERE month = ? AND client IS NULL')
      .get(month);
    const sql = "SELECT min(month) FROM period WHERE month > ? AND client IS NULL AND state = 'open'";
    const next = state === 'closed' ? (this.connection.prepareValue(sql).get(month) as string | null) : null;
    this.months.set(month, next === null ? '' : `${next}-01`);
    return next === null ? day : `${next}-01`;
  }

  /** Reads many cases at once, before a step of a plan asks for them one by one. */
  readCases(caseNos: Iterable<string>): void {
    this.cases.read(caseNos);
  }

  private payerOf(direct: Side | undefined): OrderView['payer'] {
    if (!direct) return null;
    if (direct.employee !== null) return { by: 'employee', employee: direct.employee };
    return { by: 'money', money: { money: direct.money!, kind: this.moneyKind(direct.money!, '') } };
  }
}

type DepositRow = [string, string, number, string, number | null];

/** A 加款 that turned out to be the deposit of a payment is posted back in red under its case. */
const NOT_TAKEN_BACK = `(t.event <> 'E20' OR NOT EXISTS (SELECT 1 FROM transfer r WHERE r.case_no = t.case_no
  AND r.event = 'E20' AND r.kind = 'reverse' AND r.credit = t.debit AND r.reverses_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM transfer u WHERE u.reverses_id = r.id)))`;

/** What a person claimed of a receipt for a client, on the receipt's own row; null once a list has told it. */
function claimedIn(caseNo: string, legs: readonly CaseLeg[], client: number): OpenCash | null {
  const row = legs.find(({ event }) => event === 'E01');
  if (!row || legs.some(({ event }) => event === 'E02')) return null;
  const onRow = legs.filter(({ profile }) => profile === row.profile);
  const part = (from: Side, to: Side) => from.code === '2241.01' && to.client === client;
  const fen = onRow.reduce((sum, { debit, credit, amountFen }) => {
    if (part(debit, credit)) return sum + amountFen;
    return part(credit, debit) ? sum - amountFen : sum;
  }, 0);
  const kind = row.debit.code === '1002' ? 'bank' : 'channel';
  return { caseNo, money: { money: row.credit.money!, kind }, amountFen: fen as Fen, day: row.day, client };
}

/** Whose registration a payment is, that was booked before its row was seen; one of a list counts even on its row. */
function registeredBy(paid: readonly CaseLeg[]): 'list' | 'hand' | null {
  if (paid.some(({ profile }) => profile === 'template.general')) return 'list';
  return paid.some(({ credit }) => CASH_CODES.registered_out.includes(credit.code)) ? 'hand' : null;
}

/**
 * Whether a posting on a twin is of money that comes in: a case may be paid and refunded before either row is seen, and
 * each waits for its own. E02 clears what came in, E06 what went out.
 */
function isIncoming(event: string, sign: 1 | -1): boolean {
  return event === 'E02' || (event !== 'E06' && sign === 1);
}

const SPEND: ReadonlySet<string> = new Set(['E30', 'E31', 'E41']);
const SPENT_FROM: ReadonlySet<string> = new Set(['1123.03', '1123.04', '1123.06', '1221.01', '2202.03']);

/** Debits less credits of a case on a code. */
function netOf(legs: readonly CaseLeg[], code: string): number {
  let fen = 0;
  for (const { amountFen, debit, credit } of legs) {
    if (debit.code === code) fen += amountFen;
    if (credit.code === code) fen -= amountFen;
  }
  return fen;
}

/** Spend of a case that stands on no row of a file. */
function handSpent(legs: readonly CaseLeg[]): number {
  let fen = 0;
  for (const { event, profile, amountFen, debit, credit } of legs) {
    if (profile !== null || !SPEND.has(event)) continue;
    if (SPENT_FROM.has(credit.code)) fen += amountFen;
    if (SPENT_FROM.has(debit.code)) fen -= amountFen;
  }
  return fen;
}
