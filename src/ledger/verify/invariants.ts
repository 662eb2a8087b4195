import type { Connection } from '../../store/dialect/sqlite.ts';
import { FIRST_MEMO_ID } from '../../store/schema/columns.ts';
import type { Findings } from './findings.ts';

/** Codes of a client's money at the platform by who they belong to: the client itself, or the client of the pool. */
const OWN = ['1123.01', '1123.06', '1221.01'];
const OF_POOL = ['1123.03', '1123.04', '1123.05', '1221.02', '1221.03'];

/** I7 is a fault wherever it fails; I1 and I5 are told as warnings, since an opening may leave a named difference. */
export function checkInvariants(connection: Connection, findings: Findings): void {
  const sums = `SELECT coalesce(sum(debits_posted_fen), 0), coalesce(sum(credits_posted_fen), 0) FROM balance
    WHERE (account >= ${FIRST_MEMO_ID}) = ?`;
  for (const memo of [0, 1]) {
    const [debits, credits] = connection.prepareRaw(sums).get(memo) as [number, number];
    if (debits !== credits) findings.add('ledger.verify.unbalanced', { differenceFen: debits - credits });
  }
  checkClientMoney(connection, findings);
  const opening = `SELECT coalesce(sum(b.credits_posted_fen - b.debits_posted_fen), 0) FROM balance b
    JOIN account a ON a.id = b.account WHERE a.code = '3001'`;
  const differenceFen = connection.prepareValue(opening).get() as number;
  if (differenceFen !== 0) findings.add('ledger.verify.opening', { differenceFen }, 'warn');
}

/** I1: what a client is owed at the platform is what stands there for the client. */
function checkClientMoney(connection: Connection, findings: Findings): void {
  const sql = `SELECT coalesce(a.client, p.client), b.debits_posted_fen - b.credits_posted_fen FROM balance b
    JOIN account a ON a.id = b.account LEFT JOIN pool p ON p.id = a.pool
    WHERE a.code IN ('2203.02', ${[...OWN, ...OF_POOL].map(code => `'${code}'`).join(', ')})`;
  const byClient = new Map<number, number>();
  for (const [client, netFen] of connection.prepareRaw(sql).all() as [number | null, number][]) {
    if (client === null) continue;
    const before = byClient.get(client) ?? 0;
    byClient.set(client, before + netFen);
  }
  for (const [client, differenceFen] of byClient)
    if (differenceFen !== 0) findings.add('ledger.verify.client_money', { client, differenceFen }, 'warn');
}
