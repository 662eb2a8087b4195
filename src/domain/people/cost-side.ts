/**
 * Accounts that tell what media cost the agency: cost and platform rebates (6401), rebates deferred and receivable (2401,
 * 1221.04, 1221.05), what is owed upstream (2202). Account managers see neither them nor a posting that touches them.
 */
export const COST_CODES: readonly string[] = ['6401', '2401', '1221.04', '1221.05', '2202'];

/** Whether a code is one of the cost side, or stands under one. */
export function isCostSide(code: string): boolean {
  return COST_CODES.some(cost => code === cost || code.startsWith(`${cost}.`));
}
