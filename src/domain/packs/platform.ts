/** One kind of money of a pool at a month's end: the platform's balance beside the book's, in 分. */
export interface PlatformBucket {
  bucket: 'prepay' | 'grant';
  bookFen: number;
  platformFen: number | null;
  /** Platform less book; 0 where the platform tells nothing. */
  differenceFen: number;
}

/** A day on which the difference of a bucket became another, or a case that is under way. */
export interface PlatformItem {
  /** `gap`: the difference moved on the day; the others are money in transit between book and platform. */
  kind: 'gap' | 'recharge' | 'refund' | 'withdrawal';
  bucket: PlatformBucket['bucket'];
  day: string;
  caseNo: string | null;
  amountFen: number;
}

/** 平台余额调节表 of one pool or wallet. */
export interface PlatformReconciliation {
  pool: number;
  name: string;
  kind: string;
  platformId: string | null;
  client: number | null;
  clientName: string | null;
  month: string;
  on: string;
  /** Last day that the platform's flow tells; null without one. */
  toldOn: string | null;
  buckets: PlatformBucket[];
  items: PlatformItem[];
  /** A ticket names the difference. */
  isTicketed: boolean;
}

export const isEven = ({ buckets }: PlatformReconciliation): boolean =>
  buckets.every(({ differenceFen }) => differenceFen === 0);
