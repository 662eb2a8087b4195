import { refKey } from '../domain/accounting/chart.ts';
import { expand } from '../domain/accounting/events/expand.ts';
import { dayBefore } from '../domain/calendar/days.ts';
import { fenText } from '../domain/parties/cells.ts';
import { type OpeningPlan, type OpeningRecord, openingFacts } from '../domain/parties/opening-facts.ts';
import { type OpeningReading, readOpeningTables } from '../domain/parties/opening-rows.ts';
import { Refusal } from '../domain/refusal.ts';
import { type NamedFile, readTables } from '../files/tables.ts';
import { accountsOf } from '../ledger/accounts.ts';
import type { BatchLeg } from '../ledger/batch.ts';
import { type Call, command } from '../ledger/command.ts';
import { post } from '../ledger/post.ts';
import { reverse } from '../ledger/reverse.ts';
import { updateRow } from '../store/changes.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import {
  type OpenedBatch,
  PARTY_DIMS,
  type PartyDim,
  readOpenedBatch,
  readPartyNames,
} from '../store/opening.ts';
import { loadOpeningParties } from '../store/parties.ts';
import type { Tx } from '../store/transaction.ts';

type Caller = Omit<Call, 'procedure' | 'input'>;

/** Words that the ledger keeps with the batches, rendered by whoever knows the language. */
export interface OpeningWords {
  summary: string;
  /** Summary of the reversal of an opening that is replaced. */
  replaced: string;
}

/** Reads an opening file, every sheet of it. Refuses what `openFile` refuses and `opening.no_header`. */
export async function readOpeningFile(file: NamedFile): Promise<OpeningReading> {
  return readOpeningTables(await readTables(file));
}

export interface OpeningPreview extends OpeningPlan {
  /** Day of the balances: the one before the first period. */
  on: string;
  /** A period has been closed: nothing may be opened any more. */
  locked: boolean;
  /** Batch of the opening that stands now; importing another one reverses it. */
  standing: number | null;
}

/** What an opening file would book; nothing is written. */
export function previewOpening(connection: Connection, reading: OpeningReading): OpeningPreview {
  const plan = openingFacts(reading, loadOpeningParties(connection));
  return {
    ...plan,
    on: openingDay(connection),
    locked: isLocked(connection),
    standing: standingBatch(connection),
  };
}

/** What stands of 期初建账, before any file is looked at. */
export interface OpeningState {
  /** Day of the balances: the one before the first period. */
  on: string;
  locked: boolean;
  standing: (OpenedBatch & { records: number; differenceFen: number; differenceName: string }) | null;
}

/** The opening that stands now, by code of the chart. */
export function openingState(connection: Connection): OpeningState {
  const batch = standingBatch(connection);
  const kept = keptOpening(connection);
  const standing =
    batch === null
      ? null
      : {
          ...readOpenedBatch(connection, batch),
          records: kept?.records.length ?? 0,
          differenceFen: kept?.differenceFen ?? 0,
          differenceName: kept?.differenceName ?? '',
        };
  return { on: openingDay(connection), locked: isLocked(connection), standing };
}

/** Names of the parties that facts and records speak of, by dimension and id. */
export type OpeningNames = Record<PartyDim, Record<number, string>>;

/** The names that a plan needs to be read by a person. */
export function namesOfPlan(connection: Connection, { facts, records }: OpeningPlan): OpeningNames {
  const entries = PARTY_DIMS.map(dim => {
    const ids = new Set(facts.map(({ account }) => account[dim]));
    if (dim === 'client') for (const { client } of records) ids.add(client);
    const names = readPartyNames(connection, dim);
    const used = [...ids].filter(id => id !== undefined).map(id => [id, names.get(id) ?? String(id)]);
    return [dim, Object.fromEntries(used)];
  });
  return Object.fromEntries(entries) as OpeningNames;
}

export interface OpeningBooked {
  /** Null where the book already holds exactly these balances. */
  batch: number | null;
  facts: number;
  records: number;
  differenceFen: number;
}

/**
 * Books exactly the plan that was shown, as one batch of event E61; an opening that stands and differs is reversed in
 * the same command. Refuses `opening.locked`, `opening.rows_refused`, a fault of the plan, `opening.difference_of` where
 * 3001 would not end at zero and nobody named why, `opening.nothing`, `opening.plan_stale`.
 */
export async function commitOpening(
  connection: Connection,
  caller: Caller,
  reading: OpeningReading,
  plan: OpeningPlan,
  words: OpeningWords & { differenceName?: string },
): Promise<OpeningBooked> {
  const difference = words.differenceName || plan.declared?.name || '';
  checkPlan(connection, plan, difference);
  const input = JSON.parse(JSON.stringify({ facts: plan.facts, records: plan.records, difference }));
  if (isStanding(connection, plan, difference)) return { batch: null, ...figures(plan) };
  return command(connection, { ...caller, procedure: 'opening.import', input }, tx => {
    const now = previewOpening(tx.connection, reading);
    checkPlan(tx.connection, now, difference);
    if (JSON.stringify(now.facts) !== JSON.stringify(plan.facts)) throw new Refusal('opening.plan_stale');
    const legs = openingLegs(tx, plan);
    if (now.standing !== null) reverse(tx, now.standing, { effectiveOn: now.on, summary: words.replaced });
    const head = { event: 'E61', effectiveOn: now.on, summary: words.summary };
    const batch = legs.length > 0 ? post(tx, { ...head, legs }).batch : null;
    keepRecords(tx, plan, difference);
    return { batch, ...figures(plan) };
  });
}

