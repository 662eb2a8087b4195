import type {
  ApplicationDetail,
  ApplicationFormFacts,
  ApplicationView,
} from '../../contract/applications.ts';
import type { RechargeWaiting } from '../../contract/recharges.ts';
import { ceilingRoom, daysOverdue } from '../../domain/applications/advance.ts';
import {
  type ApplicationKind,
  type ApplicationState,
  holderOf,
  legalActs,
} from '../../domain/applications/states.ts';
import { dayPlus } from '../../domain/calendar/days.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import { rulesOn } from '../../domain/rulebook/lookup.ts';
import { routeFor } from '../../domain/rulebook/routes.ts';
import type { RuleRow } from '../../domain/rulebook/types.ts';
import { advanceTermOn, freeFunds, overdueOf, owedBy, reservedBy } from '../../store/advances.ts';
import { agentWallets } from '../../store/agent-wallets.ts';
import {
  accountsOfClient,
  applicationsIn,
  appliedAccount,
  clientOf,
  linesOf,
  type StoredApplication,
  type StoredLine,
  stepsOf,
} from '../../store/applications.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { waitingCases } from '../../store/imports-open.ts';
import { unseenPayments } from '../../store/recharges.ts';
import { seesClient } from '../../store/scope.ts';
import { depositTold } from './arrive.ts';
import { bookedFor } from './booked-payment.ts';
import { applicationSeen, type TermsOf } from './caller.ts';
import { invoicesOf } from './invoiced.ts';

export interface ApplicationsWanted {
  kind?: ApplicationKind;
  state?: ApplicationState;
  client?: number;
  /** Only those of this person. */
  mine?: string;
}

/** Applications that a scope reaches, with who holds each. What is paid upstream is for those who see everything. */
export function listApplications(
  connection: Connection,
  scope: RowScope,
  wanted: ApplicationsWanted,
): ApplicationView[] {
  const found = applicationsIn(connection, scope, wanted);
  const lines = Map.groupBy(
    linesOf(
      connection,
      found.map(({ id }) => id),
    ),
    ({ application }) => application,
  );
  const invoices = invoicesOf(
    connection,
    found.filter(({ kind }) => kind === 'invoice').map(({ id }) => id),
  );
  return found.map(each => viewOf(each, lines.get(each.id) ?? [], scope, invoices.get(each.id) ?? null));
}

function viewOf(
  { urgent, details, holdBatch: _hold, payBatch, ...application }: StoredApplication,
  lines: readonly StoredLine[],
  scope: RowScope,
  invoice: ApplicationView['invoice'],
): ApplicationView {
  const { kind, state } = application;
  return {
    ...application,
    urgent: urgent === 1,
    details: JSON.parse(details) as ApplicationView['details'],
    holder: holderOf(kind, state),
    // What stands in 发票 is finished there.
    acts: legalActs(kind, state).filter(act => act !== 'finish' || invoice === null),
    invoice,
    payBatch: scope.kind === 'all' ? payBatch : null,
    lines: lines.map(line => ({ ...line, upstreamFen: scope.kind === 'all' ? line.upstreamFen : null })),
  };
}

/** One application with its steps, and whether the row of its payment was seen. Refuses `applications.unknown`. */
export function applicationDetail(connection: Connection, scope: RowScope, id: number): ApplicationDetail {
  const found = applicationSeen(connection, scope, id);
  const { payCode } = found;
  const unseen = payCode === null ? null : unseenPayments(connection, [payCode]).get(payCode);
  return {
    ...viewOf(found, linesOf(connection, [id]), scope, invoicesOf(connection, [id]).get(id) ?? null),
    steps: stepsOf(connection, id).map(step => ({ ...step, ownWork: step.ownWork === 1 })),
    unseenFen: unseen ?? 0,
  };
}

/**
 * What a form needs to know of a client on a day: free funds, advances, accounts with the front rebate, and where
 * recharges are done (ACC-3). Refuses `applications.client_unknown`.
 */
