import type { Fen } from '../money.ts';
import { amountFenOf, changesBetween, contentOf, contentWithoutTime } from './content.ts';
import { destroyedId, identityOf, idIsUnique, ownRow, type Repeats } from './identity.ts';
import type { FileContext, ImportRow, KnownRow, KnownRows, PlanRow, Reason, RowState } from './types.ts';

const TO_DAY = '2026-05-01'.length;
const TO_MINUTE = '2026-05-01 09:08'.length;

/** Forms that sum a period and have no day; they are compared only. */
const UNDATED: ReadonlySet<string> = new Set(['agent.consumption']);
const NO_PERIOD = 'imports.no_period';

interface Candidate {
  entry: ImportRow;
  planned: PlanRow;
}

/** Faults of a row that reading found and a StatementRow cannot carry: its entry → the reason. */
export type RowFaults = ReadonlyMap<number, Reason>;

/**
 * Decides for every row of a file whether it is new, known, corrected or refused, by identity and content alone; who
 * it belongs to is decided later. The order of rows does not matter for what is booked: the same rows in any order,
 * or once more, give the same known set. Entry i of the answer is entry i of `rows`.
 */
export function planRows(
  rows: readonly ImportRow[],
  known: KnownRows,
  context: FileContext,
  faults: RowFaults = new Map(),
): PlanRow[] {
  const groups = new Map<string, { repeats: Repeats; candidates: Candidate[] }>();
  const planned = rows.map((entry, at) => {
    const one = startRow(entry, at, context);
    one.reason = faults.get(at) ?? faultOf(entry, context);
    if (one.reason) {
      one.state = stateOfFault(one.reason);
      return one;
    }
    const { group, repeats } = identityOf(entry, context, one.contentHash);
    const list = groups.get(group) ?? { repeats, candidates: [] };
    list.candidates.push({ entry, planned: one });
    groups.set(group, list);
    return one;
  });
  for (const [group, { repeats, candidates }] of groups) {
    const before = known.get(group) ?? [];
    if (repeats === 'single') settleSingle(group, candidates, before);
    else settleListed(group, repeats, candidates, before, context.profile);
  }
  return planned;
}

/** Identity groups of the rows of a file: what to ask the store for before `planRows`. */
export function groupsOf(rows: readonly ImportRow[], context: FileContext): Set<string> {
  const groups = new Set<string>();
  for (const entry of rows) if (!faultOf(entry, context)) groups.add(groupOf(entry, context));
  return groups;
}

/** Identity group of one row. */
export function groupOf(entry: ImportRow, context: FileContext): string {
  const hash = needsHash(entry, context) ? context.hash(contentOf(entry)) : '';
  return identityOf(entry, context, hash).group;
}

function needsHash({ row }: ImportRow, { profile }: FileContext): boolean {
  return row.id === null && !(profile === 'template.general' && (row.text.merchantId ?? '') !== '');
}

/** A row before anything is held against it: new, in its first version, without an identity. */
export function startRow(entry: ImportRow, at: number, context: FileContext): PlanRow {
  const content = contentOf(ownRow(entry, context));
  return {
    at,
    line: entry.row.line,
    state: 'new',
    reason: null,
    identity: null,
    version: 1,
    content,
    contentHash: context.hash(content),
    knownId: null,
    changes: [],
    time: entry.row.time,
    direction: entry.row.direction,
    amountFen: amountFenOf(entry.row) as Fen,
  };
}

/** Why a row cannot be taken at all, whatever else the file or the book says. */
export function faultOf(entry: ImportRow, context: FileContext): Reason | null {
  const { row } = entry;
  const destroyed = destroyedId(entry, context);
  if (destroyed) return { code: 'imports.id_destroyed', params: { id: destroyed.text } };
  if (row.currency !== 'CNY') return { code: 'imports.not_cny', params: { currency: row.currency } };
  if (row.time !== null) return null;
  if (!UNDATED.has(context.profile)) return { code: 'imports.no_date', params: {} };
  return context.period ? null : { code: NO_PERIOD, params: {} };
}

/** A row with a fault is refused; one whose file only lacks a word about itself waits for it. */
export function stateOfFault({ code }: Reason): RowState {
  return code === NO_PERIOD ? 'undecided' : 'refused';
}

function settleSingle(group: string, candidates: Candidate[], before: readonly KnownRow[]): void {
  const last = before.at(-1);
  const [first, ...others] = candidates;
  const one = first!.planned;
  one.identity = `${group}\u001f1`;
  if (last) against(one, last);
  for (const { planned } of others) {
    planned.identity = one.identity;
    planned.state = planned.contentHash === one.contentHash ? 'known' : 'undecided';
    const code = planned.state === 'known' ? 'imports.same_row_in_file' : 'imports.two_versions_in_file';
    planned.reason = { code, params: { line: one.line } };
    planned.knownId = one.knownId;
  }
}

