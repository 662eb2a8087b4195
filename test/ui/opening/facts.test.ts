import { describe, expect, it } from 'vitest';
import type { OpeningPreviewView } from '../../../src/contract/clients.ts';
import type { Fen } from '../../../src/domain/money.ts';
import type { OpeningFact } from '../../../src/domain/parties/opening-facts.ts';
import {
  codeGroups,
  obstacleTo,
  partyOf,
  recordGroups,
  totalsOf,
} from '../../../src/ui/screens/opening/facts.ts';

const fact = (code: string, side: 'debit' | 'credit', amountFen: number, dims = {}): OpeningFact => ({
  account: { code, ...dims },
  side,
  amountFen: amountFen as Fen,
});
const FACTS = [
  fact('2203.01', 'credit', 8_000, { client: 1 }),
  fact('1002', 'debit', 10_000, { money: 1 }),
  fact('1002', 'debit', 500, { money: 2 }),
  fact('9001', 'debit', 77, { pool: 3 }),
];
const names = {
  client: { 1: 'C1 甲公司' },
  subject: {},
  supplier: {},
  money: { 1: '建行' },
  pool: { 3: '千川一号' },
  employee: {},
};
const PLAN: OpeningPreviewView = {
  planId: 'p',
  on: '2026-04-30',
  locked: false,
  standing: null,
  names,
  facts: FACTS,
  records: [],
  differenceFen: 2_500,
  declared: null,
  refused: [],
  findings: [],
};

describe('an opening plan', () => {
  it('stands by code, and memo adds nothing to the book', () => {
    const groups = codeGroups(FACTS);
    expect(groups.map(({ code, facts, debitFen }) => [code, facts.length, debitFen])).toEqual([
      ['1002', 2, 10_500],
      ['2203.01', 1, 0],
      ['9001', 1, 77],
    ]);
    expect(totalsOf(groups)).toEqual({ debitFen: 10_500, creditFen: 8_000, differenceFen: 2_500 });
  });

  it('names its parties', () => {
    expect(partyOf(FACTS[0]!, names)).toBe('C1 甲公司');
    expect(partyOf(FACTS[2]!, names)).toBe('');
  });

  it('sums records by kind', () => {
    const record = { client: 1, account: '', caseNo: '', on: null, note: '' };
    const groups = recordGroups([
      { ...record, kind: 'limit_used', amountFen: 5 as Fen },
      { ...record, kind: 'invoiced', amountFen: 7 as Fen },
      { ...record, kind: 'limit_used', amountFen: 6 as Fen },
    ]);
    expect(groups.map(({ kind, amountFen }) => [kind, amountFen])).toEqual([
      ['invoiced', 7],
      ['limit_used', 11],
    ]);
  });

  it('is booked only whole, sound, open and with a name for its difference', () => {
    const finding = { severity: 'error' as const, code: 'x', params: {}, place: {} };
    const refused = { sheet: '', row: 1, headings: [], cells: [], findings: [finding] };
    expect(obstacleTo(PLAN, '毛利')).toBeNull();
    expect(obstacleTo(PLAN, ' ')).toBe('unnamed');
    expect(obstacleTo({ ...PLAN, differenceFen: 0 }, '')).toBeNull();
    expect(obstacleTo({ ...PLAN, refused: [refused] }, '毛利')).toBe('refused');
    expect(obstacleTo({ ...PLAN, findings: [finding] }, '毛利')).toBe('faulty');
    expect(obstacleTo({ ...PLAN, findings: [{ ...finding, severity: 'warn' }] }, '毛利')).toBeNull();
    expect(obstacleTo({ ...PLAN, facts: [] }, '毛利')).toBe('empty');
    expect(obstacleTo({ ...PLAN, locked: true, refused: [refused] }, '')).toBe('locked');
  });
});
