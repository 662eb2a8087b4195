import type { Connection } from './dialect/sqlite.ts';

/** A pool of a platform account with what stands in it, 分. */
export interface AccountPool {
  pool: number;
  name: string;
  supplier: number | null;
  client: number | null;
  funder: 'agency' | 'client' | 'employee';
  availableFen: number;
  onOrderFen: number;
  frozenFen: number;
  /** Promised already (预占); part of what is available. */
  heldFen: number;
  /** Rebate of the platform that is not earned yet: it keeps that. */
  unearnedFen: number;
  /** 欠费, which is paid first. */
  overdrawnFen: number;
  /** Refund of a ban that has not come yet. */
  refundDueFen: number;
}

const STANDS = (code: string) =>
  `coalesce(sum(b.debits_posted_fen - b.credits_posted_fen) FILTER (WHERE a.code = '${code}'), 0)`;

const OWES = (code: string) =>
  `coalesce(sum(b.credits_posted_fen - b.debits_posted_fen) FILTER (WHERE a.code = '${code}'), 0)`;

/** Pools of a platform account by its id on the platform; its three versions share them. Wallets are not among them. */
export function poolsOfAccount(connection: Connection, platformId: string): AccountPool[] {
  const sql = `SELECT p.id AS pool, p.name, p.supplier, p.client, p.funder, ${STANDS('1123.03')} AS availableFen,
      ${STANDS('1123.04')} AS onOrderFen, ${STANDS('1123.05')} AS frozenFen,
      coalesce(sum(b.credits_pending_fen) FILTER (WHERE a.code = '1123.03'), 0) AS heldFen,
      ${OWES('2401')} AS unearnedFen, ${OWES('2202.03')} AS overdrawnFen, ${STANDS('1221.03')} AS refundDueFen
    FROM pool p LEFT JOIN account a ON a.pool = p.id LEFT JOIN balance b ON b.account = a.id
    WHERE p.platform_id = ? AND p.kind IN ('account', 'douplus') GROUP BY p.id ORDER BY p.id`;
  return connection.prepare(sql).all(platformId) as AccountPool[];
}

export interface MemoLeft {
  code: string;
  amountFen: number;
}

/** Grants, coupons, lines and the client's own money that a pool still has, by code. */
export function memoOfPool(connection: Connection, pool: number): MemoLeft[] {
  const sql = `SELECT a.code, sum(b.debits_posted_fen - b.credits_posted_fen) AS amountFen FROM account a
    JOIN balance b ON b.account = a.id WHERE a.pool = ? AND a.code GLOB '900*' GROUP BY a.code
    HAVING amountFen <> 0 ORDER BY a.code`;
  return connection.prepare(sql).all(pool) as MemoLeft[];
}

/** An account that is banned now. */
export interface BannedAccount {
  account: number;
  kind: 'qianchuan' | 'douplus';
  platformId: string;
  name: string;
  client: number | null;
  clientName: string | null;
  clientCode: string | null;
  bannedOn: string;
}

/** Banned accounts, the last ban first. */
export function bannedAccounts(connection: Connection): BannedAccount[] {
  const sql = `SELECT pa.id AS account, pa.kind, pa.platform_id AS platformId, pa.name, pa.client, c.name AS clientName,
      c.code AS clientCode, pa.banned_on AS bannedOn
    FROM platform_account pa LEFT JOIN client c ON c.id = pa.client WHERE pa.banned_on IS NOT NULL
    ORDER BY pa.banned_on DESC, pa.id DESC`;
  return connection.prepare(sql).all() as BannedAccount[];
}

export interface BanTicket {
  ticket: number;
  amountFen: number;
  state: 'open' | 'decided' | 'carried';
  aroseOn: string;
  pool: number;
  batch: number | null;
  caseNo: string | null;
}

/** The newest ticket of a ban refund of a pool, or null. */
export function banTicketOf(connection: Connection, pool: number): BanTicket | null {
  const sql = `SELECT id AS ticket, amount_fen AS amountFen, state, arose_on AS aroseOn, pool, batch, case_no AS caseNo
    FROM ticket WHERE reason = 'BAN_REFUND' AND pool = ? ORDER BY id DESC LIMIT 1`;
  return (connection.prepare(sql).get(pool) as BanTicket | undefined) ?? null;
}

/** What the batch of a ban took of a pool (E47), by bucket: all of it, and what of it the platform kept. */
export function takenByBan(
  connection: Connection,
  { batch, pool }: { batch: number; pool: number },
): { bucket: string; requestedFen: number; keptFen: number }[] {
  const sql = `SELECT c.bucket, sum(t.amount_fen) AS requestedFen,
      coalesce(sum(t.amount_fen) FILTER (WHERE d.code = '2401'), 0) AS keptFen
    FROM transfer t JOIN account d ON d.id = t.debit JOIN account c ON c.id = t.credit
    WHERE t.batch = ? AND t.kind = 'post' AND c.pool = ? AND d.code IN ('1221.03', '2401') GROUP BY c.bucket`;
  return connection.prepare(sql).all(batch, pool) as ReturnType<typeof takenByBan>;
}

/** Live rooms that were marked as having used the cart, the last one first. */
export function cartRooms(connection: Connection): { room: string; usedOn: string }[] {
  const sql = `SELECT room, cart_used_on AS usedOn FROM live_room WHERE cart_used_on IS NOT NULL
    ORDER BY cart_used_on DESC, id DESC LIMIT 1000`;
  return connection.prepare(sql).all() as { room: string; usedOn: string }[];
}

/** Live rooms of DOU+ orders that stand, with how many of them; those of a client where one is given. */
export function douplusRooms(
  connection: Connection,
): { room: string; client: number | null; orders: number }[] {
  const sql = `SELECT live_room AS room, client, count(*) AS orders FROM promo_order
    WHERE live_room IS NOT NULL AND product = 'douplus' AND standing = 1 GROUP BY live_room, client
    ORDER BY count(*) DESC LIMIT 1000`;
  return connection.prepare(sql).all() as { room: string; client: number | null; orders: number }[];
}
