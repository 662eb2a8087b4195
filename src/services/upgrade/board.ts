import type { UpgradeLimit, UpgradeRow, UpgradeVerification } from '../../contract/upgrade.ts';
import { dayAfter, daysPast } from '../../domain/calendar/days.ts';
import { usedOn } from '../../domain/limits/count.ts';
import { bindingLimits } from '../../domain/limits/room.ts';
import { daysToExpiry, expiryWarning, limitStateOn } from '../../domain/limits/state.ts';
import {
  DEFAULT_LIMIT_SETTINGS,
  type LimitHistory,
  type LimitSettings,
  type LimitState,
  type VerifiedSpan,
} from '../../domain/limits/types.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { type Rules, ruleFor } from '../../domain/rulebook/lookup.ts';
import { upgradeStateOn, type WaitedFor, waitsFor } from '../../domain/upgrade/book.ts';
import type { UpgradeState } from '../../domain/upgrade/states.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { limitHistory } from '../../store/limit-history.ts';
import { bookSettings } from '../../store/orders-facts.ts';
import {
  type DouplusAccount,
  managersOn,
  type StoredCase,
  type StoredVerification,
  upgradeAccounts,
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
  managers: Map<number, string[]>;
  /** What counts toward the limits, by legal person; of an account without one by its negative number. */
  histories: Map<number, LimitHistory>;
}

/** How the book reads the limits. */
export function limitSettingsOf(connection: Connection): LimitSettings {
  const { limits } = bookSettings(connection) as { limits?: Partial<LimitSettings> };
  return { ...DEFAULT_LIMIT_SETTINGS, ...limits };
}

function know(connection: Connection, rules: Rules): Known {
  return {
    on: rules.on,
    rules,
    settings: limitSettingsOf(connection),
    cases: upgradeCases(connection),
    said: verifications(connection),
    managers: managersOn(connection, rules.on),
    histories: new Map(),
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
  const history = historyOf(connection, account, known);
  const limitState = kind === 'individual' ? 'unstated' : limitStateOn(history, on);
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
    daysWaiting: waitingFor === null || sinceOn === null ? null : daysPast(sinceOn, on),
    limitState,
    limits: limitsOf(account, limitState, history, known),
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

/** The history of the account's legal person, read once for all its accounts. */
function historyOf(
  connection: Connection,
  { account: id, subject }: DouplusAccount,
  { histories, rules }: Known,
): LimitHistory {
  const read = histories.get(subject ?? -id) ?? limitHistory(connection, { id, subject }, rules);
  histories.set(subject ?? -id, read);
  return read;
}

function limitsOf(
  { account }: DouplusAccount,
  state: LimitState,
  history: LimitHistory,
  { on, rules, settings }: Known,
): UpgradeLimit[] {
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
