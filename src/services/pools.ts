/** 资金池: the list of all, one with its days and statement, and what people set and record of it. */
export { listPools } from './pools/list.ts';
export type { PoolAsked, PoolCaller } from './pools/load.ts';
export { type MovesRequest, poolMoves, poolPage, statementOfPool } from './pools/page.ts';
export { describeLot, recordPool, setPoolAlarm, setPoolSettings } from './pools/record.ts';
export { poolJson, poolOfAccount, showPool } from './pools/show.ts';
