import type { OrderDraft } from '../../contract/orders.ts';
import { usedOn } from '../../domain/limits/count.ts';
import { DEFAULT_LIMIT_SETTINGS, type LimitHistory, type LimitSettings } from '../../domain/limits/types.ts';
import type { OrderFacts } from '../../domain/orders/facts.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Rules } from '../../domain/rulebook/lookup.ts';
import { DONE, UNDER_WAY } from '../../domain/upgrade/states.ts';
import { judgePlacement } from '../../domain/upgrade/triggers.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { limitHistory } from '../../store/limit-history.ts';
import { accountByPlatformId, type OrderAccount } from '../../store/orders.ts';
import { bookSettings, cartUsedOn } from '../../store/orders-facts.ts';
import { upgradeFactsOf } from '../../store/upgrade-facts.ts';

/** What the book knows of a draft: the facts that the rules ask, and the account that it would be placed with. */
export interface KnownFacts {
  facts: OrderFacts;
  account: OrderAccount | null;
}

/** What counts toward limits, read once for many drafts of one day by the same rules. */
export type Histories = Map<string, LimitHistory>;

/** How the book reads the limits. */
export function limitSettings(connection: Connection): LimitSettings {
  const { limits } = bookSettings(connection) as { limits?: Partial<LimitSettings> };
  return { ...DEFAULT_LIMIT_SETTINGS, ...limits };
}

/** Facts of a draft on a day: what is said of it, completed by what the book knows (accounts, subjects, limits used). */
export function factsOf(
  connection: Connection,
  draft: OrderDraft,
  on: string,
  rules: Rules,
  histories: Histories = new Map(),
): KnownFacts {
  const { account: platformId, upgrade, live, couponFen: _coupon, ...said } = draft;
  const account = accountByPlatformId(connection, platformId);
  if (account && (account.kind === 'douplus') !== (draft.product === 'douplus'))
    throw new Refusal('orders.account_of_other_product', { account: account.name });
  const facts: OrderFacts = { ...said };
  if (live) facts.live = { anchor: live.anchor, cartEverUsed: cartEver(connection, live, on) };
  else if (draft.scene === 'live' && draft.product === 'douplus') {
    const used = cartEver(connection, { room: platformId }, on);
    if (used) facts.live = { cartEverUsed: true };
  }
  const known = account?.kind === 'douplus' ? upgradeFactsOf(connection, account.id, on) : null;
  const state = known?.account?.upgrade;
  if (account || upgrade !== undefined)
    facts.account = {
      ...known?.account,
      // What the page says counts only where the book knows nothing.
      ...(upgrade !== undefined && (state === undefined || state === 'unknown') ? { upgrade } : {}),
      ...(account ? { banned: account.bannedOn !== null && account.bannedOn <= on } : {}),
    };
  if (known?.subject) facts.subject = known.subject;
  if (draft.product === 'douplus' && account)
    facts.used = usedBy(connection, account, { facts, on, rules, histories });
  return { facts, account };
}

/** As said, or as the room is marked in the book. */
function cartEver(
  connection: Connection,
  live: { room?: string; cartEverUsed?: boolean },
  on: string,
): boolean | undefined {
  const usedOn = live.room === undefined ? null : cartUsedOn(connection, live.room);
  return usedOn !== null && usedOn <= on ? true : live.cartEverUsed;
}

function usedBy(
  connection: Connection,
  account: OrderAccount,
  { facts, on, rules, histories }: { facts: OrderFacts; on: string; rules: Rules; histories: Histories },
): OrderFacts['used'] {
  const settings = limitSettings(connection);
  const intendedOn = concerned(facts, rules) ? on : null;
  const { id, subject } = account;
  const known = `${subject === null ? `account ${id}` : subject} ${intendedOn}`;
  const history = histories.get(known) ?? limitHistory(connection, account, rules, intendedOn);
  histories.set(known, history);
  const video = facts.video?.materialId ?? null;
  return usedOn(history, { day: on, account: String(account.id), video }, settings);
}

function concerned(facts: OrderFacts, rules: Rules): boolean {
  const upgrade = facts.account?.upgrade;
  if (judgePlacement(facts, rules).required === 'yes') return true;
  return upgrade !== undefined && [...UNDER_WAY, ...DONE].includes(upgrade);
}
