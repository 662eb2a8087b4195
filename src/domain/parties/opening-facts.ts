import { accountOf, type ChartAccount, checkRef, type DimName, refKey } from '../accounting/chart.ts';
import type { AccountRef } from '../accounting/types.ts';
import type { Fen } from '../money.ts';
import { type Finding, type Params, Refusal, type Severity } from '../refusal.ts';
import { fenText } from './cells.ts';
import type { RefusedRecord } from './client-rows.ts';
import { MEMO_CODE, type OpeningField } from './opening-columns.ts';
import type { OpeningParties, OpeningPool } from './opening-parties.ts';
import { type OpeningReading, type OpeningRow, placeIn, type ReadOpeningRow } from './opening-rows.ts';

/** One balance at the start of the book (event E61): it stands against 3001, memo ones against 9999. */
export interface OpeningFact {
  account: AccountRef;
  side: 'debit' | 'credit';
  amountFen: Fen;
  caseNo?: string;
  /** Where the balance is made of open items: when this one is due. */
  dueOn?: string;
  note?: string;
  /** Where the figure stands; absent for what follows from other figures. */
  place?: Finding['place'];
}

/** What is known from before the start but moves no account: 已开票 and 已用限额. */
export interface OpeningRecord {
  kind: 'invoiced' | 'limit_used';
  client: number;
  /** Platform account of a limit, number of an invoice. */
  account: string;
  caseNo: string;
  on: string | null;
  amountFen: Fen;
  note: string;
}

export interface OpeningPlan {
  facts: OpeningFact[];
  records: OpeningRecord[];
  /** What 3001 will hold, credit positive: assets less debts of the template. */
  differenceFen: number;
  /** The difference as the template itself declares and names it. */
  declared: { name: string; amountFen: Fen } | null;
  refused: RefusedRecord[];
  findings: Finding[];
}

/**
 * Turns a read template into E61 facts. Money at the platform 2203.02 follows from the pools and transit items of each
 * client (invariant I1), so the template need not name it; where it does, it is compared. A faulty row is refused with
 * its cell; two rows that open the same balance contradict each other unless it is made of open items or cases.
 */
export function openingFacts(reading: OpeningReading, parties: OpeningParties): OpeningPlan {
  const opening = new Opening(reading, parties);
  for (const read of reading.rows) opening.take(read);
  return opening.plan();
}

/** Accounts whose sum per client is the money of this client at the platform (I1), with how the client is found. */
const AT_PLATFORM = new Set([
  '1123.01',
  '1123.03',
  '1123.04',
  '1123.05',
  '1123.06',
  '1221.01',
  '1221.02',
  '1221.03',
]);

class Opening {
  private readonly parties: OpeningParties;
  private readonly facts: OpeningFact[] = [];
  private readonly records: OpeningRecord[] = [];
  private readonly refused: RefusedRecord[];
  private readonly findings: Finding[];
  private readonly opened = new Map<string, number>();
  private readonly atPlatform = new Map<number, number>();
  private readonly saidAtPlatform: { client: number; amountFen: Fen; place: Finding['place'] }[] = [];
  private declared: OpeningPlan['declared'] = null;

  constructor(reading: OpeningReading, parties: OpeningParties) {
    this.parties = parties;
    this.refused = [...reading.refused];
    this.findings = [...reading.findings];
  }

  take(read: ReadOpeningRow): void {
    const lookup = new Lookup(read, this.parties);
    this.open(read, lookup);
    if (lookup.refused) {
      const { sheet, cells, headings } = read;
      const { row = 0 } = placeIn(read, 'amount');
      this.refused.push({ row, sheet, headings, cells, findings: [...read.findings, ...lookup.findings] });
    } else {
      this.findings.push(...read.findings, ...lookup.findings);
    }
  }

  plan(): OpeningPlan {
    this.addAtPlatform();
    let differenceFen = 0;
    for (const { account, side, amountFen } of this.facts)
      if (!accountOf(account.code).memo) differenceFen += side === 'debit' ? amountFen : -amountFen;
    if (this.declared && this.declared.amountFen !== differenceFen) {
      const params = { said: fenText(this.declared.amountFen), found: fenText(differenceFen) };
      this.findings.push({ severity: 'error', code: 'opening.difference_differs', params, place: {} });
    }
    const { facts, records, declared, refused, findings } = this;
    return { facts, records, differenceFen, declared, refused, findings };
  }

