import { type Finding, type Params, Refusal, type Severity } from '../refusal.ts';
import {
  type ClientDelta,
  emptyClient,
  isEmptyDelta,
  type KnownClient,
  type KnownSubject,
  withDelta,
  withSubject,
} from './client-book.ts';
import type { ClientField } from './client-columns.ts';
import { clientDelta, sayings } from './client-delta.ts';
import type { ClientRow, ClientsReading, ReadClientRow, RefusedRecord } from './client-rows.ts';
import { type SpokenSubject, speaksUnnamed, spokenSubject } from './client-subject.ts';
import { checkAssignments } from './managers.ts';
import { searchText } from './search.ts';

export type PlanVerdict = 'new' | 'changed' | 'same';

/** One row of a client list held against the book. */
export interface PlanEntry {
  sheet: string;
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
  /** Clients by what becomes of them, and refused rows. */
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
  // A row may free what another one needs (a name, by renaming), so refused rows are tried again while any is taken.
  let waiting = reading.rows;
  for (let before = Number.POSITIVE_INFINITY; waiting.length < before; ) {
    before = waiting.length;
    waiting = waiting.filter(row => !planner.take(row));
  }
  return planner.plan();
}

class Planner {
  private readonly reading: ClientsReading;
  private readonly today: string;
  private readonly clients = new Map<string, KnownClient>();
  private readonly ownerOfAccount = new Map<string, string>();
  private readonly ownerOfPayer = new Map<string, string>();
  private readonly subjectOfPaper = new Map<string, KnownSubject>();
  private readonly codesByName = new Map<string, Set<string>>();
  /** Name → codes that rows of this file give it. */
  private readonly codesInFile = new Map<string, Set<string>>();
  /** Names of clients for which some row of this file names a subject. */
  private readonly namedSubjects = new Set<string>();
  /** Code → first row of this file that spoke of it. */
  private readonly rowOfCode = new Map<string, { row: ClientRow; sheet: string }>();
  /** What the rows so far said, taken or not, so that no later row says otherwise and the two turn round and round. */
  private readonly said = new Map<string, { value: string; row: number }>();
  private readonly takenCodes: Set<string>;
  private readonly entries: PlanEntry[] = [];
  /** By sheet and row, as of the last try. */
  private readonly refused = new Map<string, RefusedRecord>();
  /** Codes given to rows without one. */
  private readonly givenCodes = new Map<string, string>();

  constructor(reading: ClientsReading, book: readonly KnownClient[], today: string) {
    this.reading = reading;
    this.today = today;
    for (const record of reading.refused) this.refused.set(placeKey(record.sheet, record.row), record);
    this.takenCodes = new Set(reading.rows.map(({ client }) => client.code));
    for (const { client } of reading.rows) {
      const key = searchText(client.name);
      if (client.subjectName !== '') this.namedSubjects.add(key);
      if (client.code !== '')
        this.codesInFile.set(key, (this.codesInFile.get(key) ?? new Set()).add(client.code));
    }
    for (const client of book) this.remember(client);
  }

  /** Tries a row; false if it is refused as things stand. */
  take(read: ReadClientRow): boolean {
    const findings: Finding[] = [...read.findings];
    const note = this.noteInto(findings, read);
    const { row, code } = this.identify(read, note);
    if (findings.some(({ severity }) => severity === 'error')) return this.refuse(read, findings);
    const known = this.clients.get(code) ?? null;
    const before = known ?? emptyClient(code);
    const subject = spokenSubject(row, before, this.subjectOfPaper);
    if (subject.fault)
      note(subject.fault.severity, subject.fault.code, subject.fault.field, subject.fault.params);
    this.checkFile(row, read.sheet, before, subject, note);
    this.checkOwners(row, code, known, note);
    const delta = clientDelta(row, before, { isNew: known === null, today: this.today, subject });
    const after = withDelta(before, delta);
    checkManagers(after, note);
    if (findings.some(({ severity }) => severity === 'error')) return this.refuse(read, findings);
    if (known?.archived) note('warn', 'clients.archived_client', 'name', { code });
    this.refused.delete(placeKey(read.sheet, row.row));
    this.remember(after);
    if (subject.changed && subject.value) this.spread(subject.value);
    const verdict = known === null ? 'new' : isEmptyDelta(delta) ? 'same' : 'changed';
    // A client that has a subject keeps it: nothing is named anew.
    const told = findings.filter(
      each => before.subjects.length === 0 || each.code !== 'clients.subject_named_as_client',
    );
    const { sheet } = read;
    this.entries.push({ sheet, row: row.row, verdict, code, name: after.name, delta, findings: told });
    return true;
  }

