import type { TaxRun, TaxRunLine } from '../../contract/invoices.ts';
import type { ClientRef, LedgerEvent, TaxLine } from '../../domain/accounting/events/facts.ts';
import * as refs from '../../domain/accounting/events/refs.ts';
import { taxWithin } from '../../domain/accounting/rates.ts';
import { type CoverPart, netOf, splitBy, takeParts } from '../../domain/invoices/cover.ts';
import { taxRateOn } from '../../domain/invoices/tax.ts';
import type { Fen } from '../../domain/money.ts';
import type { Rules } from '../../domain/rulebook/lookup.ts';
import { Accounts, accountsOf } from '../../ledger/accounts.ts';
import { command, type Tx } from '../../ledger/command.ts';
import { readBookSettings } from '../../store/book-settings.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { invoiceClients, poolSuppliers } from '../../store/invoice-parties.ts';
import { invoicesAhead } from '../../store/invoices.ts';
import { type InvoiceCaller, rulesAt, type WithRules } from './caller.ts';
import { absorbAhead } from './cover.ts';
import { openParts, uninvoicedParts } from './facts.ts';
import { postTax } from './tax.ts';

// Month end: tax of what was invoiced ahead and is charged now (T2), and of what is charged and not invoiced (T3). Run
// again, it posts only what has changed since.

function ratePpmOn(connection: Connection, rules: Rules): number {
  const of = readBookSettings(connection).taxpayer === 'general' ? 'vat_general' : 'vat_small';
  return (taxRateOn(rules, of)?.value.basisPoints ?? 0) * 100;
}

const targetOf = (parts: readonly CoverPart[], ratePpm: number): number =>
  parts.reduce((sum, part) => sum + taxWithin(netOf(part) as Fen, ratePpm), 0);

/** What a run on a day would post; clients without any of it are left out. */
export function taxRun(connection: Connection, { rules, on }: WithRules & { on: string }): TaxRun {
  const at = rulesAt({ rules }, on);
  const { taxInLedger } = readBookSettings(connection);
  const ratePpm = ratePpmOn(connection, at);
  const balances = new Accounts(connection);
  const lines = invoiceClients(connection).map(({ id, name }): TaxRunLine => {
    const aheads = invoicesAhead(connection, id);
    const aheadFen = aheads.reduce((sum, each) => sum + each.aheadFen, 0);
    const taxFen = aheads.reduce((sum, each) => sum + each.taxFen, 0);
    const { restFen } = takeParts(openParts(connection, id, at), aheadFen);
    const [absorbedFen = 0] = aheadFen === 0 ? [0] : splitBy(taxFen, [aheadFen - restFen, restFen]);
    return {
      ...{ client: id, clientName: name, chargedFen: aheadFen - restFen, absorbedFen },
      accruedFen: balances.of(refs.taxAccrued({ client: id })),
      targetFen: targetOf(uninvoicedParts(connection, id, at), ratePpm),
    };
  });
  return {
    ...{ on, taxInLedger },
    lines: lines.filter(
      ({ chargedFen, accruedFen, targetFen }) => chargedFen !== 0 || accruedFen !== targetFen,
    ),
  };
}

/** Carries it out as one batch a client. */
export function runTax(
  connection: Connection,
  { actor, key, at }: InvoiceCaller,
  { rules, on }: WithRules & { on: string },
): Promise<{ clients: number; batch: number | null }> {
  return command(connection, { actor, key, at, procedure: 'invoices.runTax', input: { on } }, tx => {
    const rulesNow = rulesAt({ rules }, on);
    let [clients, batch]: [number, number | null] = [0, null];
    for (const { client, clientName } of taxRun(tx.connection, { rules, on }).lines) {
      const summary = `税额计提 ${clientName} ${on.slice(0, 7)}`;
      const absorbed = absorbAhead(tx, client, rulesNow);
      const first = postTax(tx, absorbed, { client, day: on, summary });
      const posted = postTax(tx, accrual(tx, client, rulesNow), { client, day: on, summary }) ?? first;
      if (posted !== null) [clients, batch] = [clients + 1, posted];
    }
    return { clients, batch };
  });
}

/** T3 for the difference to what 2221.03 is to stand at, spread over the open charges. */
function accrual(tx: Tx, client: number, rules: Rules): LedgerEvent[] {
  const parts = uninvoicedParts(tx.connection, client, rules);
  const ratePpm = ratePpmOn(tx.connection, rules);
  const ref: ClientRef = { client };
  const differenceFen = targetOf(parts, ratePpm) - accountsOf(tx).of(refs.taxAccrued(ref));
  if (differenceFen === 0) return [];
  const pools = poolSuppliers(tx.connection);
  const spread =
    parts.length > 0 ? parts : [{ of: 'fee' as const, pool: null, month: '', grossFen: 0, discountFen: 0 }];
  const taxes = splitBy(Math.abs(differenceFen), spread.map(netOf));
  const lines = spread.map(
    (part, at): TaxLine => ({
      ...(part.of === 'charges' && part.pool !== null
        ? { of: 'charges' as const, pool: { pool: part.pool, supplier: pools.get(part.pool) ?? 0 } }
        : { of: 'fee' as const }),
      ...{ grossFen: part.grossFen as Fen, discountFen: part.discountFen as Fen, ratePpm },
      taxFen: taxes[at]! as Fen,
    }),
  );
  return [{ id: 'T3', step: differenceFen > 0 ? 'accrue' : 'take_back', client: ref, lines }];
}
