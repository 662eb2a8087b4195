import type { Finding, Params, Severity } from '../refusal.ts';
import {
  type ClientDelta,
  emptyClient,
  isEmptyDelta,
  type KnownClient,
  type KnownSubject,
  withDelta,
} from './client-book.ts';
import type { ClientField } from './client-columns.ts';
import { clientDelta, sayings } from './client-delta.ts';
import type { ClientRow, ClientsReading, RefusedRecord } from './client-rows.ts';
import { type SpokenSubject, spokenSubject } from './client-subject.ts';
import { searchText } from './search.ts';

export type PlanVerdict = 'new' | 'changed' | 'same';

/** One row of a client list held against the book. */
export interface PlanEntry {
  row: number;
  verdict: PlanVerdict;
  code: string;
  name: string;
  delta: ClientDelta;
  findings: Finding[];
}

/** What an import will do: exactly the deltas of its entries, in order. */
export interface ClientsPlan {
  entries: PlanEntry[];
  refused: RefusedRecord[];
  findings: Finding[];
  headings: string[];
  counts: Record<PlanVerdict | 'refused', number>;
}

/**
 * Holds a client list against the book, row by row; each row sees what the rows before it will have done. A row is
 * refused, with its cell, if its code stands in the file for another name, or one of its accounts belongs to another
 * client. An empty cell changes nothing, lists only grow. `today` dates a new manager where the file names no day.
 */
export function planClients(
  reading: ClientsReading,
  book: readonly KnownClient[],
  today: string,
): ClientsPlan {
  const planner = new Planner(reading, book, today);
  for (const row of reading.rows) planner.take(row);
  return planner.plan();
}

type ReadRow = ClientsReading['rows'][number];

class Planner {
  private readonly reading: ClientsReading;
  private readonly today: string;
  private readonly clients = new Map<string, KnownClient>();
  private readonly ownerOfAccount = new Map<string, string>();
  private readonly ownerOfPayer = new Map<string, string>();
  private readonly subjectOfPaper = new Map<string, KnownSubject>();
  private readonly codesByName = new Map<string, Set<string>>();
  /** Code → first row of this file that spoke of it. */
  private readonly rowOfCode = new Map<string, ClientRow>();
  /** What the rows so far said of a client, so that no later row says otherwise and the two turn round and round. */
  private readonly said = new Map<string, { value: string; row: number }>();
  private readonly takenCodes: Set<string>;
  private readonly entries: PlanEntry[] = [];
  private readonly refused: RefusedRecord[];

  constructor(reading: ClientsReading, book: readonly KnownClient[], today: string) {
    this.reading = reading;
    this.today = today;
    this.refused = [...reading.refused];
    this.takenCodes = new Set(reading.rows.map(({ client }) => client.code));
    for (const client of book) this.remember(client);
  }

  take(read: ReadRow): void {
    const { client: row } = read;
    const findings: Finding[] = [...read.findings];
    const note = (severity: Severity, code: string, field: ClientField, params: Params = {}) => {
      const { file, sheet } = this.reading;
      findings.push({
        severity,
        code,
        params,
        place: { file, sheet, row: row.row, column: read.columns[field] },
      });
    };
    const code = this.codeOf(row, note);
    const known = this.clients.get(code) ?? null;
    const before = known ?? emptyClient(code);
    const subject = spokenSubject(row, before, this.subjectOfPaper);
    if (subject.fault)
      note(subject.fault.severity, subject.fault.code, subject.fault.field, subject.fault.params);
    this.checkFile(row, before, subject, note);
    this.checkOwners(row, code, known, note);
    if (findings.some(({ severity }) => severity === 'error')) {
      this.refused.push({ row: row.row, cells: read.cells, findings });
      return;
    }
    if (known?.archived) note('warn', 'clients.archived_client', 'name', { code });
    const delta = clientDelta(row, before, { isNew: known === null, today: this.today, subject });
    for (const { key, value } of sayings(row, before, subject.value))
      this.said.set(key, { value, row: row.row });
    const verdict = known === null ? 'new' : isEmptyDelta(delta) ? 'same' : 'changed';
    const after = withDelta(before, delta);
    this.remember(after);
    if (!this.rowOfCode.has(code)) this.rowOfCode.set(code, row);
    this.entries.push({ row: row.row, verdict, code, name: after.name, delta, findings });
  }

