import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SettledAccount, settle, settlementTotals } from '../../src/domain/bills/settle.ts';

const base: SettledAccount = {
  ...{ account: '17', accountName: '木桥千川', client: 1, clientName: '木桥', pool: 1 },
  ...{ bill: null, flow: null, book: null },
};
const bill = (...lines: [business: string, amountFen: number][]) =>
  lines.map(([business, amountFen]) => ({ business, amountFen, availableFen: null }));

describe('媒体结算核对表', () => {
  it('agrees, differs, waits for its bill, or stands without a flow', () => {
    const state = (more: Partial<SettledAccount>) => settle({ ...base, ...more })?.state;
    const told = { unsplit: 500 };
    expect(state({ bill: bill(['', 500]), flow: told, book: told })).toBe('agreed');
    expect(state({ bill: bill(['', 500]), flow: told, book: { unsplit: 400 } })).toBe('differs');
    expect(state({ bill: bill(['', 500]), flow: { unsplit: 400 }, book: told })).toBe('differs');
    expect(state({ flow: told, book: told })).toBe('no_bill');
    expect(state({ bill: bill(['', 500]), book: told })).toBe('no_flow');
    expect(settle(base)).toBeNull();
    expect(settle({ ...base, flow: { unsplit: 0 } })).toBeNull();
  });

  it('names as cause what the bill itself calls a rebate, a correction or a penalty, and the rest unknown', () => {
    const line = settle({
      ...base,
      bill: bill(['千川-DOU+电商版', 1_000], ['千川-PC金额调差', -30], ['返点冲抵', -20], ['保证金扣罚', 5]),
      flow: { suixintui: 990 },
      book: { unsplit: 990 },
    });
    expect(line).toMatchObject({ billFen: 955, bookDiffFen: -35, flowDiffFen: -35 });
    expect(line?.causes).toEqual([
      { reason: 'REBATE_DIFF', amountFen: -20 },
      { reason: 'RESTATE', amountFen: -30 },
      { reason: 'PENALTY', amountFen: 5 },
      { reason: 'UNKNOWN', amountFen: 10 },
    ]);
    expect(line?.parts.map(({ kind, billFen }) => [kind, billFen])).toEqual([
      ['suixintui', 1_000],
      ['unsplit', null],
      ['restated', -30],
      ['rebate', -20],
      ['penalty', 5],
    ]);
  });

  it('causes always sum to the difference, parts to each side', () => {
    const fen = fc.integer({ min: -1_000_000, max: 1_000_000 });
    const business = fc.constantFrom('随心推', '千川', 'DOU+', '', '返点冲抵', '金额调差', '违规');
    const products = fc.record(
      { suixintui: fen, qianchuan: fen, douplus: fen, unsplit: fen },
      { requiredKeys: [] },
    );
    const account = fc.record({
      bill: fc.option(fc.array(fc.tuple(business, fen), { minLength: 1, maxLength: 8 })),
      flow: fc.option(products),
      book: fc.option(products),
    });
    fc.assert(
      fc.property(account, ({ bill: told, flow, book }) => {
        const line = settle({ ...base, bill: told && bill(...told), flow, book });
        if (!line) return;
        const sum = (values: readonly (number | null)[]) =>
          values.reduce<number>((all, each) => all + (each ?? 0), 0);
        expect(sum(line.causes.map(({ amountFen }) => amountFen))).toBe(line.bookDiffFen ?? 0);
        expect(sum(line.parts.map(({ billFen }) => billFen))).toBe(line.billFen ?? 0);
        expect(sum(line.parts.map(({ bookFen }) => bookFen))).toBe(line.bookFen);
        expect(sum(line.parts.map(({ flowFen }) => flowFen))).toBe(line.flowFen ?? 0);
        expect(settlementTotals([line]).billFen).toBe(line.billFen ?? 0);
      }),
    );
  });
});
