import type { Params } from '../refusal.ts';

/** One thing that stands in the way of a line, as its list shows it. */
export interface CloseItem {
  /** Stable name, so that an exception can say exactly what it excuses. */
  key: string;
  /** Names and numbers as the book has them: no words of a language. With `params` the code of a sentence. */
  text: string;
  params?: Params;
  /** 分, signed as the book has it; null where it has no money. */
  amountFen: number | null;
  day: string | null;
  client: number | null;
}

/** What was found out about one line. */
export interface LineFacts {
  /** The subject occurs in the book. */
  applies: boolean;
  items: readonly CloseItem[];
  /** What the line may do without: it was not looked at (only `book verify`, which takes its time). */
  isUnchecked?: boolean;
}

export type LineState = 'done' | 'missing' | 'carried' | 'not_applicable' | 'unchecked';

/** One line of the checklist as it stands. */
export interface CheckedLine {
  line: number;
  rule: string;
  state: LineState;
  isHardStop: boolean;
  count: number;
  /** Sum of absolute amounts, 分. */
  amountFen: number;
  oldestOn: string | null;
  items: readonly CloseItem[];
  exception: CloseException | null;
}

/** 挂账结转 of a line with owner, day and reason, or 当日无业务 of a money account in the month. */
export interface CloseException {
  id: number;
  line: number;
  kind: 'carried' | 'no_business';
  money: number | null;
  owner: string;
  dueOn: string | null;
  reason: string;
  fingerprint: string | null;
  count: number;
  amountFen: number;
  saidBy: string;
  saidOn: string;
}
