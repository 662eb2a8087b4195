import type { LedgerEvent, MediaTaxLine } from '../../domain/accounting/events/facts.ts';
import { splitBy } from '../../domain/invoices/cover.ts';
import type { Fen } from '../../domain/money.ts';
import type { Rules } from '../../domain/rulebook/lookup.ts';
import type { Tx } from '../../ledger/command.ts';
import { coverSums, monthlySums } from '../../store/invoice-money.ts';
import { coversOf, insertCover, type StoredInvoice } from '../../store/invoices.ts';
import { openTicket, platformRatePpm } from './tax.ts';

// Which media cost a platform's invoice stands for, and the input tax that follows from it (T4, T6).

const COST = '6401.01';
const EVER = '9999-12-31';

interface Cost {
  client: number;
  pool: number;
  month: string;
  fen: number;
}

/** Cost of a supplier that no invoice covers yet, the oldest month first. */
function openCosts(tx: Tx, supplier: number, on: string): Cost[] {
  const covered = new Map(
    coverSums(tx.connection, { on: EVER, supplier })
      .filter(({ of }) => of === 'cost')
      .map(({ client, pool, month, grossFen }) => [`${client} ${pool} ${month}`, grossFen]),
  );
  return monthlySums(tx.connection, { codes: [COST], on })
    .filter(sum => sum.supplier === supplier && sum.client !== null && sum.pool !== null)
    .map(({ client, pool, month, amountFen }) => ({
      ...{ client: client!, pool: pool!, month },
      fen: -amountFen - (covered.get(`${client} ${pool} ${month}`) ?? 0),
    }))
    .filter(({ fen }) => fen > 0);
}

function takeCosts(costs: readonly Cost[], amountFen: number): { taken: Cost[]; restFen: number } {
  const taken: Cost[] = [];
  let restFen = amountFen;
  for (const cost of costs) {
    const fen = Math.min(restFen, cost.fen);
    if (fen > 0) taken.push({ ...cost, fen });
    restFen -= fen;
  }
  return { taken, restFen };
}

type Received = Pick<StoredInvoice, 'id' | 'kind' | 'grossFen' | 'taxFen' | 'issuedOn' | 'numberText'> & {
  supplier: number;
};

function linesOf(taken: readonly Cost[], taxFen: number, supplier: number, rules: Rules): MediaTaxLine[] {
  const taxes = splitBy(
    taxFen,
    taken.map(({ fen }) => fen),
  );
  const ratePpm = platformRatePpm(rules);
  return taken.map(({ client, pool, fen }, at) => ({
    ...{ client: { client }, pool: { pool, supplier }, ratePpm },
    grossFen: fen as Fen,
    taxFen: taxes[at]! as Fen,
  }));
}

function keepCosts(
  tx: Tx,
  invoice: number,
  supplier: number,
  on: string,
  taken: readonly Cost[],
  red?: number,
): void {
  for (const { client, pool, month, fen } of taken)
    insertCover(tx, {
      ...{ invoice, of: 'cost', pool, client, supplier, month, discountFen: 0, taxFen: 0, coveredOn: on },
      grossFen: red === undefined ? fen : -fen,
      red: red ?? null,
    });
}

/** T4: a platform's invoice, on the oldest cost of the supplier; what no cost stands for opens a ticket. */
export function coverReceived(tx: Tx, invoice: Received, rules: Rules): LedgerEvent[] {
  const { id, supplier, grossFen, taxFen, issuedOn, numberText } = invoice;
  const { taken, restFen } = takeCosts(openCosts(tx, supplier, rules.on), grossFen);
  keepCosts(tx, id, supplier, issuedOn, taken);
  if (restFen > 0)
    openTicket(tx, {
      reason: 'INVOICE_NO_COST',
      amountFen: restFen,
      on: rules.on,
      caseNo: numberText,
      supplier,
    });
  if (taken.length === 0) return [];
  const paper = invoice.kind?.endsWith('special') ? 'special' : 'ordinary';
  const lines = linesOf(taken, taxFen, supplier, rules);
  return [{ id: 'T4', step: 'received', supplier, paper, mode: 'M1', lines }];
}

/** T6: a platform's red letter; for a rebate it lowers the rebate's cost, for an error the cost itself. */
export function redReceived(
  tx: Tx,
  blue: Received,
  red: Received,
  cause: 'rebate' | 'error',
  rules: Rules,
): LedgerEvent[] {
  const isSpecial = blue.kind?.endsWith('special') ?? false;
  const [grossFen, taxFen] = [-red.grossFen, -red.taxFen];
  const { supplier } = blue;
  if (cause === 'rebate') {
    const amounts = { grossFen: grossFen as Fen, ratePpm: platformRatePpm(rules), taxFen: taxFen as Fen };
    return isSpecial ? [{ id: 'T6', cause, supplier, ...amounts }] : [];
  }
  const stands = new Map<string, Cost>();
  for (const { client, pool, month, grossFen: fen } of coversOf(tx.connection, blue.id)) {
    const key = `${client} ${pool} ${month}`;
    const known = stands.get(key) ?? { client: client!, pool: pool!, month: month!, fen: 0 };
    known.fen += fen;
    stands.set(key, known);
  }
  const { taken } = takeCosts([...stands.values()].reverse(), grossFen);
  keepCosts(tx, blue.id, supplier, red.issuedOn, taken, red.id);
  return isSpecial && taken.length > 0
    ? [{ id: 'T6', cause, supplier, lines: linesOf(taken, taxFen, supplier, rules) }]
    : [];
}