  plan(): ClientsPlan {
    const count = (verdict: PlanVerdict) => this.entries.filter(entry => entry.verdict === verdict).length;
    return {
      entries: this.entries,
      refused: this.refused.sort((a, b) => a.row - b.row),
      findings: this.reading.findings,
      headings: this.reading.headings,
      counts: {
        new: count('new'),
        changed: count('changed'),
        same: count('same'),
        refused: this.refused.length,
      },
    };
  }

  private remember(client: KnownClient): void {
    this.clients.set(client.code, client);
    this.takenCodes.add(client.code);
    for (const { id } of client.accounts) this.ownerOfAccount.set(id, client.code);
    for (const { kind, name } of client.aliases)
      if (kind === 'payer') this.ownerOfPayer.set(searchText(name), client.code);
    for (const subject of client.subjects)
      if (subject.paperNo !== '') this.subjectOfPaper.set(subject.paperNo, subject);
    const key = searchText(client.name);
    this.codesByName.set(key, (this.codesByName.get(key) ?? new Set()).add(client.code));
  }

  /** A row without a code means the one client of its name, or a new one with the next free code. */
  private codeOf(row: ClientRow, note: Note): string {
    if (row.code !== '') return row.code;
    const codes = this.codesNamed(row.name);
    if (codes.length > 1)
      note('error', 'clients.code_needed', 'code', { name: row.name, codes: codes.join(', ') });
    return codes[0] ?? nextCode(this.takenCodes);
  }

  private checkFile(row: ClientRow, client: KnownClient, subject: SpokenSubject, note: Note): void {
    const { code } = client;
    const first = this.rowOfCode.get(code);
    if (first && searchText(first.name) !== searchText(row.name)) {
      note('error', 'clients.code_twice', 'code', { code, first: first.row, name: first.name });
      return;
    }
    for (const { key, field, value } of sayings(row, client, subject.value)) {
      const before = this.said.get(key);
      if (before !== undefined && before.value !== value)
        note('error', 'clients.rows_contradict', field, { value, first: before.row, said: before.value });
    }
    if (first) note('info', 'clients.code_again', 'code', { code, first: first.row });
  }

  private checkOwners(row: ClientRow, code: string, known: KnownClient | null, note: Note): void {
    for (const { kind, id } of row.accounts) {
      const owner = this.ownerOfAccount.get(id);
      if (owner !== undefined && owner !== code) {
        const name = this.clients.get(owner)!.name;
        note('error', 'clients.account_of_other', kind, { value: id, code: owner, name });
      } else if (known?.accounts.some(account => account.id === id && account.kind !== kind)) {
        note('error', 'clients.account_other_kind', kind, { value: id });
      }
    }
    for (const { kind, name } of row.aliases) {
      const owner = kind === 'payer' ? this.ownerOfPayer.get(searchText(name)) : undefined;
      if (owner !== undefined && owner !== code)
        note('warn', 'clients.payer_of_other', 'payers', { name, code: owner });
    }
    for (const twin of this.codesNamed(row.name)) {
      if (twin === code) continue;
      const severity = this.clients.get(twin)!.name === row.name ? 'error' : 'warn';
      note(severity, 'clients.name_of_other', 'name', { name: row.name, code: twin });
    }
  }

  /** Codes of the clients that now bear a name, however it is spelt. */
  private codesNamed(name: string): string[] {
    const key = searchText(name);
    const codes = [...(this.codesByName.get(key) ?? [])];
    return codes.filter(code => searchText(this.clients.get(code)!.name) === key);
  }
}

type Note = (severity: Severity, code: string, field: ClientField, params?: Params) => void;

/** The next free code of the form C0001; marks it as taken. */
function nextCode(taken: Set<string>): string {
  let highest = 0;
  for (const code of taken) {
    const match = /^C(\d{1,9})$/.exec(code);
    if (match) highest = Math.max(highest, Number(match[1]));
  }
  const code = `C${String(highest + 1).padStart(4, '0')}`;
  taken.add(code);
  return code;
}
