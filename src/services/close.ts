/** 结账 and 客户关账: the computed checklist, named exceptions, seals, 反结账. */
export type { Asking, Caller, Which } from './close/caller.ts';
export { checklistOf } from './close/check.ts';
export { type CarryWanted, carryLines, sayNoBusiness, withdrawCarried } from './close/exceptions.ts';
export { clientPeriods, listPeriods } from './close/periods.ts';
export { closePeriod, reopenPeriod } from './close/seal.ts';
