import { expand } from '../../domain/accounting/events/expand.ts';
import type { ClaimPart, MoneyRef } from '../../domain/accounting/events/facts.ts';
import type { Leg } from '../../domain/accounting/types.ts';
import { type Classed, classify } from '../../domain/imports/classify.ts';
import { codeIn } from '../../domain/imports/decision.ts';
import type { Fen } from '../../domain/money.ts';
import { searchText } from '../../domain/parties/search.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { StatementRow } from '../../domain/statement.ts';
import { accountsOf } from '../../ledger/accounts.ts';
import { command, type Tx } from '../../ledger/command.ts';
import { post } from '../../ledger/post.ts';
import { reverse } from '../../ledger/reverse.ts';
import { insertRow } from '../../store/changes.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { StoredBookView } from '../../store/imports-book.ts';
import { learntPayer } from '../../store/imports-open.ts';
import type { ImportCaller } from './caller.ts';
import { keepTickets, reviewTickets } from './tickets.ts';
import { type Waiting, waitingOf, waitingOn } from './waiting.ts';
import { payerWarnings, type Warning } from './warnings.ts';

/** A receipt in 待认领款 that nobody has claimed in full. */
export type OpenReceipt = Waiting;

export interface Suggestion {
  client: number;
  amountFen: Fen;
  /** `imports.evidence.<code>` with a text, the strongest first. */
  evidence: { code: string; text: string }[];
}

/** Receipts that wait in 待认领款, the oldest first. */
export function openReceipts(connection: Connection, limit = 1_000): OpenReceipt[] {
  return waitingOn(connection, '2241.01', limit);
}

/**
 * Whose money open receipts may be, each with its evidence: the payer's name or account as the book knows it (aliases
 * that were learnt count), a registered receipt with the same code, or the only registered one of this amount.
 */
export function suggestClaims(
  connection: Connection,
  receipts: readonly OpenReceipt[],
): Map<string, Suggestion[]> {
  const view = new StoredBookView(connection);
  const suggestions = new Map<string, Suggestion[]>();
  for (const receipt of receipts) {
    const found = new Map<number, Suggestion['evidence']>();
    const add = (client: number | undefined, code: string, text: string) => {
      if (client !== undefined) found.set(client, [...(found.get(client) ?? []), { code, text }]);
    };
    const row = { text: receipt.text, direction: 'income' } as StatementRow;
    const { party }: Classed = classify(row, view.parties);
    const code = codeIn({ row });
    for (const cash of code === null ? [] : view.openCash('registered_in', code))
      add(clientOfCase(connection, cash.caseNo), 'code', cash.caseNo);
    if (party?.as === 'client') {
      const learnt = learntPayer(connection, party.id, party.by);
      if (learnt) add(party.id, 'learnt_alias', `${party.by} · ${learnt.actor} · ${learnt.at.slice(0, 10)}`);
      else add(party.id, 'party_client', party.by);
    }
    const registered = view.openCashByAmount('registered_in', receipt.openFen, receipt.day, receipt.day);
    if (registered.length === 1)
      add(clientOfCase(connection, registered[0]!.caseNo), 'amount', registered[0]!.caseNo);
    suggestions.set(
      receiptKey(receipt),
      [...found].map(([client, evidence]) => ({ client, amountFen: receipt.openFen, evidence })),
    );
  }
  return suggestions;
}

/** Name of a receipt in the answer of `suggestClaims`. */
export function receiptKey({ money, caseNo }: Pick<OpenReceipt, 'money' | 'caseNo'>): string {
  return `${money.money} ${caseNo}`;
}

function clientOfCase(connection: Connection, caseNo: string): number | undefined {
  const sql = `SELECT a.client FROM transfer t JOIN account a ON a.id = t.credit
    WHERE t.case_no = ? AND a.code IN ('2203.01', '1122.01', '1122.02') AND a.client IS NOT NULL LIMIT 1`;
  return connection.prepareValue(sql).get(caseNo) as number | undefined;
}

export interface ClaimRequest {
  caseNo: string;
  money: number;
  /** One part a client; together at most what is open. */
  parts: { client: number; amountFen: number; as: ClaimPart['as'] }[];
  /** Remember the payer's name for the client, where there is one part. */
  learn?: boolean;
}

export interface ClaimAnswer {
  batch: number;
  /** 代付: the payer is not the client's legal person. */
  warnings: Warning[];
}

/** E03: claims an open receipt for one client or several. Refuses `imports.receipt_unknown`, `imports.claim_too_much`. */
export function claim(
  connection: Connection,
  caller: ImportCaller,
  request: ClaimRequest,
): Promise<ClaimAnswer> {
  const input = { ...request, learn: request.learn ?? false };
  return command(connection, { ...caller, procedure: 'imports.claim', input }, tx => {
    const receipt = receiptOf(connection, request);
    const totalFen = request.parts.reduce((fen, part) => fen + part.amountFen, 0);
    if (totalFen > receipt.openFen || request.parts.some(({ amountFen }) => amountFen < 1))
      throw new Refusal('imports.claim_too_much', {
        no: request.caseNo,
        openFen: receipt.openFen,
        claimedFen: totalFen,
      });
    const parts = request.parts.map(part => ({
      client: { client: part.client },
      amountFen: part.amountFen as Fen,
      as: part.as,
    }));
    const event = { id: 'E03', caseNo: request.caseNo, money: receipt.money, parts } as const;
    const effectiveOn = openDay(connection, receipt.day);
    const expansion = expand(event, accountsOf(tx));
    const legs = expansion.legs.map(leg => ({
      ...leg,
      ...(receipt.sourceRow === null ? {} : { sourceRow: receipt.sourceRow }),
    }));
    const { batch } = post(tx, {
      event: 'E03',
      effectiveOn,
      summary: `认款 ${request.caseNo}`,
      legs,
    });
    keepTickets(tx, expansion.tickets, { day: effectiveOn, batch, sourceRow: null });
    reviewTickets(tx, batch);
    const warnings = payerWarnings(connection, receipt.text, request.parts);
    if (request.learn && request.parts.length === 1) learn(tx, request.parts[0]!.client, receipt.text.party);
    return { batch, warnings };
  });
}

