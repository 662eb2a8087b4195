import type { AdjustmentPair, AdjustmentPreview } from '../../contract/ticket-acts.ts';
import { accountOf, isProfitAndLoss } from '../../domain/accounting/chart.ts';
import { expand } from '../../domain/accounting/events/expand.ts';
import type { Facts } from '../../domain/accounting/events/facts.ts';
import type { AdjustmentRules } from '../../domain/accounting/events/facts-settlement.ts';
import type { AccountRef, Balances } from '../../domain/accounting/types.ts';
import type { Fen } from '../../domain/money.ts';
import { Refusal } from '../../domain/refusal.ts';
import { ruleFor, rulesOn } from '../../domain/rulebook/lookup.ts';
import type { RuleRow } from '../../domain/rulebook/types.ts';
import { Accounts, accountsOf } from '../../ledger/accounts.ts';
import { command, type Tx } from '../../ledger/command.ts';
import { post } from '../../ledger/post.ts';
import { reverse } from '../../ledger/reverse.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { StoredBookView } from '../../store/imports-book.ts';
import { changeTicket, type TicketRow, ticketById } from '../../store/tickets.ts';
import {
  accountsNear,
  adjustmentsOf,
  type NearAccount,
  type TicketStand,
  ticketStand,
} from '../../store/tickets-stand.ts';

export interface TicketCaller {
  actor: string;
  key: string;
  /** UTC, ISO. */
  at: string;
}

const ROUNDING = '6603.03';
const OTHER_INCOME = '6301';

/** One way to adjust: its name, what it shows, and the facts of E59 that it stands for. */
interface Way extends AdjustmentPair {
  facts(amountFen: Fen, rules: AdjustmentRules): Facts<'E59'>;
}

/** The ticket of an id. Refuses `tickets.unknown`. */
export function ticketOf(connection: Connection, ticket: number): TicketRow {
  const found = ticketById(connection, ticket);
  if (!found) throw new Refusal('tickets.unknown', { ticket });
  return found;
}

/** Pairs of the rulebook (ADJ-1) in force on the day of a ticket. */
function rulesFor(shipped: readonly RuleRow[], day: string) {
  const rules = rulesOn(shipped, day);
  const pairs = ruleFor(rules, 'adjustment_pairs', 'any');
  const rounding = ruleFor(rules, 'rounding_limit', 'any');
  if (!pairs || !rounding) throw new Refusal('tickets.no_adjustment_rule', { day });
  return { pairs, facts: { pairs: pairs.value, roundingLimitFen: rounding.value as Fen } };
}

/** Pairs that the rulebook allows and whose accounts the ticket can name. */
export function adjustmentPairs(
  connection: Connection,
  { ticket, shipped }: { ticket: number; shipped: readonly RuleRow[] },
): AdjustmentPair[] {
  return waysOf(connection, ticketOf(connection, ticket), shipped).map(({ pair, debit, credit }) => ({
    pair,
    debit,
    credit,
  }));
}

function waysOf(connection: Connection, ticket: TicketRow, shipped: readonly RuleRow[]): Way[] {
  const stand = ticketStand(connection, ticket.id);
  const { pairs } = rulesFor(shipped, ticket.aroseOn);
  const split = pairs.value.map(pair => ({ pair, sides: pair.split(/[=>]/) as [string, string] }));
  const codes = [...new Set(split.flatMap(({ sides }) => sides))].filter(code => !isProfitAndLoss(code));
  const near = accountsNear(connection, stand, codes);
  const of = (code: string) => near.filter(each => each.code === code);
  return split.flatMap(({ pair, sides: [one, other] }): Way[] => {
    if (other === ROUNDING)
      return of(one).flatMap(each => ['gain', 'loss'].flatMap(way => rounding(each, way, stand)));
    if (other === OTHER_INCOME) return of(one).flatMap(each => unclaimable(each, stand));
    const both = of(one).flatMap(each => of(other).map(next => [each, next] as const));
    const ways = both.flatMap(([each, next]) => [between(each, next), between(next, each)]);
    return pair.includes('>') ? [] : ways.flat();
  });
}

const refOf = ({ code, dims }: NearAccount): AccountRef => ({ code, ...dims });
const shown = (account: NearAccount) => {
  const kind = account.category === null ? '' : ` · ${account.category}`;
  return { code: account.code, name: accountOf(account.code).zh, of: `${account.of}${kind}` };
};
const shownCode = (code: string, { of }: NearAccount) => ({ code, name: accountOf(code).zh, of });

function rounding(account: NearAccount, way: string, { pool }: TicketStand): Way[] {
  if (way !== 'gain' && way !== 'loss') return [];
  const { id, code } = account;
  if (code === '1123.03' && (pool === null || pool.supplier === null || account.dims.pool !== pool.id))
    return [];
  const client = pool?.client ?? null;
  const held =
    code === '1123.03'
      ? {
          pool: {
            ...{ pool: pool!.id, supplier: pool!.supplier! },
            ...(client === null ? {} : { client: { client } }),
          },
        }
      : {};
  const rounded = shownCode(ROUNDING, account);
  const [debit, credit] = way === 'gain' ? [shown(account), rounded] : [rounded, shown(account)];
  const facts = (amountFen: Fen, rules: AdjustmentRules) =>
    ({ id: 'E59', step: 'rounding', on: refOf(account), direction: way, amountFen, rules, ...held }) as const;
  return [{ pair: `rounding ${id} ${way}`, debit, credit, facts }];
}

