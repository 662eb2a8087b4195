import type { Call } from '../../ledger/command.ts';

/** Who calls, when, and under which key it may be repeated. */
export type Caller = Omit<Call, 'procedure' | 'input'>;
