export { exportMatches } from './matching/export.ts';
export { monthDifferences } from './matching/load.ts';
export { type RunHooks, type RunResult, runMatching } from './matching/run.ts';
