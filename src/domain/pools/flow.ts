/** What the daily flow says of one day, in 1/100000 yuan; null where the form has no such column or leaves it blank. */
export interface FlowDay {
  day: string;
  spentE5: number | null;
  cashSpentE5: number | null;
  grantSpentE5: number | null;
  redPacketE5: number | null;
  couponE5: number | null;
  walletE5: number | null;
  sharedGrantE5: number | null;
  /** 总存入 + 总转入. */
  inE5: number;
  /** 总转出. */
  outE5: number;
  totalE5: number | null;
  cashE5: number | null;
  grantE5: number | null;
  suixintuiE5: number | null;
  /** Version of the row; above 1 it corrects what an earlier export said. */
  version: number;
  /** Beijing day on which it was read. */
  readOn: string;
  source: { file: number; name: string; sheet: string; line: number };
}

/** What the book says of the same day, in 分; on-book money, or the client's own where the pool holds that. */
export interface BookDay {
  openFen: number;
  inFen: number;
  spentFen: number;
  /** Everything else: withdrawn, moved out, a ban. */
  outFen: number;
  closeFen: number;
  /** Overdrawn at the end of the day. */
  overdrawnFen: number;
  /** Grants that came in. */
  grantInFen: number;
  grantCloseFen: number;
}

export const FLOW_CHECKS = ['spent', 'balance', 'carried', 'book'] as const;
/**
 * `spent`: 余额总消耗 = 非赠款 + 赠款 消耗 · `balance`: 总余额 = 非赠款 + 赠款 余额 · `carried`: 今日余额 = 昨日余额 + 存入 +
 * 转入 − 转出 − 余额总消耗 · `book`: 非赠款余额 = what the book says is in the pool (I2).
 */
export type FlowCheck = (typeof FLOW_CHECKS)[number];

/** Whether a check holds; `toldFen` is what the platform states, `madeFen` what it should be. */
export interface Checked {
  state: 'holds' | 'broken' | 'unknown';
  toldFen: number | null;
  madeFen: number | null;
}