  private refuse({ client: { row }, sheet, headings, cells }: ReadClientRow, findings: Finding[]): false {
    this.refused.set(placeKey(sheet, row), { sheet, row, headings, cells, findings });
    return false;
  }

  private noteInto(findings: Finding[], { client, sheet, columns }: ReadClientRow): Note {
    const { file } = this.reading;
    return (severity, code, field, params = {}) => {
      const place = {
        file,
        sheet: sheet || undefined,
        row: client.row,
        column: columns[field] ?? columns[ACCOUNT_LIST[field] ?? field],
      };
      findings.push({ severity, code, params, place });
    };
  }

  plan(): ClientsPlan {
    const verdicts = new Map<string, PlanVerdict>();
    for (const { code, verdict } of this.entries) {
      const before = verdicts.get(code) ?? 'same';
      verdicts.set(code, before === 'same' ? verdict : before);
    }
    const count = (verdict: PlanVerdict) => [...verdicts.values()].filter(each => each === verdict).length;
    return {
      entries: this.entries,
      refused: [...this.refused.values()],
      findings: this.reading.findings,
      counts: {
        new: count('new'),
        changed: count('changed'),
        same: count('same'),
        refused: this.refused.size,
      },
    };
  }

  /** A legal person behind several clients changes for all of them. */
  private spread(subject: KnownSubject): void {
    if (subject.paperNo === '') return;
    for (const [code, client] of this.clients)
      if (client.subjects.some(({ paperNo }) => paperNo === subject.paperNo))
        this.clients.set(code, withSubject(client, subject));
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

  /**
   * A row without a code means the one client of its name, however spelt, or a new one. Where another row of the file
   * gives the same name a code, it must say whether it means that one.
   */
  private identify({ client: row, sheet }: ReadClientRow, note: Note): { row: ClientRow; code: string } {
    if (row.code !== '') return { row, code: row.code };
    const held = this.codesNamed(row.name);
    const inFile = [...(this.codesInFile.get(searchText(row.name)) ?? [])];
    if (held.length > 1 || inFile.length > 0) {
      const codes = [...new Set([...held, ...inFile])].join(', ');
      note('error', 'clients.code_needed', 'code', { name: row.name, codes });
    }
    const [code] = held;
    if (code !== undefined) return { row: { ...row, name: this.clients.get(code)!.name }, code };
    const place = placeKey(sheet, row.row);
    const given = this.givenCodes.get(place) ?? nextCode(this.takenCodes);
    this.givenCodes.set(place, given);
    return { row, code: given };
  }

  private checkFile(
    row: ClientRow,
    sheet: string,
    client: KnownClient,
    subject: SpokenSubject,
    note: Note,
  ): void {
    const { code } = client;
    const first = this.rowOfCode.get(code);
    if (!first) this.rowOfCode.set(code, { row, sheet });
    if (first && searchText(first.row.name) !== searchText(row.name)) {
      note('error', 'clients.code_twice', 'code', { code, first: first.row.row, name: first.row.name });
      return;
    }
    if (speaksUnnamed(row) && this.namedSubjects.has(searchText(row.name))) {
      note('error', 'clients.subject_needed', 'subjectName', { code });
      return;
    }
    for (const { key, field, value } of sayings(row, client, subject.value)) {
      const before = this.said.get(key);
      if (before === undefined) this.said.set(key, { value, row: row.row });
      else if (before.value !== value)
        note('error', 'clients.rows_contradict', field, { value, first: before.row, said: before.value });
    }
    if (first && first.sheet === sheet && first.row.row !== row.row)
      note('info', 'clients.code_again', 'code', { code, first: first.row.row });
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
      note('error', 'clients.name_of_other', 'name', { name: row.name, code: twin });
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

/** Where a list of one account a row keeps what a client list has in a column of its own. */
const ACCOUNT_LIST: Partial<Record<ClientField, ClientField>> = {
  qianchuan: 'platformId',
  douplus: 'platformId',
};

/** Managers that would contradict each other refuse the row, as a form is refused. */
function checkManagers({ assignments }: KnownClient, note: Note): void {
  try {
    checkAssignments(assignments);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    note('error', error.code, 'manager', error.params);
  }
}

function placeKey(sheet: string, row: number): string {
  return `${row} ${sheet}`;
}

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
