import { clientOf, type DayRange, type ReportAccount } from '../../../domain/reports/types.ts';
import { ledgerPath, ROUTES } from '../../app/routes.ts';

/** Accounts by client and code, to find the ledgers behind a client's figure. */
export type AccountsOfClients = ReadonlyMap<string, readonly number[]>;

const keyOf = (client: number, code: string) => `${client} ${code}`;

/** Sorts accounts by the client whose money they hold. */
export function byClientAndCode(accounts: readonly ReportAccount[]): AccountsOfClients {
  const sorted = new Map<string, number[]>();
  for (const account of accounts) {
    const client = clientOf(account);
    if (client === null) continue;
    const key = keyOf(client, account.code);
    const ids = sorted.get(key);
    if (ids) ids.push(account.id);
    else sorted.set(key, [account.id]);
  }
  return sorted;
}

/**
 * Where a figure of a client on one or more codes is made of: 明细账 of the only account, else 科目余额表 of the client
 * under the part of the code that they share. Null where there is no such account.
 */
export function figurePath(
  accounts: AccountsOfClients,
  { client, codes, range }: { client: number; codes: readonly string[]; range: DayRange },
): string | null {
  const ids = codes.flatMap(code => accounts.get(keyOf(client, code)) ?? []);
  if (ids.length === 0) return null;
  if (ids.length === 1) return ledgerPath(ids[0]!, range);
  const code = codes.length === 1 ? codes[0]! : sharedHead(codes);
  const asked = new URLSearchParams({ ...range, client: String(client), ...(code ? { code } : {}) });
  return `${ROUTES.accounts}?${asked}`;
}

/** 2203 of 2203.01 and 2203.02; nothing where the codes share none. */
function sharedHead(codes: readonly string[]): string {
  const heads = new Set(codes.map(code => code.split('.')[0]!));
  return heads.size === 1 ? [...heads][0]! : '';
}