/** Known if the content is the same, else the next version of it. */
function against(planned: PlanRow, row: KnownRow): void {
  planned.identity = row.identity;
  planned.knownId = row.id;
  planned.version = row.version;
  if (planned.contentHash === row.contentHash || sameButClock(planned, row)) {
    if (row.booked) planned.state = 'known';
    else planned.reason = { code: 'imports.booked_again', params: {} };
    return;
  }
  if (row.formerHashes.includes(planned.contentHash)) {
    planned.state = 'known';
    planned.reason = { code: 'imports.older_version', params: { version: row.version } };
    return;
  }
  planned.state = 'corrected';
  planned.version = (row.lastVersion ?? row.version) + 1;
  planned.changes = changesBetween(row.content, planned.content);
  planned.reason = { code: 'imports.corrected', params: { fields: planned.changes.length } };
}

function sameButClock(planned: PlanRow, row: KnownRow): boolean {
  const length = Math.min(precisionOf(planned.time), precisionOf(row.time));
  if (length === 0 || precisionOf(planned.time) === precisionOf(row.time)) return false;
  return cutKey(planned, length) === cutKey(row, length);
}

/**
 * Rows that share a number: first those that say the same, then those whose export left the clock out, then those of
 * the same moment and kind of money (a corrected amount), then, where the id alone tells a row, whatever is left.
 */
function settleListed(
  group: string,
  repeats: Repeats,
  candidates: Candidate[],
  before: readonly KnownRow[],
  profile: string,
): void {
  const open = new Set(before);
  let waiting = candidates;
  type Key = (of: { time: string | null; content: string; contentHash: string }) => string | null;
  const settle = (ofRow: Key, ofKnown: Key = ofRow) => {
    if (open.size === 0 || waiting.length === 0) return;
    const byKey = Map.groupBy(open, ofKnown);
    waiting = waiting.filter(({ planned }) => {
      const key = ofRow(planned);
      const row = key === null ? undefined : byKey.get(key)?.shift();
      if (!row) return true;
      open.delete(row);
      against(planned, row);
      return false;
    });
  };
  settle(({ contentHash }) => contentHash);
  const twins =
    repeats === 'listed' ? takeTwins(candidates, new Set(waiting)) : new Map<Candidate, Candidate>();
  waiting = waiting.filter(candidate => !twins.has(candidate));
  if (repeats === 'listed') {
    for (const length of [TO_MINUTE, TO_DAY]) {
      settle(coarse(length), fine(length));
      settle(fine(length), coarse(length));
    }
    settle(momentKey);
    if (idIsUnique(profile) && waiting.length === 1 && open.size === 1) settle(() => 'only');
  }
  const used = before.reduce((most, row) => Math.max(most, numberOf(row.identity)), 0);
  waiting.forEach(({ planned }, index) => {
    planned.identity = `${group}\u001f${used + index + 1}`;
  });
  for (const [{ planned }, { planned: stands }] of twins) {
    planned.identity = stands.identity;
    planned.knownId = stands.knownId;
  }
}

/** The very same row twice in one file, to the second: the later one stands for the first and is not booked. */
function takeTwins(candidates: Candidate[], waiting: Set<Candidate>): Map<Candidate, Candidate> {
  const first = new Map<string, Candidate>();
  const twins = new Map<Candidate, Candidate>();
  for (const candidate of candidates) {
    const { planned } = candidate;
    if (precisionOf(planned.time) === TO_DAY) continue;
    const stands = first.get(planned.contentHash);
    if (!stands) first.set(planned.contentHash, candidate);
    else if (waiting.has(candidate)) {
      planned.state = 'known';
      planned.reason = { code: 'imports.same_row_in_file', params: { line: stands.planned.line } };
      twins.set(candidate, stands);
    }
  }
  return twins;
}

function numberOf(identity: string): number {
  return Number(identity.slice(identity.lastIndexOf('\u001f') + 1));
}

/** How much of a time says something: a clock of midnight or of full minutes may be one that was cut. */
function precisionOf(time: string | null): number {
  if (time === null) return 0;
  if (time.length <= TO_DAY || time.endsWith(' 00:00:00')) return TO_DAY;
  return time.endsWith(':00') ? TO_MINUTE : time.length;
}

interface Moment {
  time: string | null;
  content: string;
}

/** Key of a row whose export cut the clock at this length. */
function coarse(length: number) {
  return (moment: Moment) => (precisionOf(moment.time) === length ? cutKey(moment, length) : null);
}

/** Key of a row that knows the clock better than this length. */
function fine(length: number) {
  return (moment: Moment) => (precisionOf(moment.time) > length ? cutKey(moment, length) : null);
}

function cutKey({ time, content }: Moment, length: number): string {
  return `${time!.slice(0, length)} ${contentWithoutTime(content)}`;
}

function momentKey({ time, content }: { time: string | null; content: string }): string {
  const fields = new Map(JSON.parse(content) as [string, string][]);
  return [time, fields.get('bucket') ?? '', fields.get('version') ?? ''].join('\u001f');
}
