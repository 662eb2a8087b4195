import type { Params, Severity } from '../refusal.ts';
import type { KnownClient, KnownSubject } from './client-book.ts';
import type { ClientField } from './client-columns.ts';
import { type ClientRow, kindByPaper } from './client-rows.ts';
import { searchText } from './search.ts';

/** The subject that a row speaks of, as it will be; `changed` if the client does not hold it so yet. */
export interface SpokenSubject {
  value: KnownSubject | null;
  changed: boolean;
  fault: { severity: Severity; code: string; field: ClientField; params: Params } | null;
}

/**
 * Finds the subject of a row: by paper among the client's own, then by name, then the only one; a client without any
 * gets its own name. `byPaper` knows the subjects of all clients, for one legal person may stand behind several.
 */
export function spokenSubject(
  row: ClientRow,
  client: KnownClient,
  byPaper: ReadonlyMap<string, KnownSubject>,
): SpokenSubject {
  const name = row.subjectName || (client.subjects.length === 0 ? row.name : '');
  const byName = client.subjects.find(subject => searchText(subject.name) === searchText(name));
  const own =
    client.subjects.find(subject => row.paperNo !== '' && subject.paperNo === row.paperNo) ??
    byName ??
    (client.subjects.length === 1 && row.subjectName === '' ? client.subjects[0] : undefined);
  const shared = byPaper.get(row.paperNo);
  if (own && row.paperNo !== '' && own.paperNo !== row.paperNo && (shared || own.paperNo !== '')) {
    const params: Params = shared
      ? { value: row.paperNo, name: shared.name }
      : { value: row.paperNo, held: own.paperNo };
    const code = shared ? 'clients.paper_of_other' : 'clients.paper_differs';
    return {
      value: own,
      changed: false,

      fault: fault('error', code, 'paperNo', params),
    };
  }
  if (!own && shared && !mayShare(row, client, shared)) {
    const params = { value: row.paperNo, name: shared.name };
    return {
      value: null,
      changed: false,
      fault: fault('error', 'clients.paper_of_other', 'paperNo', params),
    };
  }
  const held = own ?? shared;
  if (!held) return freshSubject(row, client, name);
  const value: KnownSubject = {
    name: held.name,
    kind: row.subjectKind ?? held.kind,
    paperNo: row.paperNo || held.paperNo,
    verification: row.verification ?? held.verification,
  };
  const changed =
    own === undefined ||
    value.kind !== own.kind ||
    value.paperNo !== own.paperNo ||
    value.verification !== own.verification;
  const renamed = row.subjectName !== '' && searchText(row.subjectName) !== searchText(held.name);
  const params = { said: row.subjectName, held: held.name };
  return {
    value,
    changed,

    fault: renamed ? fault('warn', 'clients.subject_renamed', 'subjectName', params) : null,
  };
}

/** A legal person of another client is shared under its own name only, and beside no namesake. */
function mayShare(row: ClientRow, client: KnownClient, shared: KnownSubject): boolean {
  const key = searchText(shared.name);
  const named = row.subjectName === '' || searchText(row.subjectName) === key;
  return named && !client.subjects.some(({ name }) => searchText(name) === key);
}

/** Whether a row says something of a subject without naming it. */
export function speaksUnnamed(row: ClientRow): boolean {
  const speaks = row.paperNo !== '' || row.subjectKind !== null || row.verification !== null;
  return speaks && row.subjectName === '';
}

function freshSubject(row: ClientRow, client: KnownClient, name: string): SpokenSubject {
  if (name === '') {
    const params = { code: client.code };
    const unnamed = speaksUnnamed(row)
      ? fault('error', 'clients.subject_needed', 'subjectName', params)
      : null;
    return { value: null, changed: false, fault: unnamed };
  }
  const kind = row.subjectKind ?? kindByPaper(row.paperNo);
  const value = { kind, name, paperNo: row.paperNo, verification: row.verification ?? ('none' as const) };
  return { value, changed: true, fault: null };
}

function fault(severity: Severity, code: string, field: ClientField, params: Params) {
  return { severity, code, field, params };
}
