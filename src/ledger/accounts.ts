import {
  accountOf,
  type ChartAccount,
  checkRef,
  hasDims,
  refKey,
  sameRef,
} from '../domain/accounting/chart.ts';
import type { BookSettings } from '../domain/accounting/settings.ts';
import type { AccountRef, Balances, Bucket, Dims } from '../domain/accounting/types.ts';
import type { Fen } from '../domain/money.ts';
import { readBookSettings } from '../store/book-settings.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import { FIRST_MEMO_ID } from '../store/schema/columns.ts';
import type { Tx } from '../store/transaction.ts';

/** An account in memory while a command works: its posted sums up to the last leg, and what is not yet applied. */
export class Account {
  readonly id: number;
  readonly key: string;
  readonly ref: AccountRef;
  readonly chart: ChartAccount;
  debitsFen: number;
  creditsFen: number;
  /** Not yet applied to the balance row. */
  debitsDelta = 0;
  creditsDelta = 0;
  debitsPendingDelta = 0;
  creditsPendingDelta = 0;
  readonly months = new Map<string, { debits: number; credits: number }>();

  constructor(id: number, ref: AccountRef, debitsFen: number, creditsFen: number) {
    this.id = id;
    this.ref = ref;
    this.key = refKey(ref);
    this.chart = accountOf(ref.code);
    this.debitsFen = debitsFen;
    this.creditsFen = creditsFen;
  }

  /** Posted balance on the normal side. */
  get balanceFen(): Fen {
    const net = this.debitsFen - this.creditsFen;
    return (this.chart.side === 'debit' ? net : -net || 0) as Fen;
  }

  /** Takes one posting; a red one is negative. */
  post(side: 'debit' | 'credit', month: string, fen: number): void {
    let sums = this.months.get(month);
    if (!sums) {
      sums = { debits: 0, credits: 0 };
      this.months.set(month, sums);
    }
    if (side === 'debit') {
      this.debitsFen += fen;
      this.debitsDelta += fen;
      sums.debits += fen;
    } else {
      this.creditsFen += fen;
      this.creditsDelta += fen;
      sums.credits += fen;
    }
  }
}

const COLUMNS =
  'a.id, a.code, a.client, a.subject, a.supplier, a.money, a.pool, a.bucket, a.employee, a.category';
const SELECT = `SELECT ${COLUMNS}, b.debits_posted_fen, b.credits_posted_fen
  FROM account a JOIN balance b ON b.account = a.id`;
type AccountRow = [
  number,
  string,
  number | null,
  number | null,
  number | null,
  number | null,
  number | null,
  string | null,
  number | null,
  string | null,
  number,
  number,
];
const CASES = `SELECT g.key, t.debit, t.credit, t.amount_fen FROM json_each(?) g
  CROSS JOIN transfer t ON t.case_no = g.value WHERE t.kind IN ('post', 'settle', 'reverse')`;
/** Cases whose sums are kept in memory from one step to the next. */
const CASES_KEPT = 20_000;

/** A reference that was asked for, and its account; null where the book has none yet. */
interface Asked {
  ref: AccountRef;
  account: Account | null;
}

/** Accounts of a code, found by what expansions ask for. */
interface CodeGroup {
  all: Account[];
  byClient: Map<number, Account[]>;
  byPool: Map<number, Account[]>;
}

/** The accounts of a book as a command sees them: found, made on first use, and with balances up to its last leg. */
export class Accounts implements Balances {
  private readonly connection: Connection;
  /** What was asked for, by code and then by the id that tells most accounts of a code apart. */
  private readonly asked = new Map<string, Map<number, Asked[]>>();
  private readonly byId = new Map<number, Account>();
  private readonly codes = new Map<string, CodeGroup>();
  private readonly cases = new Map<string, Map<number, number>>();
  /** Legs of cases that are not in memory, while they are staged and not yet in the table: debit, credit, 分. */
  private readonly stagedCases = new Map<string, number[]>();

  private known: BookSettings | null = null;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Settings of the book, read once: what is expanded over these balances follows them. */
  get settings(): BookSettings {
    this.known ??= readBookSettings(this.connection);
    return this.known;
  }

  of(ref: AccountRef): Fen {
    return this.find(ref)?.balanceFen ?? (0 as Fen);
  }

  sum(code: string, dims: Dims): Fen {
    const { all, byClient, byPool } = this.group(code);
    const near =
      dims.pool !== undefined
        ? byPool.get(dims.pool)
        : dims.client !== undefined
          ? byClient.get(dims.client)
          : all;
    let fen = 0;
    for (const account of near ?? []) if (hasDims(account.ref, dims)) fen += account.balanceFen;
    return fen as Fen;
  }

