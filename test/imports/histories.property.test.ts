import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unpaired } from '../../src/domain/imports/pairing.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { command } from '../../src/ledger/command.ts';
import {
  claim,
  continuityBreaks,
  identifyPayment,
  identifyReceipt,
  identityBreaks,
  openPayments,
  openReceipts,
  openTransfers,
  pairTransfers,
  unclaim,
  undoImport,
  unidentify,
  unpair,
} from '../../src/services/imports.ts';
import { insertRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { bookedPairs, ownLegs } from '../../src/store/imports-own.ts';
import { caller, importFile } from './desk.ts';
import { type BankRow, bankFile, CCB, isSound, list, net, SECOND, twoClients } from './sheets.ts';

/** Codes of refusals that a random act may meet; anything else is a fault. */
const EXPECTED =
  /^(imports\.(later_work|part_unknown|part_order_told|claim_too_much|pair_differs|transfer_unknown)|ledger\.(already_reversed|not_enough|later_work)|accounting\.(funds_short|balance_short|reversal_short))$/;

interface World {
  connection: Connection;
  imports: number[];
  claims: number[];
  identified: number[];
  pairs: number[];
}

const DAYS = ['2026-05-04', '2026-05-05', '2026-05-08'];
const PARTIES = ['上海木桥商贸有限公司', '周某', '湖北巨量引擎科技有限公司', ''];

/** Rows of both banks for the whole month, fixed by a seed; a file is a slice of them. */
function rowsOf(seed: readonly number[], own: string): BankRow[] {
  return seed.map((value, at) => ({
    day: DAYS[Math.floor((at * DAYS.length) / seed.length)]!,
    net: [500, -500, 300, -300, 120, -40][value % 6]!,
    party: PARTIES[Math.floor(value / 6) % 4]!,
    partyAccount: value % 5 === 0 ? own : '62001',
    memo: value % 7 === 0 ? '退汇' : '转账',
    note: value % 4 === 0 ? `SK20260501000000${value % 10}` : '',
    no: `${own.slice(-1)}-${at}`,
  }));
}

type Act = (world: World) => Promise<void>;
const nth = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(1, from.length)];
const which = ({ caseNo, money }: { caseNo: string; money: { money: number } }) => ({
  caseNo,
  money: money.money,
});

function imported(rows: readonly BankRow[], account: string, from: number, length: number): Act {
  return async world => {
    const opening = rows.slice(0, from).reduce((sum, row) => sum + row.net, 1_000_000);
    const path = bankFile(rows.slice(from, from + length), { account, openingYuan: opening });
    const { done } = await importFile(world.connection, path);
    if (done.batch !== null) world.imports.push(done.batch);
  };
}

const ACTS: ((at: number) => Act)[] = [
  at => async world => {
    const receipt = nth(openReceipts(world.connection), at);
    if (!receipt) return;
    const half = Math.max(1, Math.floor(receipt.openFen / (1 + (at % 2))));
    const parts = [{ client: 1 + (at % 2), amountFen: half, as: 'funds' as const }];
    world.claims.push(
      (await claim(world.connection, caller(), { ...which(receipt), parts, learn: at % 3 === 0 })).batch,
    );
  },
  at => async world => {
    const payment = nth(openPayments(world.connection), at);
    if (!payment) return;
    const amountFen = payment.openFen;
    const kinds = [
      { kind: 'fee' as const, amountFen },
      { kind: 'own_transfer' as const, amountFen },
      { kind: 'non_business' as const, amountFen: Math.ceil(amountFen / 2), category: '其他' },
      { kind: 'recharge' as const, amountFen, account: '1700000000000001', no: `CZ2026050100000${at % 10}` },
      { kind: 'client_refund' as const, amountFen, client: 1 },
      { kind: 'registered' as const, amountFen, no: 'CZ202605010000002' },
    ];
    const parts = [kinds[at % kinds.length]!];
    world.identified.push(
      (await identifyPayment(world.connection, caller(), { ...which(payment), parts })).batch,
    );
  },
  at => async world => {
    const receipt = nth(openReceipts(world.connection), at);
    if (!receipt) return;
    const amountFen = receipt.openFen;
    const kinds = [
      { kind: 'interest' as const, amountFen },
      { kind: 'own_transfer' as const, amountFen },
      { kind: 'returned' as const, amountFen, no: nth(openPayments(world.connection), at)?.caseNo ?? 'none' },
      { kind: 'recharge_failed' as const, amountFen, no: `CZ2026050100000${at % 10}` },
      { kind: 'registered' as const, amountFen, no: 'SK202605010000001' },
    ];
    const parts = [kinds[at % kinds.length]!];
    world.identified.push(
      (await identifyReceipt(world.connection, caller(), { ...which(receipt), parts })).batch,
    );
  },
  at => async world => {
    const batch = nth(world.claims, at);
    if (batch !== undefined) await unclaim(world.connection, caller(), { batch });
  },
  at => async world => {
    const batch = nth(world.identified, at);
    if (batch !== undefined) await unidentify(world.connection, caller(), batch);
  },
  at => async world => {
    const batch = nth(world.imports, at);
    if (batch !== undefined) await undoImport(world.connection, caller(), batch);
  },
  at => async world => {
    const open = openTransfers(world.connection);
    const out = nth(
      open.filter(({ side }) => side === 'out'),
      at,
    );
    const into = open.find(({ side, amountFen }) => side === 'in' && amountFen === out?.amountFen);
    if (out && into)
      world.pairs.push((await pairTransfers(world.connection, caller(), { out: out.id, in: into.id })).batch);
  },
  at => async world => {
    const batch = nth(world.pairs, at);
    if (batch !== undefined) await unpair(world.connection, caller(), batch).catch(ignoreUnknown);
  },
];