function receiptOf(connection: Connection, request: ClaimRequest): OpenReceipt {
  const found = waitingOf(connection, '2241.01', request);
  if (!found) throw new Refusal('imports.receipt_unknown', { no: request.caseNo });
  return found;
}

/** A claim counts on the day of its receipt; in a closed month on the first open day after. */
function openDay(connection: Connection, day: string): string {
  return new StoredBookView(connection).bookDay(day);
}

/** Keeps the payer's name as an alias of the client, so that the next receipt finds it. */
function learn(tx: Tx, client: number, payer: string | undefined): void {
  if (!payer) return;
  const known = tx.connection.prepareValue(
    'SELECT 1 FROM client_alias WHERE client = ? AND kind = ? AND text = ?',
  );
  if (known.get(client, 'payer', payer) !== undefined) return;
  insertRow(tx, 'client_alias', { client, kind: 'payer', text: payer, search_key: searchText(payer) });
}

/**
 * Takes a claim back in red; with `corrected` it is E11: the wrong claim reversed and the right one posted in one batch.
 * Refuses `imports.claim_unknown` for a batch that is no claim, and what the ledger refuses.
 */
export function unclaim(
  connection: Connection,
  caller: ImportCaller,
  request: { batch: number; corrected?: ClaimRequest['parts'] },
): Promise<{ batch: number }> {
  return command(connection, { ...caller, procedure: 'imports.unclaim', input: request }, tx => {
    const { batch, corrected } = request;
    const sql = "SELECT effective_on FROM batch WHERE id = ? AND event IN ('E03', 'E11')";
    const day = connection.prepareValue(sql).get(batch) as string | undefined;
    if (day === undefined) throw new Refusal('imports.claim_unknown', { batch });
    const head = { effectiveOn: openDay(connection, day), summary: '撤销认款' };
    if (!corrected) {
      const undone = reverse(tx, batch, head);
      reviewTickets(tx, undone.batch);
      return { batch: undone.batch };
    }
    const { legs, money, caseNo, sourceRow } = claimedLegs(connection, batch);
    const parts = corrected.map(part => ({
      client: { client: part.client },
      amountFen: part.amountFen as Fen,
      as: part.as,
    }));
    const event = { id: 'E11', caseNo, money, claimed: legs, corrected: { money, parts } } as const;
    const expansion = expand(event, accountsOf(tx));
    const fresh = expansion.legs.map(leg => ({
      ...leg,
      caseNo,
      ...(sourceRow === null ? {} : { sourceRow }),
    }));
    const made = post(tx, { event: 'E11', ...head, legs: fresh });
    keepTickets(tx, expansion.tickets, { day: head.effectiveOn, batch: made.batch, sourceRow: null });
    reviewTickets(tx, made.batch);
    return { batch: made.batch };
  });
}

/** Legs of a claim as E11 takes them. */
function claimedLegs(
  connection: Connection,
  batch: number,
): { legs: Leg[]; money: MoneyRef; caseNo: string; sourceRow: number | null } {
  const sql = `SELECT t.event, t.amount_fen AS amountFen, t.case_no AS caseNo, t.source_row AS sourceRow, t.debit_item AS debitItem,
      t.credit_item AS creditItem, d.money, m.kind, c.code, c.client, c.subject, c.category
    FROM transfer t JOIN account d ON d.id = t.debit JOIN account c ON c.id = t.credit JOIN money_account m ON m.id = d.money
    WHERE t.batch = ? AND t.kind = 'post' AND d.code = '2241.01' ORDER BY t.leg`;
  const rows = connection.prepare(sql).all(batch) as ClaimedRow[];
  const first = rows[0];
  if (!first) throw new Refusal('imports.claim_unknown', { batch });
  const legs = rows.map((row): Leg => {
    const credit = {
      code: row.code,
      client: row.client,
      ...(row.subject === null ? {} : { subject: row.subject }),
      ...(row.category === null ? {} : { category: row.category }),
    };
    const item = row.creditItem ?? undefined;
    return {
      event: row.event,
      debit: { code: '2241.01', money: row.money },
      credit,
      amountFen: row.amountFen as Fen,
      caseNo: row.caseNo,
      ...(item === undefined ? {} : { item }),
    };
  });
  const money: MoneyRef = { money: first.money, kind: first.kind === 'bank' ? 'bank' : 'channel' };
  return { legs, money, caseNo: first.caseNo, sourceRow: first.sourceRow };
}

interface ClaimedRow {
  event: string;
  amountFen: number;
  caseNo: string;
  sourceRow: number | null;
  debitItem: number | null;
  creditItem: number | null;
  money: number;
  kind: string;
  code: string;
  client: number;
  subject: number | null;
  category: string | null;
}
