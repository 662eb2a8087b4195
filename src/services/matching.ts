export {
  acceptMatch,
  type MatchCaller,
  rejectMatch,
  type Sides,
  takeBackDecision,
} from './matching/decide.ts';
export { exportMatches } from './matching/export.ts';
export { monthDifferences, rulesOfBook } from './matching/load.ts';
export { keepRules, tryRules } from './matching/rules.ts';
export { type RunHooks, type RunResult, runMatching } from './matching/run.ts';
export { listMatches, openRows } from './matching/view.ts';
