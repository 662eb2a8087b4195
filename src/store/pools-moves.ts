import type { PoolMove } from '../domain/pools/items.ts';
import { type PoolVersion, versionOf } from '../domain/pools/versions.ts';
import type { DayRange } from '../domain/reports/types.ts';
import type { Connection } from './dialect/sqlite.ts';

/** What moved on the accounts of a pool: index ranges of those accounts, never a scan of the journal. */

const POSTED = "t.kind IN ('post', 'settle', 'reverse')";
/** Events that spend; their legs may name an order or a version. */
const SPENDS = "t.event IN ('E30', 'E31', 'E32', 'E33', 'E34', 'E35', 'E39', 'E40', 'E41')";

/**
 * Postings of the accounts in `@list` (JSON), each seen from its account: debits less credits. A red one is stored on
 * swapped sides and so has its sign already.
 */
const POSTINGS = `WITH picked(id) AS (SELECT value FROM json_each(@list)), posting AS (
  SELECT k.id AS account, t.amount_fen AS fen, t.id, t.batch, t.credit AS other, t.effective_on AS day, t.event, t.kind,
    t.case_no, t.source_row
  FROM picked k CROSS JOIN transfer t ON t.debit = k.id AND t.effective_on BETWEEN @from AND @to WHERE ${POSTED}
  UNION ALL
  SELECT k.id, -t.amount_fen, t.id, t.batch, t.debit, t.effective_on, t.event, t.kind, t.case_no, t.source_row
  FROM picked k CROSS JOIN transfer t ON t.credit = k.id AND t.effective_on BETWEEN @from AND @to WHERE ${POSTED}
)`;

/** Product of the order that a posting belongs to, else the version that its row names. */
const NAMED = `CASE WHEN ${SPENDS} THEN coalesce(
    (SELECT CASE p.product WHEN 'suixintui' THEN '小店随心推' ELSE 'DOU+' END FROM promo_order p
      WHERE t.case_no IS NOT NULL AND p.product IN ('suixintui', 'douplus') AND p.order_no = t.case_no LIMIT 1),
    (SELECT f.value ->> 1 FROM source_row s, json_each(s.raw) f
      WHERE s.id = t.source_row AND f.value ->> 0 = 'version' LIMIT 1), '') END`;

interface Asked extends DayRange {
  accounts: readonly number[];
}

const bindings = ({ from, to, accounts }: Asked) => ({ from, to, list: JSON.stringify(accounts) });

/** Moves by account, day, event and version. */
export function readMoves(connection: Connection, asked: Asked): PoolMove[] {
  const sql = `${POSTINGS} SELECT account, day, event, named, sum(fen) AS netFen, count(*) AS postings
    FROM (SELECT t.account, t.day, t.event, t.fen, ${NAMED} AS named FROM posting t)
    GROUP BY account, day, event, named ORDER BY day, account`;
  const rows = connection.prepare(sql).all(bindings(asked)) as (PoolMove & { named: string | null })[];
  return rows.map(({ named, ...move }) => ({
    ...move,
    version: named === null ? null : (versionOf(named) ?? ('unsplit' satisfies PoolVersion)),
  }));
}

/** One posting on the money of a pool with what brought it. */
export interface MoveRow {
  transfer: number;
  account: number;
  day: string;
  event: string;
  version: PoolVersion | null;
  amountFen: number;
  red: boolean;
  caseNo: string | null;
  summary: string;
  file: number | null;
  fileName: string | null;
  sheet: string | null;
  row: number | null;
  order: number | null;
}

/** Which postings are meant: of some accounts and events, all where none are named; of one version. */
export interface MovesAsked extends Asked {
  events: readonly string[] | null;
  /** Events that are not meant. */
  without: readonly string[];
  version: PoolVersion | null;
  /** Only what comes in (1) or goes out (-1). */
  sign: 1 | -1 | null;
}

