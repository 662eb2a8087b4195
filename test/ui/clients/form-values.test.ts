import { describe, expect, it } from 'vitest';
import type { ClientView } from '../../../src/contract/clients.ts';
import { emptyClient } from '../../../src/domain/parties/client-book.ts';
import {
  accountFinding,
  type ClientDraft,
  daysOf,
  draftOf,
  EMPTY_DRAFT,
  fieldOfRefusal,
  findingsOf,
  formOf,
  paperFinding,
  ratePpm,
} from '../../../src/ui/screens/clients/form-values.ts';

const DAY = '2026-05-08';
const KNOWN: ClientView = {
  ...emptyClient('C0001'),
  id: 1,
  archivedOn: null,
  name: '甲公司',
  note: '老客户',
  subjects: [{ kind: 'enterprise', name: '甲公司', paperNo: '91350100M000100Y43', verification: 'passed' }],
  assignments: [{ manager: '林一', role: 'main', from: '2026-05-01', to: null }],
  frontRebatePpm: 25_000,
  terms: 'postpaid',
  creditDays: 30,
};
const created = (patch: Partial<ClientDraft>) =>
  formOf({ ...EMPTY_DRAFT, name: '乙公司', ...patch }, EMPTY_DRAFT);
const changed = (patch: Partial<ClientDraft>) => {
  const start = draftOf(KNOWN, DAY);
  return formOf({ ...start, ...patch }, start);
};
const findings = (patch: Partial<ClientDraft>) =>
  Object.fromEntries(
    [...findingsOf({ ...EMPTY_DRAFT, ...patch })].map(([field, { severity, code }]) => [
      field,
      `${severity} ${code.replace('screens.clients.finding.', '')}`,
    ]),
  );

describe('what a form sends', () => {
  it('is nothing of a client that was not touched', () => {
    expect(changed({})).toEqual({});
  });

  it('is what was typed of a new one, without empty rows', () => {
    expect(
      created({
        rebate: '3',
        creditDays: '15',
        terms: 'postpaid',
        manager: ' 林一 ',
        managerFrom: '5-1',
        assistants: '宋扬、宋扬；周舟',
        aliases: [
          { kind: 'payer', name: ' 王军英 ' },
          { kind: 'shop', name: '' },
        ],
        accounts: [
          { kind: 'qianchuan', id: ' 1722699758076391 ', name: '' },
          { kind: 'douplus', id: '', name: '没有号' },
        ],
        spendBasis: 'orders',
      }),
    ).toEqual({
      name: '乙公司',
      subjectKind: 'enterprise',
      frontRebatePpm: 30_000,
      creditDays: 15,
      terms: 'postpaid',
      manager: '林一',
      managerFrom: expect.stringMatching(/^\d{4}-05-01$/),
      assistants: ['宋扬', '周舟'],
      aliases: [{ kind: 'payer', name: '王军英' }],
      accounts: [{ kind: 'qianchuan', id: '1722699758076391', name: '' }],
      funder: 'agency',
      spendBasis: 'orders',
    });
  });

  it('takes a note away by an empty one, and a rebate and days by none', () => {
    expect(changed({ note: '', rebate: '', creditDays: '' })).toEqual({
      note: '',
      frontRebatePpm: 0,
      creditDays: 0,
    });
  });

  it('names the legal person wherever it says something of one', () => {
    expect(changed({ verification: 'expired' })).toEqual({ subjectName: '甲公司', verification: 'expired' });
    expect(changed({ subjectName: '甲乙公司' })).toEqual({
      subjectName: '甲乙公司',
      subjectKind: 'enterprise',
    });
  });

  it('leaves the manager who already is the main one', () => {
    expect(changed({ manager: '林一', managerFrom: '2026-05-20' })).toEqual({});
    expect(changed({ manager: '宋扬', managerFrom: '2026-05-20' })).toEqual({
      manager: '宋扬',
      managerFrom: '2026-05-20',
    });
  });
});

describe('what is said beside a field', () => {
  it('is nothing of an empty form', () => {
    expect(findings({})).toEqual({});
  });

  it('counts a short paper number and doubts a whole one by the kind of the subject', () => {
    expect(paperFinding('enterprise', '91350100')).toMatchObject({ severity: 'info', params: { typed: 8 } });
    expect(paperFinding('enterprise', '9135 0100 M000 100Y43')).toBeNull();
    expect(paperFinding('enterprise', '91350100M000100Y44')).toMatchObject({
      severity: 'warn',
      code: 'screens.clients.finding.parties.credit_code',
    });
    expect(paperFinding('individual', '11010519491231002X')).toBeNull();
    expect(paperFinding('individual', '110105194912310021')).toMatchObject({ severity: 'warn' });
    expect(paperFinding('enterprise', '9135****0Y43')).toBeNull();
  });

  it('stops what the service cannot take', () => {
    expect(findings({ rebate: '101', creditDays: '一月', managerFrom: '2026-02-30' })).toEqual({
      rebate: 'error rate',
      creditDays: 'error days',
      managerFrom: 'error day',
    });
    expect(findings({ rebate: '25%', aliases: [{ kind: 'shop', name: '——' }] })).toEqual({
      rebate: 'warn high_rate',
      'aliases.0': 'error alias',
    });
  });

  it('knows a broken, a strange and a doubled account', () => {
    expect(accountFinding('qianchuan', '1.72E+15')).toMatchObject({ severity: 'error' });
    expect(accountFinding('qianchuan', '17226x')).toMatchObject({ severity: 'error' });
    expect(accountFinding('qianchuan', '1722')).toMatchObject({ severity: 'warn' });
    expect(accountFinding('douplus', 'dy18059811')).toBeNull();
    const account = { kind: 'qianchuan' as const, id: '1722699758076391', name: '' };
    expect(findings({ accounts: [account, account] })).toEqual({ 'accounts.1': 'error account_again' });
  });
});

it.each([
  ['3', 30_000],
  ['3%', 30_000],
  ['２．５％', 25_000],
  ['0.0001', 1],
  ['', 0],
  ['100', 1_000_000],
  ['100.1', null],
  ['-1', null],
  ['0.00001', null],
  ['三', null],
])('a rate of “%s” is %s millionths', (text, ppm) => {
  expect(ratePpm(text)).toBe(ppm);
});

it.each([
  ['', 0],
  ['30', 30],
  ['3660', 3_660],
  ['3661', null],
  ['1.5', null],
])('a credit of “%s” is %s days', (text, days) => {
  expect(daysOf(text)).toBe(days);
});

it('a refusal stands beside the field that it speaks of', () => {
  const draft = { code: 'C0009', accounts: [{ kind: 'qianchuan' as const, id: '17', name: '' }] };
  const field = (code: string, params = {}) => fieldOfRefusal({ code, params }, draft);
  expect(field('clients.exists', { code: 'C0009' })).toBe('code');
  expect(field('clients.exists', { code: 'C0001' })).toBe('name');
  expect(field('clients.account_of_other', { value: '17' })).toBe('accounts.0');
  expect(field('clients.account_of_other', { value: '18' })).toBe('accounts');
  expect(field('clients.paper_of_other')).toBe('paperNo');
  expect(field('books.read_only')).toBeNull();
  expect(fieldOfRefusal(null, draft)).toBeNull();
});
