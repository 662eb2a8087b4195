/**
 * Accounts that tell what media cost the agency: cost and platform rebates (6401), rebates deferred and receivable (2401,
 * 1221.04, 1221.05), what is owed upstream (2202). Account managers see neither them nor a posting that touches them.
 */
export const COST_CODES: readonly string[] = ['6401', '2401', '1221.04', '1221.05', '2202'];

/**
 * Accounts on the way to the platform: what was paid upstream for a client, less than what the client is credited where
 * the platform gives a rebate. A posting between one of them and the client's own account is shown, the account is not.
 */
export const UPSTREAM_CODES: readonly string[] = ['1123.01', '1123.02', '1123.07', '1221.06'];

/** Whether an account of an own client is shown to account managers. */
export function isClientSide(code: string): boolean {
  return !isCostSide(code) && !UPSTREAM_CODES.includes(code);
}

/** Whether a code is one of the cost side, or stands under one. */
export function isCostSide(code: string): boolean {
  return COST_CODES.some(cost => code === cost || code.startsWith(`${cost}.`));
}