/** Postings that are meant, the newest first: how many, their sum, and a page of them. */
export function readMoveRows(
  connection: Connection,
  asked: MovesAsked,
  page: { offset: number; limit: number },
): { total: number; sumFen: number; rows: MoveRow[] } {
  const { events, without, version, sign } = asked;
  const conditions = [
    events === null ? '1' : 't.event IN (SELECT value FROM json_each(@events))',
    't.event NOT IN (SELECT value FROM json_each(@without))',
    sign === null ? '1' : `t.fen * ${sign} > 0`,
  ];
  const bound = {
    ...bindings(asked),
    ...(events === null ? {} : { events: JSON.stringify(events) }),
    without: JSON.stringify(without),
  };
  const meant = `${POSTINGS} SELECT t.id, t.account, t.fen, ${version === null ? 'NULL' : NAMED} AS named
    FROM posting t WHERE ${conditions.join(' AND ')} ORDER BY t.day DESC, t.id DESC`;
  const all = connection.prepareRaw(meant).all(bound) as [number, number, number, string | null][];
  const found =
    version === null ? all : all.filter(([, , , named]) => (versionOf(named) ?? 'unsplit') === version);
  const shown = found.slice(page.offset, page.offset + page.limit);
  return {
    total: found.length,
    sumFen: found.reduce((fen, [, , each]) => fen + each, 0),
    rows: readRows(connection, shown),
  };
}

function readRows(
  connection: Connection,
  shown: readonly [number, number, number, string | null][],
): MoveRow[] {
  const sql = `SELECT t.id AS transfer, w.value ->> 1 AS account, t.effective_on AS day, t.event, ${NAMED} AS named,
      w.value ->> 2 AS amountFen, t.kind = 'reverse' AS red, t.case_no AS caseNo, b.summary, f.id AS file,
      f.name AS fileName, s.sheet, s.row,
      (SELECT o.id FROM promo_order o WHERE o.product IN ('suixintui', 'douplus') AND o.order_no = t.case_no) AS "order"
    FROM json_each(?) w CROSS JOIN transfer t ON t.id = w.value ->> 0 JOIN batch b ON b.id = t.batch
    LEFT JOIN source_row s ON s.id = t.source_row LEFT JOIN source_file f ON f.id = s.file ORDER BY w.key`;
  const rows = connection.prepare(sql).all(JSON.stringify(shown)) as (Omit<MoveRow, 'version' | 'red'> & {
    named: string | null;
    red: 0 | 1;
  })[];
  return rows.map(({ named, red, ...row }) => ({
    ...row,
    red: red === 1,
    version: named === null ? null : (versionOf(named) ?? 'unsplit'),
  }));
}

/** What was spent of the accounts in the days that end on each pool's own last day, by pool; debits less credits, turned. */
export function readSpent(
  connection: Connection,
  wanted: readonly { pool: number; accounts: readonly number[]; from: string; to: string }[],
): Map<number, number> {
  const sql = connection.prepareValue(`${POSTINGS} SELECT coalesce(-sum(t.fen), 0) FROM posting t
    WHERE ${SPENDS} OR t.event = 'E43'`);
  return new Map(wanted.map(({ pool, ...asked }) => [pool, sql.get(bindings(asked)) as number]));
}

/** What orders of a pool's account reported as spent, paid from the pool, up to a day or from one. */
export function readOrdersTold(
  connection: Connection,
  { platformId, from, to }: { platformId: string } & DayRange,
): { spentFen: number; orders: number; unknown: number } {
  const sql = `SELECT coalesce(sum(o.spent_fen), 0) AS spentFen, count(*) AS orders,
      coalesce(sum(o.spent_fen IS NULL), 0) AS unknown
    FROM platform_account pa JOIN promo_order o ON o.platform_account = pa.id
    WHERE pa.platform_id = ? AND pa.kind = 'qianchuan' AND o.product = 'suixintui' AND o.standing = 1
      AND coalesce(o.payment, 'pool') = 'pool' AND o.placed_on BETWEEN ? AND ?`;
  return connection.prepare(sql).get(platformId, from, to) as ReturnType<typeof readOrdersTold>;
}

/** Open tickets of a pool by the day on which they arose. */
export function readPoolTickets(
  connection: Connection,
  { pool, from, to }: { pool: number } & DayRange,
): { day: string; reason: string; amountFen: number }[] {
  const sql = `SELECT arose_on AS day, reason, amount_fen AS amountFen FROM ticket
    WHERE pool = ? AND state = 'open' AND arose_on BETWEEN ? AND ? ORDER BY arose_on, id`;
  return connection.prepare(sql).all(pool, from, to) as ReturnType<typeof readPoolTickets>;
}
