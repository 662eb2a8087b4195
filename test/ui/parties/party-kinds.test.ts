import { describe, expect, it } from 'vitest';
import type { PartyView } from '../../../src/contract/clients.ts';
import { balancesByParty } from '../../../src/ui/screens/parties/party-balances.ts';
import {
  draftOf,
  EMPTY_PARTY,
  fieldOfRefusal,
  findingsOf,
  inputOf,
  isComplete,
} from '../../../src/ui/screens/parties/party-kinds.ts';

const BANK: PartyView = {
  id: 1,
  name: '建行基本户',
  archivedOn: null,
  details: {
    kind: 'bank',
    bank: '建设银行',
    number: '3305',
    holder: null,
    currency: 'CNY',
    has_statement: 1,
    note: null,
  },
};

describe('a party', () => {
  it('comes back from its form as it was', () => {
    expect(inputOf('money', draftOf('money', BANK))).toEqual({
      kind: 'money',
      name: '建行基本户',
      type: 'bank',
      bank: '建设银行',
      number: '3305',
      holder: '',
      currency: 'CNY',
      hasStatement: true,
      note: '',
    });
  });

  it('keeps a number without blanks, and a bank only where it is one', () => {
    const draft = {
      ...EMPTY_PARTY,
      name: ' 支付宝 ',
      moneyType: 'alipay' as const,
      bank: '建行',
      number: '３３ 05',
    };
    expect(inputOf('money', draft)).toMatchObject({ name: '支付宝', bank: '', number: '3305' });
  });

  it('names no supplier and no client of a wallet that has none', () => {
    const wallet = { ...EMPTY_PARTY, name: '共享一号', platformId: ' W1 ' };
    expect(inputOf('wallet', wallet)).toEqual({
      kind: 'wallet',
      name: '共享一号',
      type: 'shared_wallet',
      platformId: 'W1',
      note: '',
    });
    expect(inputOf('wallet', { ...wallet, client: '7' })).toMatchObject({ client: 7 });
    expect(isComplete('wallet', { ...wallet, platformId: ' ' })).toBe(false);
    expect(isComplete('employee', { ...EMPTY_PARTY, name: '周' })).toBe(true);
  });

  it('is doubted beside its fields', () => {
    const said = (patch: Partial<typeof EMPTY_PARTY>) =>
      Object.fromEntries(
        [...findingsOf('money', { ...EMPTY_PARTY, ...patch }, [BANK])].map(([field, { severity }]) => [
          field,
          severity,
        ]),
      );
    expect(said({ name: '招行' })).toEqual({});
    expect(said({ name: '建行基本户', number: '33 05', currency: 'USD' })).toEqual({
      name: 'error',
      number: 'warn',
      currency: 'warn',
    });
    expect(said({ currency: '元', number: '3.3E+15' })).toEqual({ currency: 'error', number: 'error' });
  });

  it('takes a refusal beside its field', () => {
    expect(fieldOfRefusal('clients.party_exists', 'wallet')).toBe('platformId');
    expect(fieldOfRefusal('clients.party_exists', 'money')).toBe('name');
    expect(fieldOfRefusal('books.read_only', 'money')).toBeNull();
  });
});

it('finds the balances of a party by its dimension, on the side where people read them', () => {
  const figures = {
    openingDebitFen: 0,
    openingCreditFen: 0,
    debitsFen: 0,
    creditsFen: 0,
    yearDebitsFen: 0,
    yearCreditsFen: 0,
  };
  const row = (id: number, code: string, closingDebitFen: number, closingCreditFen: number) => ({
    ...figures,
    level: 'account' as const,
    code,
    memo: false,
    account: { id, code, dims: { employee: 3 }, names: {}, poolClient: null },
    closingDebitFen,
    closingCreditFen,
  });
  const sum = { ...row(0, '1221.08', 500, 0), level: 'code' as const, account: null };
  const found = balancesByParty('employee', [
    sum,
    row(8, '1221.08', 500, 0),
    row(9, '2241.05', 0, 300),
    row(7, '1002', 9, 0),
  ]);
  expect(found.get(3)).toEqual([
    { account: 8, code: '1221.08', amountFen: 500 },
    { account: 9, code: '2241.05', amountFen: 300 },
  ]);
});
