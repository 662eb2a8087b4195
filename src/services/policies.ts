/** 返点与服务费: policies by dates, settings of the book, month-end accruals, 返点结算单 and what they are used for. */
export type { Caller } from './policies/caller.ts';
export { type RebateReportAsked, rebateLines } from './policies/report.ts';
export { commitRun, previewRun, type RunHooks } from './policies/run.ts';
export { setSettings, settingsOf } from './policies/settings.ts';
export {
  applyRebate,
  type ConfirmWanted,
  confirmRebate,
  type UseWanted,
  undoRebate,
} from './policies/statements.ts';
export {
  endPolicy,
  keepPolicy,
  listPolicies,
  type RechargeAsked,
  rechargeTermsOf,
} from './policies/terms.ts';
