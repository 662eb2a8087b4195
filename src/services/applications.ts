export { advanceLedger, setAdvanceTerm } from './applications/advances.ts';
export { type Arrival, arrive } from './applications/arrive.ts';
export type { ApplicationCaller, TermsOf } from './applications/caller.ts';
export { endApplied, finish } from './applications/finish.ts';
export {
  arriveInWallet,
  type GivenFromWallet,
  giveFromWallet,
  type WalletPayment,
} from './applications/from-wallet.ts';
export { keepApplication } from './applications/keep.ts';
export { fail, type Payment, pay } from './applications/pay.ts';
export {
  type ApplicationsWanted,
  applicationDetail,
  formFacts,
  listApplications,
  waitingRecharges,
} from './applications/read.ts';
export { apply, approve, override, type RaiseInvoice, refuse, withdraw } from './applications/steps.ts';