  ofCase(ref: AccountRef, caseNo: string): Fen {
    const account = this.find(ref);
    if (!account) return 0 as Fen;
    const net = this.case(caseNo).get(account.id) ?? 0;
    return (account.chart.side === 'debit' ? net : -net || 0) as Fen;
  }

  /** The same balances less what is held 预占 of them: what an intent may take. */
  withHolds(): Balances {
    const held = this.connection.prepareRaw(
      'SELECT credits_pending_fen, debits_pending_fen FROM balance WHERE account = ?',
    );
    const heldOf = (account: Account | undefined): number => {
      const [credits, debits] = ((account ? held.get(account.id) : undefined) as
        | [number, number]
        | undefined) ?? [0, 0];
      return account?.chart.side === 'debit'
        ? credits + account.creditsPendingDelta
        : debits + (account?.debitsPendingDelta ?? 0);
    };
    return {
      settings: this.settings,
      of: ref => (this.of(ref) - heldOf(this.find(ref))) as Fen,
      sum: (code, dims) => this.sum(code, dims),
      ofCase: (ref, caseNo) => this.ofCase(ref, caseNo),
    };
  }

  find(ref: AccountRef): Account | undefined {
    return this.askedFor(ref).account ?? undefined;
  }

  /** Account of an id that the book holds. */
  get(id: number): Account {
    const known = this.byId.get(id);
    if (known) return known;
    return this.keep(this.connection.prepareRaw(`${SELECT} WHERE a.id = ?`).get(id) as AccountRow);
  }