/** Reads, previews and commits in one act, as the command line does. */
export async function importOpening(
  connection: Connection,
  caller: Caller,
  file: NamedFile,
  words: OpeningWords & { differenceName?: string },
): Promise<{ plan: OpeningPreview; booked: OpeningBooked }> {
  const reading = await readOpeningFile(file);
  const plan = previewOpening(connection, reading);
  return { plan, booked: await commitOpening(connection, caller, reading, plan, words) };
}

function figures({ facts, records, differenceFen }: OpeningPlan) {
  return { facts: facts.length, records: records.length, differenceFen };
}

function checkPlan(connection: Connection, plan: OpeningPlan, difference: string): void {
  if (isLocked(connection)) throw new Refusal('opening.locked');
  if (plan.refused.length > 0) throw new Refusal('opening.rows_refused', { count: plan.refused.length });
  const fault = plan.findings.find(({ severity }) => severity === 'error');
  if (fault) throw new Refusal(fault.code, fault.params, fault.place);
  if (plan.facts.length + plan.records.length === 0) throw new Refusal('opening.nothing');
  if (plan.differenceFen !== 0 && difference === '')
    throw new Refusal('opening.difference_of', { amount: fenText(plan.differenceFen) });
}

/** E61 as legs; open items carry their due day. */
function openingLegs(tx: Tx, { facts }: OpeningPlan): BatchLeg[] {
  if (facts.length === 0) return [];
  const lines = facts.map(({ account, side, amountFen, caseNo }) => ({ account, side, amountFen, caseNo }));
  const { legs } = expand({ id: 'E61', lines }, accountsOf(tx));
  if (legs.length !== facts.length)
    throw new Error(`opening: ${legs.length} legs came of ${facts.length} facts`);
  return legs.map((leg, at) => ({ ...leg, dueOn: facts[at]!.dueOn }));
}

/** What is known from before the start and moves no account stays with the book, and so does the reason of a difference. */
function keepRecords(tx: Tx, plan: OpeningPlan, difference: string): void {
  const { id, settings } = bookRow(tx.connection);
  const opening = openingSettings(plan, difference);
  updateRow(tx, 'book', id, { settings: JSON.stringify({ ...JSON.parse(settings), opening }) });
}

function openingSettings({ records, differenceFen }: OpeningPlan, difference: string) {
  // Rows may come in another order; the records are the same.
  const sorted = records.map(record => JSON.stringify(record)).sort();
  return {
    records: sorted.map(record => JSON.parse(record) as OpeningRecord),
    differenceFen,
    differenceName: differenceFen === 0 ? '' : difference,
  };
}

function bookRow(connection: Connection): { id: string; settings: string; first_period: string } {
  const row = connection.prepare('SELECT id, settings, first_period FROM book').get();
  return row as { id: string; settings: string; first_period: string };
}

function openingDay(connection: Connection): string {
  return dayBefore(`${bookRow(connection).first_period}-01`);
}

function isLocked(connection: Connection): boolean {
  const sql = "SELECT count(*) FROM period WHERE client IS NULL AND state = 'closed'";
  return (connection.prepareValue(sql).get() as number) > 0;
}

function standingBatch(connection: Connection): number | null {
  const sql = `SELECT max(id) FROM batch b WHERE event = 'E61' AND reverses_batch IS NULL
    AND NOT EXISTS (SELECT 1 FROM batch r WHERE r.reverses_batch = b.id)`;
  return (connection.prepareValue(sql).get() as number | null) ?? null;
}

/** Whether the book already holds exactly this opening: importing it again then writes nothing. */
function isStanding(connection: Connection, plan: OpeningPlan, difference: string): boolean {
  const kept = JSON.stringify(keptOpening(connection) ?? null);
  if (kept !== JSON.stringify(JSON.parse(JSON.stringify(openingSettings(plan, difference))))) return false;
  const standing = standingBatch(connection);
  const booked = standing === null ? [] : bookedFacts(connection, standing);
  const wanted = plan.facts.map(({ account, amountFen, caseNo, dueOn }) =>
    [refKey(account), amountFen, caseNo ?? '', dueOn ?? ''].join('|'),
  );
  return JSON.stringify(booked.sort()) === JSON.stringify(wanted.sort());
}

function keptOpening(connection: Connection) {
  const { settings } = bookRow(connection);
  return (JSON.parse(settings) as { opening?: ReturnType<typeof openingSettings> }).opening;
}

function bookedFacts(connection: Connection, batch: number): string[] {
  const rows = connection
    .prepareRaw(
      `SELECT CASE WHEN d.code IN ('3001', '9999') THEN c.key ELSE d.key END, t.amount_fen, coalesce(t.case_no, ''),
         coalesce(i.due_on, '')
       FROM transfer t JOIN account d ON d.id = t.debit JOIN account c ON c.id = t.credit
       LEFT JOIN open_item i ON i.id = coalesce(t.debit_item, t.credit_item)
       WHERE t.batch = ?`,
    )
    .all(batch);
  return (rows as (string | number)[][]).map(row => row.join('|'));
}
