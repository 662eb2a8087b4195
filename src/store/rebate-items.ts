import type { Connection } from './dialect/sqlite.ts';

/** An open item of 应收媒体返点: accrued 1221.05, or confirmed 1221.04. */
export interface RebateItem {
  id: number;
  supplier: number;
  of: 'accrued' | 'confirmed';
  caseNo: string | null;
  openedOn: string;
  openFen: number;
}

/** What of the upstreams' rebates is open, in the order in which it is cleared where nobody chooses: oldest due first. */
export function openRebateItems(connection: Connection): RebateItem[] {
  const sql = `SELECT i.id, a.supplier, iif(a.code = '1221.05', 'accrued', 'confirmed') AS "of", i.case_no AS caseNo,
      b.effective_on AS openedOn, i.open_fen AS openFen
    FROM open_item i JOIN account a ON a.id = i.account JOIN batch b ON b.id = i.opened_by
    WHERE a.code IN ('1221.04', '1221.05') AND i.open_fen > 0 ORDER BY a.supplier, a.code, i.due_on, i.id`;
  return connection.prepare(sql).all() as RebateItem[];
}