  /** The account of a reference, made where it was never used. Refuses by the codes of `checkRef`. */
  intern(tx: Tx, ref: AccountRef): Account {
    const asked = this.askedFor(ref);
    if (asked.account) return asked.account;
    checkRef(ref);
    const { memo, guard } = accountOf(ref.code);
    const [from, below] = memo ? [FIRST_MEMO_ID, Number.MAX_SAFE_INTEGER] : [1, FIRST_MEMO_ID];
    const highest = 'SELECT max(id) FROM account WHERE id >= ? AND id < ?';
    const id = ((this.connection.prepareValue(highest).get(from, below) as number | null) ?? from - 1) + 1;
    const key = refKey(ref);
    const { code, client, subject, supplier, money, pool, bucket, employee, category } = ref;
    const dims = [client, subject, supplier, money, pool, bucket, employee, category].map(dim => dim ?? null);
    const insert = `INSERT INTO account
      (id, code, key, client, subject, supplier, money, pool, bucket, employee, category, log_seq)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
    this.connection.prepare(insert).run(id, code, key, ...dims, tx.seq);
    this.connection.prepare('INSERT INTO balance (account, guard) VALUES (?, ?)').run(id, guard);
    tx.effects.add(memo ? 'memo_account' : 'account', JSON.stringify([id, key]));
    return this.hold(new Account(id, ref, 0, 0), asked);
  }

  /** Takes a staged leg of a case. */
  moveCase(caseNo: string, debit: Account, credit: Account, fen: number): void {
    const sums = this.cases.get(caseNo);
    if (sums) {
      shift(sums, debit.id, credit.id, fen);
      return;
    }
    const staged = this.stagedCases.get(caseNo);
    if (staged) staged.push(debit.id, credit.id, fen);
    else this.stagedCases.set(caseNo, [debit.id, credit.id, fen]);
  }

  /** Told when what was staged has reached the table. */
  casesStored(): void {
    // The oldest go first: the step that works now still asks for the newest.
    if (this.cases.size > CASES_KEPT)
      for (const caseNo of this.cases.keys()) {
        if (this.cases.size <= CASES_KEPT / 2) break;
        this.cases.delete(caseNo);
      }
    this.stagedCases.clear();
  }

  /** Reads the sums of many cases at once, before a step of an import asks for them one by one. */
  readCases(caseNos: Iterable<string>): void {
    const unknown = [...new Set(caseNos)].filter(caseNo => !this.cases.has(caseNo));
    if (unknown.length === 0) return;
    const all = unknown.map(() => new Map<number, number>());
    const rows = this.connection.prepareRaw(CASES).all(JSON.stringify(unknown)) as number[][];
    for (const [at, debit, credit, fen] of rows) shift(all[at!]!, debit!, credit!, fen!);
    unknown.forEach((caseNo, at) => {
      this.keepCase(caseNo, all[at]!);
    });
  }

  private case(caseNo: string): Map<number, number> {
    const known = this.cases.get(caseNo);
    if (known) return known;
    const sums = new Map<number, number>();
    const sql = `SELECT debit, credit, amount_fen FROM transfer
      WHERE case_no = ? AND kind IN ('post', 'settle', 'reverse')`;
    for (const [debit, credit, fen] of this.connection.prepareRaw(sql).all(caseNo) as number[][])
      shift(sums, debit!, credit!, fen!);
    return this.keepCase(caseNo, sums);
  }

  /** Keeps the sums of a case as the table has them, with what is staged beside. */
  private keepCase(caseNo: string, sums: Map<number, number>): Map<number, number> {
    const staged = this.stagedCases.get(caseNo) ?? [];
    for (let at = 0; at < staged.length; at += 3) shift(sums, staged[at]!, staged[at + 1]!, staged[at + 2]!);
    this.stagedCases.delete(caseNo);
    this.cases.set(caseNo, sums);
    return sums;
  }

  private group(code: string): CodeGroup {
    const known = this.codes.get(code);
    if (known) return known;
    const group: CodeGroup = { all: [], byClient: new Map(), byPool: new Map() };
    this.codes.set(code, group);
    for (const account of this.byId.values()) if (account.ref.code === code) join(group, account);
    for (const row of this.connection.prepareRaw(`${SELECT} WHERE a.code = ?`).all(code) as AccountRow[])
      if (!this.byId.has(row[0])) this.keep(row);
    return group;
  }

  private keep(row: AccountRow): Account {
    const [id, code, client, subject, supplier, money, pool, bucket, employee, category, debits, credits] =
      row;
    const ref: AccountRef = { code };
    if (client !== null) ref.client = client;
    if (subject !== null) ref.subject = subject;
    if (supplier !== null) ref.supplier = supplier;
    if (money !== null) ref.money = money;
    if (pool !== null) ref.pool = pool;
    if (bucket !== null) ref.bucket = bucket as Bucket;
    if (employee !== null) ref.employee = employee;
    if (category !== null) ref.category = category;
    return this.hold(new Account(id, ref, debits, credits), this.entryFor(ref));
  }

  /** Looks an account up once: every balance that an expansion asks for comes through here. */
  private askedFor(ref: AccountRef): Asked {
    const known = this.asked.get(ref.code)?.get(mainId(ref));
    if (known) for (const asked of known) if (sameRef(asked.ref, ref)) return asked;
    const row = this.connection.prepareRaw(`${SELECT} WHERE a.key = ?`).get(refKey(ref));
    const asked = this.entryFor(ref);
    if (row) this.keep(row as AccountRow);
    return asked;
  }

  private entryFor(ref: AccountRef): Asked {
    let ofCode = this.asked.get(ref.code);
    if (!ofCode) {
      ofCode = new Map();
      this.asked.set(ref.code, ofCode);
    }
    const near = listAt(ofCode, mainId(ref));
    const known = near.find(asked => sameRef(asked.ref, ref));
    if (known) return known;
    const asked = { ref: { ...ref }, account: null };
    near.push(asked);
    return asked;
  }

  private hold(account: Account, asked: Asked): Account {
    asked.account = account;
    this.byId.set(account.id, account);
    const group = this.codes.get(account.ref.code);
    if (group) join(group, account);
    return account;
  }
}

const ofCommands = new WeakMap<Tx, Accounts>();

/** The accounts of a command, made once for it: every batch and every expansion sees the same. */
export function accountsOf(tx: Tx): Accounts {
  let accounts = ofCommands.get(tx);
  if (!accounts) {
    accounts = new Accounts(tx.connection);
    ofCommands.set(tx, accounts);
  }
  return accounts;
}

function join(group: CodeGroup, account: Account): void {
  const { client, pool } = account.ref;
  group.all.push(account);
  if (client !== undefined) listAt(group.byClient, client).push(account);
  if (pool !== undefined) listAt(group.byPool, pool).push(account);
}

function mainId({ pool, client, money, supplier, employee }: AccountRef): number {
  return pool ?? client ?? money ?? supplier ?? employee ?? 0;
}

function listAt<Item>(lists: Map<number, Item[]>, id: number): Item[] {
  let list = lists.get(id);
  if (!list) {
    list = [];
    lists.set(id, list);
  }
  return list;
}

function shift(sums: Map<number, number>, debit: number, credit: number, fen: number): void {
  sums.set(debit, (sums.get(debit) ?? 0) + fen);
  sums.set(credit, (sums.get(credit) ?? 0) - fen);
}
