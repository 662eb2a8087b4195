import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certainPairs, mayPair, type OwnLeg, unpaired } from '../../src/domain/imports/pairing.ts';
import { command } from '../../src/ledger/command.ts';
import {
  identifyReceipt,
  openPayments,
  openReceipts,
  openTransfers,
  pairTransfers,
  undoImport,
  unpair,
} from '../../src/services/imports.ts';
import { insertRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { balances, caller, importFile } from './desk.ts';
import { bankFile, CCB, isSound, net, SECOND, twoClients } from './sheets.ts';

async function withBanks(...numbers: string[]): Promise<Connection> {
  const connection = await twoClients();
  await command(connection, { ...caller(), procedure: 'parties.add', input: null }, tx => {
    for (const number of numbers)
      insertRow(tx, 'money_account', { kind: 'bank', name: `银行${number}`, search_key: number, number });
    return null;
  });
  return connection;
}

const out = (day: string, no: string, to = SECOND, yuan = 500) => ({ day, net: -yuan, partyAccount: to, no });
const into = (day: string, no: string, from = CCB, yuan = 500) => ({
  day,
  net: yuan,
  partyAccount: from,
  no,
});
/** Rows that name nobody. */
const blank = (row: ReturnType<typeof out>) => ({ ...row, partyAccount: '' });

describe('E07 own transfers pair up after the fact', () => {
  it('two rows that name each other meet at once, in any order of the files', async () => {
    for (const order of [0, 1]) {
      const connection = await withBanks(CCB, SECOND);
      const files = [
        bankFile([out('2026-05-04', '1-1')]),
        bankFile([into('2026-05-05', '2-1')], { account: SECOND }),
      ];
      await importFile(connection, files[order]!);
      expect(openTransfers(connection)).toHaveLength(1);
      await importFile(connection, files[1 - order]!);
      expect([net(connection, '1012.99'), openTransfers(connection)]).toEqual([0, []]);
      isSound(connection);
    }
  });

  it('a row on 待认领款 or 待查付款 goes to transit once its account is known as own', async () => {
    for (const [code, first, second] of [
      ['2241.01', [into('2026-05-05', '2-1')], [out('2026-05-04', '1-1')]],
      ['1221.07', [out('2026-05-04', '2-1', CCB)], [into('2026-05-05', '1-1', SECOND)]],
    ] as const) {
      const connection = await withBanks(SECOND);
      await importFile(connection, bankFile(first, { account: SECOND }));
      expect(Math.abs(net(connection, code))).toBe(50_000);
      await importFile(connection, bankFile(second, { account: CCB }));
      expect([net(connection, code), net(connection, '1012.99'), openTransfers(connection)]).toEqual([
        0,
        0,
        [],
      ]);
      expect([openReceipts(connection), openPayments(connection)]).toEqual([[], []]);
      isSound(connection);
    }
  });

  it('is left open where two could be meant; a person pairs, and takes it apart for good', async () => {
    const third = '1202000000000000003';
    const connection = await withBanks(CCB, SECOND, third);
    await importFile(connection, bankFile([out('2026-05-04', '1-1', third)]));
    await importFile(connection, bankFile([out('2026-05-04', '2-1', third)], { account: SECOND }));
    await importFile(
      connection,
      bankFile([{ ...blank(into('2026-05-05', '3-1')), memo: '内部' }], { account: third }),
    );
    const receipt = openReceipts(connection)[0]!;
    await identifyReceipt(connection, caller(), {
      caseNo: receipt.caseNo,
      money: receipt.money.money,
      parts: [{ kind: 'own_transfer', amountFen: 50_000 }],
    });
    const open = openTransfers(connection);
    expect(open.map(({ side, candidates }) => [side, candidates.length])).toEqual([
      ['out', 1],
      ['out', 1],
      ['in', 2],
    ]);
    const pair = { out: open[1]!.id, in: open[2]!.id };
    const { batch } = await pairTransfers(connection, caller(), pair);
    expect(openTransfers(connection).map(({ id }) => id)).toEqual([open[0]!.id]);
    await expect(pairTransfers(connection, caller(), pair)).rejects.toMatchObject({
      code: 'imports.transfer_unknown',
    });
    await unpair(connection, caller(), batch);
    expect(openTransfers(connection)).toHaveLength(3);
    await expect(unpair(connection, caller(), batch)).rejects.toMatchObject({ code: 'imports.pair_unknown' });
    await expect(
      pairTransfers(connection, caller(), { out: open[2]!.id, in: open[0]!.id }),
    ).rejects.toMatchObject({ code: 'imports.pair_differs' });
    isSound(connection);
  });

  it('comes apart when one side is taken back, and meets again', async () => {
    const connection = await withBanks(CCB, SECOND);
    const path = bankFile([out('2026-05-04', '1-1')]);
    const { done } = await importFile(connection, path);
    await importFile(connection, bankFile([into('2026-05-05', '2-1')], { account: SECOND }));
    const together = balances(connection);
    await undoImport(connection, caller(), done.batch!);
    expect(openTransfers(connection).map(({ side }) => side)).toEqual(['in']);
    await importFile(connection, path);
    expect([balances(connection), openTransfers(connection)]).toEqual([together, []]);
    isSound(connection);
  });
});

describe('E07 with a fee kept on the way', () => {
  it('is a candidate under one number, and a person books the fee with the pair', async () => {
    const connection = await withBanks(CCB, SECOND);
    const code = 'TX20260504010003';
    await importFile(connection, bankFile([{ ...out('2026-05-04', '1-1'), note: code }]));
    await importFile(
      connection,
      bankFile([{ ...into('2026-05-05', '2-1', CCB, 495), note: code }], { account: SECOND }),
    );
    const [sent, arrived] = openTransfers(connection);
    expect(sent!.candidates).toEqual([{ id: arrived!.id, feeFen: 500 }]);
    const sides = { out: sent!.id, in: arrived!.id };
    await expect(pairTransfers(connection, caller(), sides)).rejects.toMatchObject({
      code: 'imports.pair_differs',
    });
    const { batch } = await pairTransfers(connection, caller(), { ...sides, feeFen: 500 });
    expect([net(connection, '1012.99'), net(connection, '6603.01'), openTransfers(connection)]).toEqual([
      0,
      500,
      [],
    ]);
    isSound(connection);
    await unpair(connection, caller(), batch);
    expect(openTransfers(connection)).toHaveLength(2);
    isSound(connection);
  });
});

describe('E08 退汇', () => {
  it('a returned payment clears the payment that waits; the two need no person', async () => {
    const connection = await withBanks(CCB);
    await importFile(
      connection,
      bankFile([
        { day: '2026-05-04', net: -700, party: '某某公司', no: '1-1' },
        { day: '2026-05-08', net: 700, party: '某某公司', memo: '退汇', no: '1-2' },
      ]),
    );
    expect([openPayments(connection), openReceipts(connection)]).toEqual([[], []]);
    const events = connection.prepareValue('SELECT DISTINCT event FROM transfer ORDER BY event').all();
    expect(events).toEqual(['E05', 'E08']);
    isSound(connection);
  });

  it('without its payment it waits in 待认领款; a withdrawal that came back is own money', async () => {
    const connection = await withBanks(CCB);
    await importFile(
      connection,
      bankFile([
        { day: '2026-05-08', net: 700, party: '某某公司', memo: '退汇', no: '1-2' },
        { day: '2026-05-08', net: -90, party: '支付宝', memo: '提现', no: '1-3' },
        { day: '2026-05-09', net: 90, party: '支付宝', memo: '提现退回', no: '1-4' },
      ]),
    );
    expect([openReceipts(connection).length, net(connection, '1012.99')]).toEqual([1, 0]);
    isSound(connection);
  });
});

describe('pairs of random legs', () => {
  const legs = fc
    .array(
      fc.record({
        money: fc.integer({ min: 1, max: 3 }),
        side: fc.constantFrom('out' as const, 'in' as const),
        amountFen: fc.constantFrom(100, 200),
        day: fc.constantFrom('2026-05-01', '2026-05-02', '2026-05-06'),
      }),
      { maxLength: 14 },
    )
    .map(list => list.map((leg, at): OwnLeg => ({ ...leg, id: at + 1, sourceRow: null })));
  const sums = (list: readonly OwnLeg[]) => {
    const byMoney = new Map<number, number>();
    for (const { money, side, amountFen } of list)
      byMoney.set(money, (byMoney.get(money) ?? 0) + (side === 'out' ? amountFen : -amountFen));
    return [...byMoney].filter(([, fen]) => fen !== 0).sort();
  };

  it('what is left open is the balance of each account, and never both sides of one amount', () => {
    fc.assert(
      fc.property(legs, list => {
        const open = unpaired(list);
        expect(sums(open)).toEqual(sums(list));
        for (const { money, amountFen } of open)
          expect(
            new Set(
              open
                .filter(each => each.money === money && each.amountFen === amountFen)
                .map(({ side }) => side),
            ).size,
          ).toBe(1);
      }),
    );
  });

  it('each side is paired once, with one that it may be paired with', () => {
    fc.assert(
      fc.property(legs, list => {
        const pairs = certainPairs(unpaired(list), () => false);
        const ids = pairs.flatMap(pair => [pair.out.id, pair.in.id]);
        expect(new Set(ids).size).toBe(ids.length);
        for (const pair of pairs) expect(mayPair(pair.out, pair.in)).toBe(true);
      }),
    );
  });
});
