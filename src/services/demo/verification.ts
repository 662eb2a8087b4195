import type { VerificationMethod } from '../../domain/upgrade/book.ts';

/** 对公验证 of a legal person of the demo agency, in days from the day on which the book is made. */
export interface DemoVerification {
  fromDaysAgo: number;
  /** Days to its last valid day; negative: it has expired. */
  untilDays: number;
  method: VerificationMethod;
}

/** One for each warning (30, 7, 1 days ahead) and one that has expired, the most pressing first (UPG-6). */
const VERIFICATIONS: readonly DemoVerification[] = [
  { fromDaysAgo: 358, untilDays: 6, method: 'client_pays' },
  { fromDaysAgo: 369, untilDays: -4, method: 'platform_pays' },
  { fromDaysAgo: 364, untilDays: 1, method: 'e_certificate' },
  { fromDaysAgo: 340, untilDays: 25, method: 'letter' },
];

/** Up to `count` verifications. */
export function verificationsOf(count: number): readonly DemoVerification[] {
  return VERIFICATIONS.slice(0, count);
}