  private open(read: ReadOpeningRow, lookup: Lookup): void {
    const { row } = read;
    if (row.kind === 'difference') {
      if (row.note === '') lookup.note('error', 'opening.difference_unnamed', 'note');
      else this.declared = { name: row.note, amountFen: row.amountFen };
    } else if (row.kind === 'invoiced' || row.kind === 'limit_used') {
      this.record(row, row.kind, lookup);
    } else {
      this.balance(read, lookup);
    }
  }

  private record(row: OpeningRow, kind: OpeningRecord['kind'], lookup: Lookup): void {
    const client = lookup.client();
    if (kind === 'limit_used') lookup.pool();
    if (client === undefined || lookup.refused) return;
    const { account, caseNo, on, amountFen, note } = row;
    this.records.push({ kind, client, account, caseNo, on, amountFen, note });
  }

  private balance(read: ReadOpeningRow, lookup: Lookup): void {
    const { row } = read;
    const account = lookup.account();
    if (account === null || lookup.refused) return;
    const chart = accountOf(account.code);
    if (chart.byCase === 'always' && row.caseNo === '')
      lookup.note('error', 'opening.case_missing', 'caseNo');
    if (chart.openItems && row.dueOn === null) lookup.note('error', 'opening.due_missing', 'dueOn');
    this.checkTwice(read, account, chart, lookup);
    if (lookup.refused) return;
    const client = account.client ?? lookup.pool()?.client ?? undefined;
    if (account.code === '2203.02') {
      this.saidAtPlatform.push({
        client: account.client!,
        amountFen: row.amountFen,
        place: placeIn(read, 'amount'),
      });
      return;
    }
    if (AT_PLATFORM.has(account.code) && client !== undefined)
      this.atPlatform.set(client, (this.atPlatform.get(client) ?? 0) + row.amountFen);
    this.facts.push({
      account,
      side: chart.side,
      amountFen: row.amountFen,
      caseNo: row.caseNo !== '' && chart.byCase !== 'never' ? row.caseNo : undefined,
      dueOn: chart.openItems ? row.dueOn! : undefined,
      note: row.note || undefined,
      place: placeIn(read, 'amount'),
    });
  }

  private checkTwice(read: ReadOpeningRow, account: AccountRef, chart: ChartAccount, lookup: Lookup): void {
    const { row } = read;
    const key = [
      refKey(account),
      row.caseNo,
      chart.openItems ? row.dueOn : '',
      chart.memo ? row.dueOn : '',
    ].join('|');
    const first = this.opened.get(key);
    const { row: line = 0 } = placeIn(read, 'amount');
    if (first === undefined) this.opened.set(key, line);
    else if (chart.openItems) lookup.note('warn', 'opening.item_again', 'amount', { first });
    else lookup.note('error', 'opening.twice', 'amount', { first });
  }

  private addAtPlatform(): void {
    for (const { client, amountFen, place } of this.saidAtPlatform) {
      const found = this.atPlatform.get(client) ?? 0;
      if (found === amountFen) continue;
      const params = { said: fenText(amountFen), found: fenText(found) };
      this.findings.push({ severity: 'error', code: 'opening.at_platform_differs', params, place });
    }
    for (const [client, amountFen] of this.atPlatform) {
      if (amountFen === 0) continue;
      this.facts.push({ account: { code: '2203.02', client }, side: 'credit', amountFen: amountFen as Fen });
    }
  }
}

/** Looks up the parties that one row names, and notes what it does not find. */
class Lookup {
  readonly findings: Finding[] = [];
  private readonly read: ReadOpeningRow;
  private readonly parties: OpeningParties;

  constructor(read: ReadOpeningRow, parties: OpeningParties) {
    this.read = read;
    this.parties = parties;
  }

  get refused(): boolean {
    return this.findings.some(({ severity }) => severity === 'error');
  }

  note(severity: Severity, code: string, field: OpeningField, params: Params = {}): void {
    this.findings.push({ severity, code, params, place: placeIn(this.read, field) });
  }

