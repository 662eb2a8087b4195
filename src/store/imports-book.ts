import type { ClientRef, MoneyRef, PoolFact } from '../domain/accounting/events/facts.ts';
import type {
  AccountView,
  BookView,
  CashKind,
  Deposit,
  IdentifiedPayment,
  MoneyKind,
  NotedRecharge,
  OpenCash,
  OrderView,
  RechargeView,
  WalletDeposit,
} from '../domain/imports/book-view.ts';
import { type KnownParties, partyKey } from '../domain/imports/classify.ts';
import { rowOfContent } from '../domain/imports/kept-row.ts';
import { bucketOf } from '../domain/imports/words.ts';
import { type Fen, fenOfE5 } from '../domain/money.ts';
import type { Connection } from './dialect/sqlite.ts';
import { identifiedCases, listRow, metCaseOfRow } from './imports-listed.ts';
import { waitingCases } from './imports-open.ts';
import { clientIn, partiesOf } from './imports-parties.ts';
import { isToldByFlow } from './imports-spend.ts';

/** A posting of a case as the view folds it; a red one stands on swapped sides. */
interface CaseLeg {
  event: string;
  amountFen: number;
  day: string;
  profile: string | null;
  debit: Side;
  credit: Side;
}
interface Side {
  code: string;
  money: number | null;
  pool: number | null;
  client: number | null;
  employee: number | null;
}

const CASH_CODES: Record<CashKind, readonly string[]> = {
  receipt: ['2241.01'],
  payment: ['1221.07'],
  registered_in: ['1002.90', '1012.90'],
  registered_out: ['1002.90', '1012.90'],
};
const PAID_FROM = ['1002', '1012', '1002.90', '1012.90', '1221.07', '2241.05'];

/** Ids of accounts that a commit makes where the book has none of a kind yet. */
export const PLACEHOLDERS: Record<MoneyKind | 'own' | 'employee', number> = {
  own: -1,
  bank: -2,
  alipay: -3,
  wechat: -4,
  douyin_pay: -5,
  employee: -6,
};

/**
 * What an import asks the book. Answers are kept for the life of the view, which is one plan; `exclude` are source rows
 * that the plan corrects: what they posted counts as not posted.
 */
export class StoredBookView implements BookView {
  readonly parties: KnownParties;
  readonly firstDay: string;
  readonly today: string;
  private readonly connection: Connection;
  private readonly exclude: ReadonlySet<number>;
  private readonly cases = new Map<string, CaseLeg[]>();
  private readonly accounts = new Map<string, AccountView | null>();
  private readonly months = new Map<string, string>();
  private readonly flows = new Map<number, boolean>();
  private readonly waiting: Partial<Record<CashKind, ReadonlySet<string>>> = {};

  constructor(connection: Connection, today = '9999-12-31', exclude: ReadonlySet<number> = new Set()) {
    this.today = today;
    this.connection = connection;
    this.exclude = exclude;
    this.parties = { byKey: partiesOf(connection) };
    this.firstDay = `${connection.prepareValue('SELECT first_period FROM book').get()}-01`;
  }

  account(platformId: string): AccountView | null {
    const known = this.accounts.get(platformId);
    if (known !== undefined) return known;
    const sql = `${ACCOUNT} WHERE pa.platform_id = ? ORDER BY pa.id LIMIT 1`;
    const row = this.connection.prepare(sql).get(platformId) as AccountRow | undefined;
    const view = row ? this.accountView(row) : null;
    this.accounts.set(platformId, view);
    return view;
  }

  clientByName(name: string): ClientRef | null {
    const found = this.parties.byKey.get(partyKey(name));
    return found?.as === 'client' ? { client: found.id } : null;
  }

  accountsOf(client: number): AccountView[] {
    const rows = this.connection
      .prepare(`${ACCOUNT} WHERE pa.client = ? ORDER BY pa.id`)
      .all(client) as AccountRow[];
    return rows.map(row => this.accountView(row));
  }

  moneyByNumber(number: string): MoneyRef | null {
    const sql = 'SELECT id, kind FROM money_account WHERE number = ? AND archived_on IS NULL';
    return moneyRef(this.connection.prepare(sql).get(number.replace(/\s/g, '')));
  }

  /** Accounts of a kind; a placeholder where there is none, which the commit makes. */
  moneyOfKind(kind: MoneyKind): MoneyRef[] {
    const sql = 'SELECT id, kind FROM money_account WHERE kind = ? AND archived_on IS NULL ORDER BY id';
    const known = this.connection
      .prepare(sql)
      .all(kind)
      .map(row => moneyRef(row)!);
    return known.length > 0
      ? known
      : [{ money: PLACEHOLDERS[kind], kind: kind === 'bank' ? 'bank' : 'channel' }];
  }

