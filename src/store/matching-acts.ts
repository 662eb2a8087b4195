import type { ActKind } from '../domain/matching/book/acts.ts';
import type { Connection } from './dialect/sqlite.ts';

/** An act of a person on matches of a month. */
export interface StoredAct {
  id: number;
  month: string;
  kind: ActKind;
  relation: string;
  actor: string;
  /** UTC, ISO. */
  at: string;
  note: string | null;
  matches: number;
  rows: number;
  /** JSON: what stood before. */
  stood: string;
  isUndone: boolean;
}

const ACT = `SELECT id, month, kind, relation, actor, at, note, match_count AS matches, row_count AS rows, stood, is_undone
  FROM match_act`;

const actOf = ({ is_undone, ...act }: Omit<StoredAct, 'isUndone'> & { is_undone: number }): StoredAct => ({
  ...act,
  isUndone: is_undone === 1,
});

/** Keeps an act. Inside a transaction. */
export function keepAct(connection: Connection, act: Omit<StoredAct, 'isUndone'>): void {
  const { id, month, kind, relation, actor, at, note, matches, rows, stood } = act;
  connection
    .prepare(`INSERT INTO match_act (id, month, kind, relation, actor, at, note, match_count, row_count, stood, is_undone)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`)
    .run(id, month, kind, relation, actor, at, note, matches, rows, stood);
}

/** Acts of a month, the newest first. */
export function actsOf(connection: Connection, month: string, limit: number): StoredAct[] {
  const rows = connection.prepare(`${ACT} WHERE month = ? ORDER BY id DESC LIMIT ?`).all(month, limit);
  return (rows as Parameters<typeof actOf>[0][]).map(actOf);
}

/** The newest act of a month that stands, or null. */
export function newestAct(connection: Connection, month: string): StoredAct | null {
  const sql = `${ACT} WHERE month = ? AND is_undone = 0 ORDER BY id DESC LIMIT 1`;
  const row = connection.prepare(sql).get(month) as Parameters<typeof actOf>[0] | undefined;
  return row ? actOf(row) : null;
}

/** An act was undone. Inside a transaction. */
export function markUndone(connection: Connection, id: number): void {
  connection.prepare('UPDATE match_act SET is_undone = 1 WHERE id = ?').run(id);
}
