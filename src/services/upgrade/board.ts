import type { UpgradeLimit, UpgradeRow, UpgradeVerification } from '../../contract/upgrade.ts';
import { usedOn } from '../../domain/limits/count.ts';
import { bindingLimits } from '../../domain/limits/room.ts';
import { daysToExpiry, expiryWarning, limitStateOn } from '../../domain/limits/state.ts';
import {
  DEFAULT_LIMIT_SETTINGS,
  type LimitSettings,
  type LimitState,
  type VerifiedSpan,
} from '../../domain/limits/types.ts';
import { orderState } from '../../domain/orders/states.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { type Rules, ruleFor } from '../../domain/rulebook/lookup.ts';
import { upgradeStateOn, type WaitedFor, waitsFor } from '../../domain/upgrade/book.ts';
import type { UpgradeState } from '../../domain/upgrade/states.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import type { StoredOrder } from '../../store/orders.ts';
import { bookSettings, douplusOrders, paymentsOf } from '../../store/orders-facts.ts';
import {
  type DouplusAccount,
  managersOn,
  type StoredCase,
  type StoredVerification,
  upgradeAccounts,
  upgradeBeganOn,
  upgradeCases,
  verifications,
  verifiedSpans,
} from '../../store/upgrade.ts';
import { verificationOn } from '../../store/upgrade-facts.ts';
import { cite } from './cite.ts';

/** What every row of the board is made with, read once. */
interface Known {
  on: string;
  rules: Rules;
  settings: LimitSettings;
  cases: Map<number, StoredCase>;
  said: Map<number, StoredVerification[]>;
  began: Map<number, string>;
  managers: Map<number, string[]>;
  orders: Map<number, ReturnType<typeof paymentsOf>>;
}

function know(connection: Connection, rules: Rules): Known {
  const { limits } = bookSettings(connection) as { limits?: Partial<LimitSettings> };
  return {
    on: rules.on,
    rules,
    settings: { ...DEFAULT_LIMIT_SETTINGS, ...limits },
    cases: upgradeCases(connection),
    said: verifications(connection),
    began: upgradeBeganOn(connection),
    managers: managersOn(connection, rules.on),
    orders: new Map(),
  };
}

/** Every DOU+ account that the scope allows, as it stands on the day of the rules. */
export function board(connection: Connection, scope: RowScope, rules: Rules): UpgradeRow[] {
  const known = know(connection, rules);
  return upgradeAccounts(connection, scope).map(account => rowOf(connection, account, known));
}

/** One account as the board shows it. */
export function boardRow(connection: Connection, account: DouplusAccount, rules: Rules): UpgradeRow {
  return rowOf(connection, account, know(connection, rules));
}

function rowOf(connection: Connection, account: DouplusAccount, known: Known): UpgradeRow {
  const { on, cases, said, managers } = known;
  const { client, subject, subjectKind: kind } = account;
  const opened = cases.get(account.account);
  const rows = subject === null ? [] : (said.get(subject) ?? []);
  const spans = kind === 'enterprise' ? verifiedSpans(rows) : [];
  const state = opened ? upgradeStateOn(opened.state, kind ?? undefined, spans, on) : 'unknown';
  const limitState = stateOfLimit(account, spans, known);
  const { waitingFor, sinceOn } = waiting(opened, state, spans, on);
  return {
    account: account.account,
    platformId: account.platformId,
    name: account.name,
    bannedOn: account.bannedOn,
    clientCode: account.clientCode,
    clientName: account.clientName,
    managers: client === null ? [] : (managers.get(client) ?? []),
    subject,
    subjectName: account.subjectName,
    subjectKind: kind,
    state,
    hasCase: opened !== undefined,
    waitingFor,
    sinceOn,
    daysWaiting: waitingFor === null || sinceOn === null ? null : daysBetween(sinceOn, on),
    limitState,
    limits: limitsOf(connection, account, limitState, spans, known),
    verification: verificationOf(kind === 'enterprise' ? rows : null, spans, known.rules),
  };
}

/** Who is waited for since when; what changed by itself, by dates, waits since that day. */
function waiting(
  opened: StoredCase | undefined,
  state: UpgradeState,
  spans: readonly VerifiedSpan[],
  on: string,
): { waitingFor: WaitedFor | null; sinceOn: string | null } {
  if (!opened) return { waitingFor: null, sinceOn: null };
  if (state === opened.state) return { waitingFor: opened.waitingFor, sinceOn: opened.sinceOn };
  const turned = spans
    .flatMap(({ from, to }) => (state === 'upgraded' ? [from] : to === null ? [] : [dayAfter(to)]))
    .filter(day => day <= on)
    .sort()
    .at(-1);
  return { waitingFor: waitsFor(state), sinceOn: turned ?? opened.sinceOn };
}

function stateOfLimit(
  account: DouplusAccount,
  spans: readonly VerifiedSpan[],
  { began, on }: Known,
): LimitState {
  if (account.subjectKind === 'individual') return 'unstated';
  const upgradeBeganOn = account.subject === null ? null : (began.get(account.subject) ?? null);
  return limitStateOn({ upgradeBeganOn, verified: spans }, on);
}

function limitsOf(
  connection: Connection,
  { account, subject }: DouplusAccount,
  state: LimitState,
  verified: readonly VerifiedSpan[],
  { began, orders, on, rules, settings }: Known,
): UpgradeLimit[] {
  if (subject === null || state === 'free' || state === 'unstated') return [];
  let paid = orders.get(subject);
  if (!paid) {
    paid = paymentsOf(connection, douplusOrders(connection, { subject }).filter(isPaid));
    orders.set(subject, paid);
  }
  const history = { upgradeBeganOn: began.get(subject) ?? null, verified, ...paid };
  const use = usedOn(history, { day: on, account: String(account) }, settings);
  return bindingLimits(state, use, undefined, rules, settings)
    .filter(({ kind }) => kind !== 'limit_video_day')
    .map(({ kind, row, limitFen, usedFen, roomFen }) => ({
      kind,
      limitFen,
      usedFen: usedFen ?? 0,
      roomFen: roomFen ?? limitFen,
      cited: cite(row),
    }));
}

/** An order that was never paid, or whose state nobody knows, uses up nothing. */
function isPaid({ product, state }: StoredOrder): boolean {
  return state !== null && orderState(product, state).effect !== 'none';
}

function verificationOf(
  rows: readonly StoredVerification[] | null,
  spans: readonly VerifiedSpan[],
  rules: Rules,
): UpgradeVerification {
  const none = { method: null, from: null, to: null, daysLeft: null, warning: null };
  if (rows === null) return { state: null, ...none };
  const { on } = rules;
  const span = spans.findLast(({ from }) => from <= on);
  if (!span) return { state: verificationOn(spans, on), ...none };
  const left = daysToExpiry(span, on);
  const warnDays = ruleFor(rules, 'verification_warn_days', 'douplus')?.value ?? [];
  return {
    state: verificationOn(spans, on),
    method: rows.findLast(({ state, from }) => state === 'passed' && (from ?? '') <= on)?.method ?? null,
    from: span.from,
    to: span.to,
    daysLeft: left === null || left < 0 ? null : left,
    warning: expiryWarning(span, on, warnDays),
  };
}

export function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000));
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