  employees(): number[] {
    const known = this.connection
      .prepareValue('SELECT id FROM employee WHERE archived_on IS NULL')
      .all() as number[];
    return known.length > 0 ? known : [PLACEHOLDERS.employee];
  }

  agentWallet(platformId: string): PoolFact | null {
    const sql =
      "SELECT id, supplier FROM pool WHERE kind = 'agent_wallet' AND platform_id = ? AND archived_on IS NULL";
    const row = this.connection.prepareRaw(sql).get(platformId) as [number, number | null] | undefined;
    const supplier = row?.[1] ?? this.usualSupplier();
    return row && supplier !== null ? { pool: row[0], supplier } : null;
  }

  sharedWallet(platformId: string): PoolFact | null {
    const sql =
      "SELECT id, supplier, client FROM pool WHERE kind = 'shared_wallet' AND platform_id = ? AND archived_on IS NULL";
    const row = this.connection.prepareRaw(sql).get(platformId) as
      | [number, number | null, number | null]
      | undefined;
    const supplier = row?.[1] ?? this.usualSupplier();
    if (!row || supplier === null) return null;
    return { pool: row[0], supplier, ...(row[2] === null ? {} : { client: { client: row[2] } }) };
  }

  openCash(kind: CashKind, caseNo: string): OpenCash[] {
    const byMoney = new Map<number, { fen: number; day: string; code: string }>();
    for (const leg of this.caseLegs(caseNo)) {
      for (const [side, sign] of [
        [leg.debit, 1],
        [leg.credit, -1],
      ] as const) {
        if (!CASH_CODES[kind].includes(side.code)) continue;
        const seen = byMoney.get(side.money!) ?? { fen: 0, day: leg.day, code: side.code };
        seen.fen += sign * leg.amountFen;
        byMoney.set(side.money!, seen);
      }
    }
    const open = kind === 'payment' || kind === 'registered_in' ? 1 : -1;
    const twins = kind === 'registered_in' || kind === 'registered_out';
    return [...byMoney]
      .filter(([, { fen }]) => !twins || fen * open > 0)
      .map(([money, { fen, day, code }]) => ({
        caseNo,
        money: { money, kind: code === '1012.90' ? 'channel' : this.moneyKind(money, code) },
        amountFen: Math.max(0, fen * open) as Fen,
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
    return rows.flatMap(([caseNo, raw]) => {
      const client = raw === null ? undefined : clientIn(raw, this.parties);
      return this.openCash(kind, caseNo)
        .filter(cash => cash.amountFen > 0 && this.isWaiting(kind, cash))
        .map(cash => (client === undefined ? cash : { ...cash, client }));
    });
  }

  claimedReceipts(client: number, amountFen: Fen, from: string, to: string): OpenCash[] {
    const sql = `SELECT DISTINCT t.case_no FROM account c JOIN transfer t ON t.credit = c.id
      JOIN account d ON d.id = t.debit AND d.code = '2241.01'
      WHERE c.client = ? AND t.effective_on BETWEEN ? AND ? AND t.case_no LIKE 'ROW-%' ORDER BY 1`;
    const cases = this.connection.prepareValue(sql).all(client, from, to) as string[];
    return cases
      .flatMap(caseNo => claimedIn(caseNo, this.caseLegs(caseNo), client) ?? [])
      .filter(cash => cash.amountFen === amountFen);
  }

  /** A row without a number may have been explained under the number of something else: it does not wait any more. */
  private isWaiting(kind: CashKind, { caseNo, money }: OpenCash): boolean {
    if ((kind !== 'payment' && kind !== 'receipt') || !caseNo.startsWith('ROW-')) return true;
    this.waiting[kind] ??= new Set(
      waitingCases(this.connection, kind === 'payment' ? '1221.07' : '2241.01', {
        exclude: this.exclude,
      }).map(each => `${each.money} ${each.caseNo}`),
    );
    return this.waiting[kind].has(`${money.money} ${caseNo}`);
  }

  identifiedPayments(
    client: number,
    event: 'E17' | 'E48',
    { amountFen, from, to }: { amountFen: Fen; from: string; to: string },
  ): IdentifiedPayment[] {
    const cases = identifiedCases(this.connection, { client, event, from, to });
    return cases
      .flatMap(caseNo => identifiedIn(caseNo, this.caseLegs(caseNo), event) ?? [])
      .flatMap(({ moneyId, ...payment }) =>
        payment.amountFen === amountFen
          ? [{ ...payment, money: { money: moneyId, kind: this.moneyKind(moneyId, '') } }]
          : [],
      );
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

  order(no: string): OrderView | null {
    const legs = this.caseLegs(no);
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
    const legs = this.caseLegs(caseNo);
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
      toldBy: legs.find(leg => paid(leg) && leg.profile === 'template.general')?.profile ?? null,
    };
  }

  withdrawal(caseNo: string): { pool: PoolFact; openFen: Fen } | null {
    const legs = this.caseLegs(caseNo);
    const openFen = sumOf(legs, () => true, '1221.02', 'debit');
    const pool = legs
      .flatMap(({ debit, credit }) => [debit, credit])
      .find(({ code }) => code === '1221.02')?.pool;
    const account = pool === undefined || pool === null ? null : this.accountOfPool(pool);
    return account && openFen > 0 ? { pool: account.pool, openFen } : null;
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
    const sql = `SELECT 'T' || t.id, t.effective_on, t.amount_fen, coalesce(f.profile, ''), t.source_row
      FROM account a JOIN transfer t ON t.debit = a.id
      LEFT JOIN source_row s ON s.id = t.source_row LEFT JOIN source_file f ON f.id = s.file
      WHERE a.pool = ? AND a.code = ? AND t.event IN ('E18', 'E20', 'E23') AND t.kind = 'post'
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

  /** Reads many cases at once, before a step of a plan asks for them one by one; those of the last step are let go. */
  readCases(caseNos: Iterable<string>): void {
    this.cases.clear();
    const asked = [...new Set(caseNos)];
    for (const caseNo of asked) this.cases.set(caseNo, NO_LEGS);
    const rows = this.connection.prepareRaw(MANY_CASE_LEGS).all(JSON.stringify(asked)) as (
      | string
      | number
      | null
    )[][];
    for (const row of rows) {
      if (row[4] !== null && this.exclude.has(row[4] as number)) continue;
      const caseNo = asked[row.at(-1) as number]!;
      const legs = this.cases.get(caseNo)!;
      if (legs.length === 0) this.cases.set(caseNo, [legOf(row)]);
      else legs.push(legOf(row));
    }
  }

  private caseLegs(caseNo: string): CaseLeg[] {
    const known = this.cases.get(caseNo);
    if (known) return known;
    const rows = this.connection.prepareRaw(CASE_LEGS).all(caseNo) as (string | number | null)[][];
    const legs = rows.filter(row => row[4] === null || !this.exclude.has(row[4] as number)).map(legOf);
    this.cases.set(caseNo, legs);
    return legs;
  }

  private payerOf(direct: Side | undefined): OrderView['payer'] {
    if (!direct) return null;
    if (direct.employee !== null) return { by: 'employee', employee: direct.employee };
    return { by: 'money', money: { money: direct.money!, kind: this.moneyKind(direct.money!, '') } };
  }

  private moneyKind(money: number, code: string): 'bank' | 'channel' {
    if (code === '1002.90') return 'bank';
    const kind = this.connection.prepareValue('SELECT kind FROM money_account WHERE id = ?').get(money);
    return kind === 'bank' ? 'bank' : 'channel';
  }

  private accountOfPool(pool: number): AccountView | null {
    const row = this.connection.prepare(`${ACCOUNT} WHERE p.id = ? ORDER BY pa.id LIMIT 1`).get(pool);
    return row ? this.accountView(row as AccountRow) : null;
  }

  private someAccountOf(client: number | null): AccountView | null {
    return client === null ? null : (this.accountsOf(client)[0] ?? null);
  }

  private accountView(row: AccountRow): AccountView {
    const supplier = row.poolSupplier ?? row.supplier ?? this.usualSupplier() ?? 0;
    const client = row.poolClient ?? row.client;
    return {
      kind: row.kind,
      pool: { pool: row.pool, supplier, ...(client === null ? {} : { client: { client } }) },
      funder: row.funder,
      spendBasis: row.basis,
      mode: row.mode ?? 'M1',
      cashRebate: row.rebate !== null,
      wallet:
        row.wallet === null
          ? null
          : {
              pool: row.wallet,
              supplier,
              ...(row.walletClient === null ? {} : { client: { client: row.walletClient } }),
            },
    };
  }

  private usualSupplier(): number | null {
    return (
      (this.connection.prepareValue('SELECT min(id) FROM supplier WHERE archived_on IS NULL').get() as
        | number
        | null) ?? null
    );
  }
}

type DepositRow = [string, string, number, string, number | null];

const NOT_REVERSED = 'NOT EXISTS (SELECT 1 FROM transfer r WHERE r.reverses_id = t.id)';

/** A 加款 that turned out to be the deposit of a payment is posted back in red under its case. */
const NOT_TAKEN_BACK = `(t.event <> 'E20' OR NOT EXISTS (SELECT 1 FROM transfer r WHERE r.case_no = t.case_no
  AND r.event = 'E20' AND r.kind = 'reverse' AND r.credit = t.debit AND r.reverses_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM transfer u WHERE u.reverses_id = r.id)))`;

const caseLegsSql = (columns: string, from: string, caseNo: string, order: string) =>
  `SELECT t.event, t.amount_fen, t.effective_on, f.profile, t.source_row,
    d.code, d.money, d.pool, d.client, d.employee, c.code, c.money, c.pool, c.client, c.employee${columns}
  FROM ${from}transfer t JOIN account d ON d.id = t.debit JOIN account c ON c.id = t.credit
  LEFT JOIN source_row s ON s.id = t.source_row LEFT JOIN source_file f ON f.id = s.file
  WHERE t.case_no = ${caseNo} AND t.kind IN ('post', 'settle', 'reverse') AND t.reverses_id IS NULL AND ${NOT_REVERSED}
  ORDER BY ${order}t.id`;
const CASE_LEGS = caseLegsSql('', '', '?', '');
const MANY_CASE_LEGS = caseLegsSql(', g.key', 'json_each(?) g CROSS JOIN ', 'g.value', 'g.key, ');
const NO_LEGS: CaseLeg[] = [];

interface AccountRow {
  kind: 'qianchuan' | 'douplus';
  pool: number;
  poolSupplier: number | null;
  supplier: number | null;
  poolClient: number | null;
  client: number | null;
  funder: 'agency' | 'client' | 'employee';
  basis: 'flow' | 'orders';
  mode: 'M1' | 'M2' | 'M3' | null;
  rebate: number | null;
  wallet: number | null;
  walletClient: number | null;
}

/** Platform accounts with their own pool, their wallet and their client's terms. */
const ACCOUNT = `SELECT pa.kind, p.id AS pool, p.supplier AS poolSupplier, pa.supplier, p.client AS poolClient, pa.client,
    p.funder, pa.spend_basis AS basis, cl.invoice_mode AS mode, w.id AS wallet, w.client AS walletClient,
    (SELECT 1 FROM client_term ct WHERE ct.client = pa.client AND ct.front_rebate_ppm > 0 AND ct.front_rebate_form = 'cash') AS rebate
  FROM platform_account pa
  JOIN pool p ON p.platform_id = pa.platform_id AND p.kind IN ('account', 'douplus') AND p.funds_kind = 'general'
  LEFT JOIN client cl ON cl.id = pa.client
  LEFT JOIN pool_link wl ON wl.platform_account = pa.id
    AND wl.pool IN (SELECT id FROM pool WHERE kind = 'shared_wallet') AND wl.until_on IS NULL
  LEFT JOIN pool w ON w.id = wl.pool`;

function moneyRef(row: unknown): MoneyRef | null {
  const found = row as { id: number; kind: string } | undefined;
  return found ? { money: found.id, kind: found.kind === 'bank' ? 'bank' : 'channel' } : null;
}

function legOf(row: (string | number | null)[]): CaseLeg {
  const side = (at: number): Side => ({
    code: row[at] as string,
    money: row[at + 1] as number | null,
    pool: row[at + 2] as number | null,
    client: row[at + 3] as number | null,
    employee: row[at + 4] as number | null,
  });
  return {
    event: row[0] as string,
    amountFen: row[1] as number,
    day: row[2] as string,
    profile: row[3] as string | null,
    debit: side(5),
    credit: side(10),
  };
}

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

/** What a person identified of a payment, out of 待查付款; null once a list has told it. */
function identifiedIn(
  caseNo: string,
  legs: readonly CaseLeg[],
  event: string,
): (Omit<IdentifiedPayment, 'money'> & { moneyId: number }) | null {
  if (legs.some(leg => leg.event === 'E06')) return null;
  const own = legs.filter(leg => leg.event === event);
  const from = own.find(({ credit }) => credit.code === '1221.07');
  if (!from) return null;
  const amountFen = sumOf(own, () => true, '1221.07', 'credit');
  const pool = own.find(({ debit }) => debit.pool !== null)?.debit.pool ?? null;
  return { caseNo, moneyId: from.credit.money!, amountFen, day: from.day, pool };
}

/** Net of the chosen legs on one side of a code. */
function sumOf(
  legs: readonly CaseLeg[],
  chosen: (leg: CaseLeg) => boolean,
  code: string,
  side: 'debit' | 'credit',
): Fen {
  const other = side === 'debit' ? 'credit' : 'debit';
  let fen = 0;
  for (const leg of legs) {
    if (!chosen(leg)) continue;
    if (leg[side].code === code) fen += leg.amountFen;
    if (leg[other].code === code) fen -= leg.amountFen;
  }
  return Math.max(0, fen) as Fen;
}