function unclaimable(account: NearAccount, { client, money }: TicketStand): Way[] {
  if (client === null) return [];
  const from =
    account.code === '2241.01' && money
      ? { money: { money: money.id, kind: money.kind === 'bank' ? 'bank' : 'channel' } as const }
      : {};
  const facts = (amountFen: Fen, rules: AdjustmentRules) =>
    ({ id: 'E59', step: 'unclaimable', client: { client }, amountFen, rules, ...from }) as const;
  const credit = shownCode(OTHER_INCOME, account);
  return [{ pair: `unclaimable ${account.id}`, debit: shown(account), credit, facts }];
}

function between(debit: NearAccount, credit: NearAccount): Way[] {
  if (debit.id === credit.id) return [];
  const facts = (amountFen: Fen, rules: AdjustmentRules) =>
    ({ id: 'E59', step: 'pair', debit: refOf(debit), credit: refOf(credit), amountFen, rules }) as const;
  return [{ pair: `pair ${debit.id} ${credit.id}`, debit: shown(debit), credit: shown(credit), facts }];
}

interface Wanted {
  ticket: number;
  pair: string;
  amountFen: number;
  shipped: readonly RuleRow[];
}

/** Legs of E59 for a ticket, over some balances. Refuses `tickets.pair_unknown` and what the event refuses. */
function legsOf(connection: Connection, balances: Balances, { ticket, pair, amountFen, shipped }: Wanted) {
  const found = ticketOf(connection, ticket);
  const way = waysOf(connection, found, shipped).find(each => each.pair === pair);
  if (!way) throw new Refusal('tickets.pair_unknown', { ticket });
  const { pairs, facts: rules } = rulesFor(shipped, found.aroseOn);
  const { legs } = expand(way.facts(amountFen as Fen, rules), balances);
  const effectiveOn = new StoredBookView(connection).bookDay(found.aroseOn);
  return { found, legs, effectiveOn, rule: pairs };
}

/** The entry that an adjustment would post, with the rule that allows it. */
export function previewAdjustment(connection: Connection, wanted: Wanted): AdjustmentPreview {
  const { legs, effectiveOn, rule } = legsOf(connection, new Accounts(connection), wanted);
  return {
    effectiveOn,
    legs: legs.map(({ debit, credit, amountFen }) => ({ debit: debit.code, credit: credit.code, amountFen })),
    rule: { id: rule.rule, zh: rule.zh, en: rule.en },
  };
}

/** Posts E59 (ADJ-1) and decides the ticket by it. Refuses `tickets.not_open`, `tickets.pair_unknown`, and what the ledger refuses. */
export function adjustTicket(
  connection: Connection,
  caller: TicketCaller,
  { shipped, ...input }: Wanted & { note: string },
): Promise<{ ticket: number; batch: number }> {
  return command(connection, { ...caller, procedure: 'tickets.adjust', input }, tx =>
    adjustIn(tx, { ...input, shipped }),
  );
}

/** The same inside a command. */
export function adjustIn(tx: Tx, wanted: Wanted & { note: string }): { ticket: number; batch: number } {
  const { ticket, note } = wanted;
  const { found, legs, effectiveOn } = legsOf(tx.connection, accountsOf(tx), wanted);
  if (found.state === 'decided') throw new Refusal('tickets.not_open', { ticket });
  const standing = found.sourceRow === null ? {} : { sourceRow: found.sourceRow };
  const { batch } = post(tx, {
    ...{ event: 'E59', effectiveOn, summary: `差异单 ${ticket}：${note}` },
    legs: legs.map(leg => ({ ...leg, ...standing })),
  });
  changeTicket(tx, ticket, { state: 'decided', resolution: 'adjustment', decidedBatch: batch, note });
  return { ticket, batch };
}

/** Takes the adjustment of a ticket back in red; the ticket is open again. Refuses `tickets.not_adjusted`. */
export function takeBackAdjustment(
  connection: Connection,
  caller: TicketCaller,
  input: { ticket: number; note: string },
): Promise<{ ticket: number; batch: number }> {
  return command(connection, { ...caller, procedure: 'tickets.takeBackAdjustment', input }, tx => {
    const { ticket, note } = input;
    const { aroseOn, resolution } = ticketOf(connection, ticket);
    const standing = adjustmentsOf(connection, ticket).findLast(({ isReversed }) => !isReversed);
    if (!standing) throw new Refusal('tickets.not_adjusted', { ticket });
    const view = new StoredBookView(connection);
    const dayOf = (day: string) => view.bookDay(day);
    const head = { effectiveOn: dayOf(aroseOn), summary: `撤销差异单 ${ticket} 的调整：${note}`, dayOf };
    const { batch } = reverse(tx, standing.batch, head);
    const open = resolution === 'adjustment' ? ({ state: 'open', resolution: null } as const) : {};
    changeTicket(tx, ticket, { ...open, decidedBatch: null, note });
    return { ticket, batch };
  });
}
