import { describe, expect, test } from 'vitest';
import type { Profile } from '../../src/domain/statement.ts';
import { headingKeys, normaliseHeading } from '../../src/statements/normalise.ts';
import { checkProfile } from '../../src/statements/profiles.ts';
import { headerAt, recognise } from '../../src/statements/recognise.ts';
import { codes, inspect, inspectText, lines, openBook, openText, shipped, short } from './opened.ts';

describe('headings', () => {
  test.each([
    ['金额(元)', '金额'],
    ['金额（元）', '金额'],
    ['金额/元', '金额'],
    ['金额元', '金额'],
    ['收入金额（+元）', '收入金额'],
    ['借方发生额/元(支取)', '借方发生额(支取)'],
    ['借方发生额（支取）', '借方发生额(支取)'],
    ['日 志 号', '日志号'],
    ['账　　号\t', '账号'],
    ['\ufeff"交易时间"', '交易时间'],
    ['="交易时间"', '交易时间'],
    ['`交易时间', '交易时间'],
    ['推广单元', '推广单元'],
    ['人民币金额', '人民币金额'],
  ])('%j is %s', (heading, key) => expect(normaliseHeading(heading)).toBe(key));

  test('a name that comes again gets its number', () => {
    expect(headingKeys(['日期', '金额（元）', '', '金额', '', ''])).toEqual(['日期', '金额', '', '金额#2']);
  });
});

const BANK_LIKE = lines(
  '入账日,摘要,流入,流出',
  '2026-05-01,货款,100.00,',
  '2026-05-02,推广,,30.00',
  '合计,,100.00,30.00',
);

function userProfile(fingerprint: string, header = ['入账日', '摘要', '流入', '流出']): Profile {
  return checkProfile({
    id: 'user.小银行',
    version: 1,
    source: 'user',
    title: { zh: '小银行', en: '小银行' },
    header: header.map(name => [name]),
    columns: { time: ['入账日'], memo: ['摘要'], income: ['流入'], expense: ['流出'] },
    amount: { by: 'columns' },
    fingerprint,
  });
}

describe('unknown forms', () => {
  test('the header is guessed, nothing is summed', async () => {
    const inspection = await inspectText(lines('某某银行对账单', '', ...BANK_LIKE.trim().split('\n')));
    expect(inspection).toMatchObject({ profile: null, headerLine: 2, rows: 3 });
    expect(short(inspection.income)).toBe('0/0.00');
    expect(inspection.columns.map(column => column.heading)).toEqual(['入账日', '摘要', '流入', '流出']);
    expect(codes(inspection)).toEqual(['statements.unknown_form']);
  });

  test('rows that begin without a header have none', async () => {
    const text = lines('2026-05-01,COFFEE,3.50', '2026-05-02,PAY,20.00', '2026-05-03,TEA,1.00');
    expect(await inspectText(text)).toMatchObject({ headerLine: null, rows: 3, columns: [] });
  });

  test('an empty file and a file of words are no statement', async () => {
    expect(await inspectText(lines('只有一句话'))).toMatchObject({ profile: null, headerLine: null });
  });
});