function ignoreUnknown(error: unknown): void {
  if (!(error instanceof Refusal) || error.code !== 'imports.pair_unknown') throw error;
}

const LISTS = [
  '2026-05-04 08:40:33,收款,SK202605010000001,,上海木桥商贸有限公司,,500.00,非赠款,,对公转账',
  '2026-05-04 09:42:04,付款,CZ202605010000002,1700000000000001,上海木桥商贸有限公司,,300.00,非赠款,,充值付款',
  '2026-05-05 10:12:04,充值,CZ202605010000002,1700000000000001,上海木桥商贸有限公司,,309.00,非赠款,,代理商加款',
];

/** What the passing accounts say is what the lists of open things say; verify is clean (I1, I4, I7, sums, chain). */
function holds({ connection }: World): void {
  isSound(connection);
  const open = unpaired(ownLegs(connection, bookedPairs(connection)));
  const transitFen = open.reduce(
    (fen, { side, amountFen }) => fen + (side === 'out' ? amountFen : -amountFen),
    0,
  );
  expect(transitFen).toBe(net(connection, '1012.99'));
  expect(identityBreaks(connection).filter(({ rule }) => rule === 'spent' || rule === 'balance')).toEqual([]);
}

/** Histories that once went wrong: a payment told by the list, then its bank file undone; a claim after an undo; a row identified, its file undone. */
const ONCE_WRONG: [number[], [number, number, number][]][] = [
  [
    [0, 3, 0, 0, 0, 0, 0],
    [
      [8, 0, 1],
      [8, 17, 0],
      [13, 0, 1],
      [0, 0, 0],
      [5, 0, 0],
    ],
  ],
  [
    [0, 0, 0, 0, 0, 0],
    [
      [8, 0, 0],
      [0, 0, 0],
      [8, 33, 0],
      [8, 33, 1],
      [1, 0, 0],
      [5, 25, 0],
      [0, 0, 0],
    ],
  ],
];

it('random histories of import, claim, identify, pair and undo keep the book and its open lists', {
  timeout: 120_000,
}, async () => {
  const acts = fc.array(fc.tuple(fc.nat(15), fc.nat(60), fc.nat(9)), { minLength: 10, maxLength: 26 });
  const seeds = fc.array(fc.nat(100), { minLength: 6, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(seeds, acts, async (seed, history) => {
      const connection = await twoClients();
      await command(connection, { ...caller(), procedure: 'parties.add', input: null }, tx => {
        for (const number of [CCB, SECOND])
          insertRow(tx, 'money_account', { kind: 'bank', name: `银行${number}`, search_key: number, number });
        return null;
      });
      const world: World = { connection, imports: [], claims: [], identified: [], pairs: [] };
      const banks = [
        { account: CCB, rows: rowsOf(seed, SECOND) },
        { account: SECOND, rows: rowsOf(seed.toReversed(), CCB) },
      ];
      for (const [kind, at, more] of history) {
        const bank = banks[at % 2]!;
        const act =
          kind < ACTS.length
            ? ACTS[kind]!(at)
            : kind < 13
              ? imported(bank.rows, bank.account, more % bank.rows.length, 1 + (at % 6))
              : async () => {
                  const { done } = await importFile(connection, list(...LISTS.slice(0, 1 + (more % 3))));
                  if (done.batch !== null) world.imports.push(done.batch);
                };
        await act(world).catch(error => {
          if (!(error instanceof Refusal) || !EXPECTED.test(error.code)) throw error;
        });
        holds(world);
      }
      for (const { account, rows } of banks) await imported(rows, account, 0, rows.length)(world);
      holds(world);
      expect(continuityBreaks(connection)).toEqual([]);
      const opened = identityBreaks(connection).filter(({ rule }) => rule === 'book');
      expect(opened).toEqual([]);
      connection.close();
    }),
    { numRuns: 12, endOnFailure: false, examples: ONCE_WRONG },
  );
});
