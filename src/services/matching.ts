export { exportMatches } from './matching/export.ts';
export { type RunHooks, type RunResult, runMatching } from './matching/run.ts';
