/** 平台账单: files, 媒体结算核对表, tickets of what differs. */
export { type BillCaller, importBill, withdrawBill } from './bills/keep.ts';
export { lookOf, openBill } from './bills/read.ts';
export { billFileList, linesOfAccount, openSettlementTickets, settlementOf } from './bills/settlement.ts';
export { writeSettlement } from './bills/sheets.ts';