describe('forms without Chinese', () => {
  test('TD has no header at all: known by its cells, month first', async () => {
    const text = lines(
      '05/02/2023,SEND E-TFR ***Y4h   ,239.13,,93.09',
      '05/01/2023,DEVELOPM MSP,,332.22,332.22',
      '',
      '',
      '',
    );
    const inspection = await inspectText(text, 'accountactivity.csv');
    expect(inspection).toMatchObject({ profile: 'bank.td.account', headerLine: null, rows: 2, findings: [] });
    expect([short(inspection.income), short(inspection.expense)]).toEqual(['1/332.22', '1/239.13']);
    expect(inspection).toMatchObject({ firstDate: '2023-05-01', lastDate: '2023-05-02', currency: ['CAD'] });
    expect(inspection.balance).toMatchObject({ checked: 1, broken: 0 });
  });

  test('BMO: blank lines round the header, the card number in single quotes', async () => {
    const text = lines(
      'Following data is valid as of 20230810344234 (Year/Month/Day/Hour/Minute/Second)',
      '',
      '',
      'First Bank Card,Transaction Type,Date Posted, Transaction Amount,Description',
      '',
      '',
      "'5678653123124124',CREDIT,20230501,0.01,[DN]ACFS            MSP/DIV          ",
      "'5678653123124124',DEBIT,20230518,-68.32,[CW]TELUS MOB        ",
    );
    const inspection = await inspectText(text);
    expect(inspection).toMatchObject({ profile: 'bank.bmo.debit', headerLine: 3, rows: 2, findings: [] });
    expect([short(inspection.income), short(inspection.expense)]).toEqual(['1/0.01', '1/68.32']);
  });
});

describe('mappings of the user', () => {
  test('bound to the fingerprint: read when it is the same', async () => {
    const file = await openText(BANK_LIKE);
    const profile = userProfile(headerAt(file.sheets[0]!, 0).fingerprint);
    const inspection = inspect(file, {}, [profile, ...shipped]);
    expect(inspection).toMatchObject({ profile: 'user.小银行', rows: 2, findings: [] });
    expect([short(inspection.income), short(inspection.expense)]).toEqual(['1/100.00', '1/30.00']);
  });

  test.each([
    ['入账日,摘要,流入,流出,余额', '余额', '—'],
    ['入账日,用途,流入,流出', '用途', '摘要'],
    ['入账日,摘要,流出,流入', '—', '—'],
  ])('a changed header %s stops and says the difference', async (header, added, removed) => {
    const before = await openText(BANK_LIKE);
    const profile = userProfile(headerAt(before.sheets[0]!, 0).fingerprint);
    const after = await openText(BANK_LIKE.replace(/^.*\n/, `${header}\n`));
    const inspection = inspect(after, {}, [profile, ...shipped]);
    expect(inspection).toMatchObject({ profile: null, income: { count: 0 } });
    expect(inspection.findings.at(-1)).toMatchObject({
      severity: 'error',
      code: 'statements.header_changed',
      params: { profile: '小银行', added, removed },
      place: { row: 1 },
    });
  });
});

describe('what is asked for', () => {
  test('a sheet or a profile that is not there is refused by name', async () => {
    const file = await openBook({ 甲: [['入账日', '摘要']], 乙: [['x']] });
    expect(() => recognise(file, shipped, { sheet: '丙' })).toThrow('statements.no_such_sheet');
    expect(() => recognise(file, shipped, { profile: 'no.such' })).toThrow('statements.no_such_profile');
    expect(() => recognise(file, shipped, { profile: 'alipay.personal' })).toThrow(
      'statements.profile_does_not_fit',
    );
  });
});

describe('profiles from outside', () => {
  const good = userProfile('0123456789abcdef');

  test('headings are taken in the form in which they are compared', () => {
    const profile = checkProfile({
      ...good,
      header: [['入 账 日']],
      columns: { amount: ['金额（元）', '金额#2'] },
    });
    expect(profile).toMatchObject({ header: [['入账日']], columns: { amount: ['金额', '金额#2'] } });
  });

  test.each([
    [{ script: 'rm' }, 'script'],
    [{ amount: { by: 'columns', extra: 1 } }, 'amount.extra'],
    [{ source: 'moon' }, 'source'],
    [{ columns: { colour: ['红'] } }, 'columns'],
    [{ about: { account: '(' } }, 'about.account'],
    [{ header: [] }, 'header'],
    [{ version: 0 }, 'version'],
  ])('%o is refused whole, naming the field', (change, field) => {
    try {
      checkProfile({ ...good, ...change });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        code: 'statements.bad_profile',
        params: { field: expect.stringContaining(field) },
      });
    }
  });
});