  /** The account that the row opens with all dimensions that the chart demands. */
  account(): AccountRef | null {
    const code = this.code();
    if (code === null) return null;
    const chart = accountOf(code);
    const ref: AccountRef = { code };
    for (const dim of chart.demanded) this.fill(ref, dim, chart);
    this.fillOptional(ref, chart);
    if (chart.memo && this.read.row.type?.code === '1123.04') ref.category = 'on_order';
    if (this.refused) return null;
    try {
      checkRef(ref);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.note('error', error.code, 'type', error.params);
    }
    return ref;
  }

  client(): number | undefined {
    return this.found('client', this.read.row.client, name => this.parties.client(name));
  }

  pool(): OpeningPool | undefined {
    const { account } = this.read.row;
    if (account === '') return undefined;
    return this.found('account', account, id => this.parties.pool(id));
  }

  private code(): string | null {
    const { row } = this.read;
    if (row.kind === 'money') {
      const money = this.found('money', row.money, name => this.parties.money(name));
      if (money && money.currency !== 'CNY')
        this.note('error', 'opening.other_currency', 'money', { value: row.money });
      return money === undefined ? null : money.kind === 'bank' || money.kind === 'cash' ? '1002' : '1012';
    }
    if (row.kind !== 'pool') return row.type?.code ?? null;
    const pool = this.found('account', row.account, id => this.parties.pool(id));
    if (pool === undefined || row.bucket === null) return null;
    const memo = MEMO_CODE[pool.funder === 'client' ? 'client_own' : row.bucket];
    if (memo === undefined && pool.kind === 'agent_wallet') return '1123.02';
    return memo ?? row.type?.code ?? null;
  }

  private fill(ref: AccountRef, dim: DimName, chart: ChartAccount): void {
    const { row } = this.read;
    if (dim === 'client')
      ref.client = row.client === '' && row.kind === 'pool' ? this.ownerOfPool() : this.client();
    else if (dim === 'pool') ref.pool = this.found('account', row.account, id => this.parties.pool(id))?.id;
    else if (dim === 'supplier') ref.supplier = this.supplier();
    else if (dim === 'money')
      ref.money = this.found('money', row.money, name => this.parties.money(name))?.id;
    else if (dim === 'employee')
      ref.employee = this.found('employee', row.employee, name => this.parties.employee(name));
    else if (dim === 'category') ref.category = row.type?.category;
    else if (dim === 'bucket' && !chart.memo) ref.bucket = row.bucket ?? 'prepay';
  }

  private fillOptional(ref: AccountRef, chart: ChartAccount): void {
    const { row } = this.read;
    if (chart.oneOf.includes('money') && row.money !== '')
      ref.money = this.found('money', row.money, name => this.parties.money(name))?.id;
    if (chart.oneOf.includes('employee') && row.employee !== '')
      ref.employee = this.found('employee', row.employee, name => this.parties.employee(name));
    if (chart.optional.includes('client') && chart.code === '1123.01') {
      const owner = row.client === '' ? this.pool()?.client : this.client();
      if (owner) ref.client = owner;
    }
    if (ref.client !== undefined && chart.optional.includes('subject') && row.contractSubject !== '') {
      const subjects = this.parties.contractSubjects(ref.client);
      const subject = subjects.find(({ name }) => name === row.contractSubject);
      if (!subject)
        this.note('error', 'opening.not_found', 'contractSubject', { value: row.contractSubject });
      else if (subjects.length > 1) ref.subject = subject.id;
    }
  }

  private ownerOfPool(): number | undefined {
    const owner = this.pool()?.client;
    if (!owner) this.note('error', 'opening.missing', 'client');
    return owner ?? undefined;
  }

  private supplier(): number | undefined {
    const { supplier } = this.read.row;
    if (supplier !== '') return this.found('supplier', supplier, name => this.parties.supplier(name));
    const known = this.pool()?.supplier ?? this.parties.onlySupplier();
    if (!known) this.note('error', 'opening.missing', 'supplier');
    return known ?? undefined;
  }

  private found<T>(field: OpeningField, name: string, find: (name: string) => T | undefined): T | undefined {
    if (name === '') {
      this.note('error', 'opening.missing', field);
      return undefined;
    }
    const found = find(name);
    if (found === undefined) this.note('error', 'opening.not_found', field, { value: name });
    return found;
  }
}
