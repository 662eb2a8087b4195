import { expand } from '../../domain/accounting/events/expand.ts';
import type { ClaimPart, MoneyRef } from '../../domain/accounting/events/facts.ts';
import type { Leg } from '../../domain/accounting/types.ts';
import { type Classed, classify, partyKey } from '../../domain/imports/classify.ts';
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
import { partiesOf } from '../../store/imports-parties.ts';
import type { ImportCaller } from './caller.ts';

/** A receipt in 待认领款 that nobody has claimed in full. */
export interface OpenReceipt {
  caseNo: string;
  money: MoneyRef;
  openFen: Fen;
  day: string;
  /** What the row says, by meaning; empty where no row stands behind it. */
  text: StatementRow['text'];
  sourceRow: number | null;
}

export interface Suggestion {
  client: number;
  amountFen: Fen;
  /** `imports.evidence.<code>` with a text, the strongest first. */
  evidence: { code: string; text: string }[];
}

/** Receipts that wait in 待认领款, the oldest first. */
export function openReceipts(connection: Connection, limit = 1_000): OpenReceipt[] {
  const sql = `SELECT m.id, m.kind, x.case_no, sum(x.fen) AS fen, min(x.day), min(x.source_row)
    FROM (SELECT a.money, t.case_no, t.amount_fen AS fen, t.effective_on AS day, t.source_row
        FROM account a JOIN transfer t ON t.credit = a.id WHERE a.code = '2241.01' AND t.kind IN ('post', 'reverse', 'settle')
      UNION ALL SELECT a.money, t.case_no, -t.amount_fen, t.effective_on, t.source_row
        FROM account a JOIN transfer t ON t.debit = a.id WHERE a.code = '2241.01' AND t.kind IN ('post', 'reverse', 'settle')) x
    JOIN money_account m ON m.id = x.money WHERE x.case_no IS NOT NULL
    GROUP BY m.id, x.case_no HAVING sum(x.fen) > 0 ORDER BY min(x.day), x.case_no LIMIT ?`;
  const rows = connection.prepareRaw(sql).all(limit) as [
    number,
    string,
    string,
    number,
    string,
    number | null,
  ][];
  const raw = connection.prepareValue('SELECT raw FROM source_row WHERE id = ?');
  return rows.map(([money, kind, caseNo, fen, day, sourceRow]) => ({
    caseNo,
    money: { money, kind: kind === 'bank' ? 'bank' : 'channel' },
    openFen: fen as Fen,
    day,
    text: sourceRow === null ? {} : textOf(raw.get(sourceRow) as string | undefined),
    sourceRow,
  }));
}

function textOf(raw: string | undefined): StatementRow['text'] {
  return raw === undefined ? {} : Object.fromEntries(JSON.parse(raw) as [string, string][]);
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
    if (party?.as === 'client') add(party.id, 'party_client', party.by);
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
  /** 代付: the payer is known as somebody else, or as nobody, with the name that the row gives. */
  warnings: { code: string; params: Record<string, string | number> }[];
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
        open: receipt.openFen,
        claimed: totalFen,
      });
    const parts = request.parts.map(part => ({
      client: { client: part.client },
      amountFen: part.amountFen as Fen,
      as: part.as,
    }));
    const event = { id: 'E03', caseNo: request.caseNo, money: receipt.money, parts } as const;
    const effectiveOn = openDay(connection, receipt.day);
    const legs = expand(event, accountsOf(tx)).legs.map(leg => ({
      ...leg,
      ...(receipt.sourceRow === null ? {} : { sourceRow: receipt.sourceRow }),
    }));
    const { batch } = post(tx, {
      event: 'E03',
      effectiveOn,
      summary: `认款 ${request.caseNo}`,
      legs,
    });
    const warnings = warningsOf(connection, receipt, request);
    if (request.learn && request.parts.length === 1) learn(tx, request.parts[0]!.client, receipt.text.party);
    return { batch, warnings };
  });
}

function receiptOf(connection: Connection, { caseNo, money }: ClaimRequest): OpenReceipt {
  const found = openReceipts(connection, 100_000).find(
    each => each.caseNo === caseNo && each.money.money === money,
  );
  if (!found) throw new Refusal('imports.receipt_unknown', { no: caseNo });
  return found;
}

/** A claim counts on the day of its receipt; in a closed month on the first open day after. */
function openDay(connection: Connection, day: string): string {
  return new StoredBookView(connection).bookDay(day);
}

function warningsOf(
  connection: Connection,
  { text }: OpenReceipt,
  { parts }: ClaimRequest,
): ClaimAnswer['warnings'] {
  const payer = text.party ?? '';
  if (payer === '') return [];
  const known = partiesOf(connection).get(partyKey(payer));
  const name = connection.prepareValue('SELECT name FROM client WHERE id = ?');
  return parts
    .filter(({ client }) => known?.as !== 'client' || known.id !== client)
    .map(({ client }) => ({
      code: 'imports.payer_differs',
      params: { payer, client: String(name.get(client) ?? client) },
    }));
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
    if (!corrected) return { batch: reverse(tx, batch, head).batch };
    const { legs, money, caseNo, sourceRow } = claimedLegs(connection, batch);
    const parts = corrected.map(part => ({
      client: { client: part.client },
      amountFen: part.amountFen as Fen,
      as: part.as,
    }));
    const event = { id: 'E11', caseNo, money, claimed: legs, corrected: { money, parts } } as const;
    const fresh = expand(event, accountsOf(tx)).legs.map(leg => ({
      ...leg,
      caseNo,
      ...(sourceRow === null ? {} : { sourceRow }),
    }));
    return { batch: post(tx, { event: 'E11', ...head, legs: fresh }).batch };
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
