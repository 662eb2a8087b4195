/** An open item 往来明细 of what a client owes on 1122.01, with what it was when it was opened. */
export interface ReceivableItem {
  item: number;
  client: number;
  clientName: string;
  /** 垫款, 后付, 透支, 扣罚. */
  kind: string;
  caseNo: string | null;
  openedOn: string;
  dueOn: string;
  openedFen: number;
  openFen: number;
  /** Application that brought it. */
  application: number | null;
  applicationNo: string | null;
}
