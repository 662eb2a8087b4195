/** A ticket 差异单: a difference that waits for a later row or a person. Money in 分. */
export interface OpenTicket {
  id: number;
  reason: string;
  amountFen: number;
  aroseOn: string;
  batch: number | null;
  sourceRow: number | null;
  caseNo: string | null;
  client: number | null;
  supplier: number | null;
  money: number | null;
  pool: number | null;
  employee: number | null;
}
