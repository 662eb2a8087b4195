import type { ApplicationForm } from '../../contract/applications.ts';
import { applicationNo } from '../../domain/applications/code.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Tx } from '../../ledger/command.ts';
import { command } from '../../ledger/command.ts';
import {
  type AppliedAccount,
  applicationsOfDay,
  appliedAccount,
  clientOf,
  insertApplication,
  insertLine,
  linesOf,
  updateApplication,
  updateLine,
} from '../../store/applications.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { seesClient } from '../../store/scope.ts';
import { type ApplicationCaller, applicationSeen, callOf, type TermsOf } from './caller.ts';
import { takeStep } from './step.ts';

interface Line {
  account: number | null;
  toAccount: number | null;
  toClient: number | null;
  paidFen: number;
  creditedFen: number;
  ratePpm: number;
  recognition: 'with_spend' | 'at_recharge' | null;
  grantFen: number;
  feeFen: number;
}

/**
 * Keeps a new application as a draft, or another content of a draft; both 实付 and 到账 of each line are kept. Refuses
 * `applications.unknown`, `applications.not_draft`, `applications.client_unknown` and what `checked` refuses.
 */
export function keepApplication(
  connection: Connection,
  caller: ApplicationCaller,
  wanted: { id?: number; form: ApplicationForm },
  termsOf: TermsOf,
): Promise<{ application: number; no: string }> {
  return command(connection, { ...callOf(caller), procedure: 'applications.keep', input: wanted }, tx =>
    keepDraft(tx, caller, wanted, termsOf),
  );
}

/** `keepApplication` within a command. */
export function keepDraft(
  tx: Tx,
  { scope }: ApplicationCaller,
  { id, form }: { id?: number; form: ApplicationForm },
  termsOf: TermsOf,
): { application: number; no: string } {
  const { connection } = tx;
  if (!clientOf(connection, form.client) || !seesClient(connection, scope, form.client))
    throw new Refusal('applications.client_unknown', { client: form.client });
  const day = beijingDay(tx.at);
  const lines = form.lines.map(line => checked(connection, scope, form, line, day, termsOf));
  if (lines.length === 0) throw new Refusal('applications.no_lines');
  const sum = (of: (line: Line) => number) => lines.reduce((fen, line) => fen + of(line), 0);
  const values = {
    ...{ kind: form.kind, client: form.client, funding: form.funding, route: form.route },
    ...{ urgent: form.urgent ? 1 : 0, note: form.note, details: JSON.stringify(form.details) },
    paid_fen: sum(line => line.paidFen),
    credited_fen: sum(line => line.creditedFen),
  };
  if (id !== undefined) {
    const before = applicationSeen(connection, scope, id);
    if (before.state !== 'draft') throw new Refusal('applications.not_draft', { no: before.no });
    const known = linesOf(connection, [id]);
    if (known.length <= lines.length) {
      updateApplication(tx, id, values);
      lines.forEach((line, at) => {
        if (known[at]) updateLine(tx, known[at].id, columnsOf(line));
        else insertLine(tx, { application: id, nth: at + 1, ...columnsOf(line) });
      });
      return { application: id, no: before.no };
    }
    // Lines are never deleted: with fewer of them it is a new draft, and the old one is withdrawn.
    takeStep(tx, before, 'withdraw');
  }
  const prefix = applicationNo(day, 0).slice(0, 10);
  const no = applicationNo(day, applicationsOfDay(connection, prefix) + 1);
  const application = insertApplication(tx, {
    ...{ no, state: 'draft', created_by: tx.actor, created_at: tx.at },
    ...values,
  });
  lines.forEach((line, at) => {
    insertLine(tx, { application, nth: at + 1, ...columnsOf(line) });
  });
  return { application, no };
}

function columnsOf(line: Line) {
  return {
    ...{ platform_account: line.account, to_account: line.toAccount, to_client: line.toClient },
    ...{ paid_fen: line.paidFen, credited_fen: line.creditedFen, rate_ppm: line.ratePpm },
    ...{ recognition: line.recognition, grant_fen: line.grantFen, fee_fen: line.feeFen },
  };
}

/**
 * A line as its kind needs it, with 到账 by the policies of the day. Refuses `applications.account_missing`,
 * `applications.account_unknown`, `applications.account_banned` (ACC-2), `applications.client_funded`,
 * `applications.target_missing`.
 */
function checked(
  connection: Connection,
  scope: ApplicationCaller['scope'],
  form: ApplicationForm,
  { account: accountId, toAccount, toClient, paidFen }: ApplicationForm['lines'][number],
  day: string,
  termsOf: TermsOf,
): Line {
  const plain = { account: null, toAccount: null, toClient: null, paidFen, creditedFen: paidFen };
  const none = { ...plain, ratePpm: 0, recognition: null, grantFen: 0, feeFen: 0 };
  if (form.kind === 'transfer' && toClient !== undefined) {
    if (
      toClient === form.client ||
      !clientOf(connection, toClient) ||
      !seesClient(connection, scope, toClient)
    )
      throw new Refusal('applications.target_missing');
    return { ...none, toClient };
  }
  if (form.kind !== 'recharge' && form.kind !== 'transfer') return none;
  const account = needAccount(connection, form.client, accountId);
  if (form.kind === 'transfer') {
    if (toAccount === undefined || toAccount === accountId) throw new Refusal('applications.target_missing');
    return { ...none, account: account.id, toAccount: needAccount(connection, form.client, toAccount).id };
  }
  if (account.bannedOn !== null && account.bannedOn <= day)
    throw new Refusal('applications.account_banned', { account: account.platformId, day: account.bannedOn });
  if (account.funder === 'client')
    throw new Refusal('applications.client_funded', { account: account.platformId });
  const { terms, amounts } = termsOf({ client: form.client, platform: account.kind, on: day, paidFen });
  return {
    ...{ ...plain, account: account.id, creditedFen: amounts.creditedFen },
    ...{ grantFen: amounts.grantFen, feeFen: amounts.feeFen },
    ...{ ratePpm: terms.cash?.ratePpm ?? 0, recognition: terms.cash?.recognition ?? null },
  };
}

function needAccount(connection: Connection, client: number, id: number | undefined): AppliedAccount {
  if (id === undefined) throw new Refusal('applications.account_missing');
  const account = appliedAccount(connection, id);
  if (!account?.pool || (account.client !== client && account.pool.client?.client !== client))
    throw new Refusal('applications.account_unknown', { account: id });
  return account;
}