export function formFacts(
  connection: Connection,
  scope: RowScope,
  { client, on, rules }: { client: number; on: string; rules: readonly RuleRow[] },
  termsOf: TermsOf,
): ApplicationFormFacts {
  const known = clientOf(connection, client);
  if (!known || !seesClient(connection, scope, client))
    throw new Refusal('applications.client_unknown', { client });
  const term = advanceTermOn(connection, client, on);
  const standing = { owedFen: owedBy(connection, client), reservedFen: reservedBy(connection, client) };
  const overdue = overdueOf(connection, client, on);
  const today = rulesOn(rules, on);
  const routes = (['recharge', 'corporate_transfer'] as const).flatMap(act => {
    const row = routeFor(today, act, 'qianchuan');
    return row ? [{ act, rule: row.rule, zh: row.zh, en: row.en, path: row.value.path ?? '' }] : [];
  });
  return {
    client,
    clientName: known.name,
    freeFen: freeFunds(connection, client),
    ...standing,
    term: term && { ...term, roomFen: ceilingRoom(term.ceilingFen, standing) },
    overdue: overdue && { ...overdue, days: daysOverdue(overdue.since, on) },
    accounts: accountsOfClient(connection, client).map(
      ({ id, platformId, name, kind, funder, bannedOn, pool }) => ({
        ...{ id, platformId, name, kind, bannedOn },
        mayRecharge: pool !== null && funder !== 'client' && bannedOn === null,
        terms: termsOf({ client, platform: kind, on, paidFen: 100 }).terms,
      }),
    ),
    routes,
  };
}

const DAYS_SHOWN = 10;

/** What the cashier has before him: approved applications to pay, and paid lines whose deposit is waited for. */
export function waitingRecharges(connection: Connection, scope: RowScope, on: string): RechargeWaiting {
  const toPay = (['recharge', 'refund'] as const).flatMap(kind =>
    listApplications(connection, scope, { kind, state: 'approved' }),
  );
  const paid = listApplications(connection, scope, { kind: 'recharge', state: 'paid' });
  const codes = paid.flatMap(({ payCode }) => payCode ?? []);
  const unseen = unseenPayments(connection, codes);
  return {
    toPay: toPay.map(application => ({ ...application, booked: bookedOf(connection, application, on) })),
    toArrive: paid.map(application => ({
      ...application,
      unseenFen: unseen.get(application.payCode ?? '') ?? 0,
      told: application.lines.flatMap(line => toldOf(connection, application.paidOn ?? on, line)),
    })),
    rows: rowsOn(connection, '1221.07'),
    receipts: rowsOn(connection, '2241.01'),
    wallets: agentWallets(connection),
  };
}

function rowsOn(connection: Connection, code: '1221.07' | '2241.01') {
  const waiting = waitingCases(connection, code, { limit: 200 });
  return waiting.map(({ caseNo, money, openFen, day }) => ({ caseNo, money, openFen, day }));
}

function bookedOf(connection: Connection, { kind, lines }: ApplicationView, on: string) {
  const found = kind === 'recharge' ? lines.flatMap(line => bookedFor(connection, line, on)) : [];
  const byCase = new Map(found.map(each => [each.caseNo, each]));
  return [...byCase.values()].map(({ caseNo, day, paidFen }) => ({ caseNo, day, paidFen }));
}

/** A deposit that a file told for a line, in the days after its payment. */
function toldOf(connection: Connection, paidOn: string, line: StoredLine | ApplicationView['lines'][number]) {
  if (line.depositedOn !== null || line.account === null) return [];
  const pool = appliedAccount(connection, line.account)?.pool;
  if (!pool) return [];
  for (let days = 0; days <= DAYS_SHOWN; days += 1) {
    const on = dayPlus(paidOn, days);
    const told = depositTold(connection, pool.pool, { on, creditedFen: line.creditedFen });
    if (told) return [{ line: line.id, day: told.day, amountFen: line.creditedFen }];
  }
  return [];
}
