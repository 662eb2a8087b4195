import { expand } from '../../domain/accounting/events/expand.ts';
import type { LedgerEvent, MoneyRef } from '../../domain/accounting/events/facts.ts';
import { pairCase, unpaired } from '../../domain/imports/pairing.ts';
import type { KeptEntry } from '../../domain/matching/book/kept.ts';
import type { Relation } from '../../domain/matching/book/relations.ts';
import type { Fen } from '../../domain/money.ts';
import { accountsOf } from '../../ledger/accounts.ts';
import type { BatchLeg } from '../../ledger/batch.ts';
import type { Tx } from '../../ledger/command.ts';
import { post } from '../../ledger/post.ts';
import { reverse } from '../../ledger/reverse.ts';
import { StoredBookView } from '../../store/imports-book.ts';
import { bookedPairs, ownLegs } from '../../store/imports-own.ts';
import {
  type Clearing,
  clearingsOf,
  endClearing,
  keepClearing,
  registeredOf,
  reversalOfBatch,
  type Standing,
  waitingOf,
} from '../../store/matching-clear.ts';
import { groupOfKey, groupsById, type StoredGroup } from '../../store/matching-open.ts';

type Way = 'in' | 'out';

/** Relations between a statement and what was registered before its row, by the way of the money. */
const WAYS: Partial<Record<Relation, Way>> = {
  receipt: 'in',
  withdrawal: 'in',
  refund: 'in',
  payout: 'out',
  direct: 'out',
};
export const TWIN_RELATIONS: readonly string[] = Object.keys(WAYS);

/** An event of a clearing pair, with the statement row that it stands on. */
interface Clear {
  event: LedgerEvent & { amountFen: Fen };
  sourceRow: number;
}

/**
 * Posts the clearing pair of matches: what was registered before its row against what the row left waiting (E02 Dr 2241.01 ·
 * Cr 1002.90, E06 Dr 1002.90 · Cr 1221.07), own transfers E07. Never more than the matched amount, and nothing where
 * neither side waits. No client, pool, income or cost account is touched.
 */
export function clearMatches(tx: Tx, keys: readonly string[]): number {
  const ids = keys.flatMap(key => groupOfKey(tx.connection, key) ?? []);
  return groupsById(tx.connection, ids).filter(group => clearOne(tx, group)).length;
}

function clearOne(tx: Tx, group: StoredGroup): boolean {
  if (clearingsOf(tx.connection, [group.key]).length > 0) return false;
  const clears = clearsOf(tx, group);
  if (clears.length === 0) return false;
  const day = group.entries
    .map(entry => entry.day)
    .toSorted()
    .at(-1)!;
  const accounts = accountsOf(tx);
  const legs = clears.flatMap(({ event, sourceRow }) =>
    expand(event, accounts).legs.map((leg): BatchLeg => ({ ...leg, sourceRow })),
  );
  const effectiveOn = new StoredBookView(tx.connection).bookDay(day);
  const { batch } = post(tx, { event: clears[0]!.event.id, effectiveOn, summary: '勾对核销', legs });
  const amountFen = clears.reduce((fen, { event }) => fen + event.amountFen, 0);
  keepClearing(tx, { key: group.key, amountFen, batch });
  return true;
}

function clearsOf(tx: Tx, group: StoredGroup): Clear[] {
  if (group.relation === 'sweep') return clearTransfer(tx, group);
  const way = WAYS[group.relation];
  return way ? clearTwins(tx, group, way) : [];
}

const ofSide = (group: StoredGroup, side: KeptEntry['side']): KeptEntry[] =>
  group.entries.filter(entry => entry.side === side);

/** Waiting rows against registered cases of the same money account, in their order, each as far as both reach. */
function clearTwins({ connection }: Tx, group: StoredGroup, way: Way): Clear[] {
  const code = way === 'in' ? '2241.01' : '1221.07';
  const registered = ofSide(group, 'right').flatMap(({ row, fen }) =>
    capped(registeredOf(connection, row, way), fen),
  );
  if (registered.every(({ openFen }) => openFen <= 0)) return [];
  const clears: Clear[] = [];
  for (const { row, fen } of ofSide(group, 'left')) {
    const waiting = waitingOf(connection, row, code);
    let restFen = Math.min(waiting?.openFen ?? 0, fen);
    for (const each of registered) {
      if (each.money !== waiting?.money) continue;
      const amountFen = Math.min(restFen, each.openFen) as Fen;
      if (amountFen <= 0) continue;
      each.openFen -= amountFen;
      restFen -= amountFen;
      const told = { step: 'matched', caseNo: each.caseNo, money: moneyOf(each), amountFen } as const;
      clears.push({ event: { id: way === 'in' ? 'E02' : 'E06', ...told }, sourceRow: row });
    }
  }
  return clears;
}

/** A row clears no more than its own amount, whatever else stands under its case. */
function capped(standings: readonly Standing[], mostFen: number): Standing[] {
  let restFen = mostFen;
  return standings.map(each => {
    const openFen = Math.max(0, Math.min(each.openFen, restFen));
    restFen -= openFen;
    return { ...each, openFen };
  });
}

const moneyOf = ({ money, moneyKind }: Standing): MoneyRef => ({
  money,
  kind: moneyKind === 'bank' ? 'bank' : 'channel',
});

/** E07: the two sides of one transfer, where both still stand on 内部划转在途 for the same amount. */
function clearTransfer({ connection }: Tx, group: StoredGroup): Clear[] {
  const [into, ...moreIn] = ofSide(group, 'left');
  const [out, ...moreOut] = ofSide(group, 'right');
  if (!into || !out || moreIn.length > 0 || moreOut.length > 0 || into.fen !== out.fen) return [];
  const open = unpaired(ownLegs(connection, bookedPairs(connection)));
  const leg = (side: 'in' | 'out', row: number) =>
    open.find(each => each.side === side && each.sourceRow === row && each.amountFen === into.fen);
  const pair = { in: leg('in', into.row), out: leg('out', out.row) };
  if (!pair.in || !pair.out || pair.in.money === pair.out.money) return [];
  const caseNo = pairCase({ in: pair.in, out: pair.out });
  const between = { payer: pair.out.money, payee: pair.in.money };
  const event = { id: 'E07', step: 'paired', caseNo, ...between, amountFen: into.fen as Fen } as const;
  return [{ event, sourceRow: into.row }];
}

/** Takes the clearing pairs of matches back in red. */
export function takeBackClearings(tx: Tx, keys: readonly string[]): void {
  for (const clearing of clearingsOf(tx.connection, keys)) takeBack(tx, clearing);
}

/** Takes one clearing pair back; one that was reversed elsewhere is only written off. */
export function takeBack(tx: Tx, { id, batch, day }: Clearing): void {
  const reversed = reversalOfBatch(tx.connection, batch);
  const view = new StoredBookView(tx.connection);
  const dayOf = (of: string) => view.bookDay(of);
  const by =
    reversed ?? reverse(tx, batch, { effectiveOn: dayOf(day), summary: '撤销勾对核销', dayOf }).batch;
  endClearing(tx, id, by);
}
