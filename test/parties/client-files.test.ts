import { describe, expect, it } from 'vitest';
import { clientFiles } from '../../src/services/clients/files.ts';
import { clientByCode, findClients } from '../../src/services/clients.ts';
import { addPaper } from '../../src/services/upgrade.ts';
import { caller, clientWith, newBook, picture, verify, walkTo } from '../upgrade-book/book.ts';

const ALL = { kind: 'all' } as const;
const DAY = '2026-05-11';

describe('UPG-6 what a client shows of its verification', () => {
  it('is that of the day, without anybody writing an expiry down', async () => {
    const book = newBook();
    const [account] = await clientWith(book, '青禾', ['dy1']);
    await walkTo(book, account!, ['bound', 'submitted', 'upgraded_limited'], DAY);
    await verify(book, account!, '2026-05-12', '2026-05-31');
    const [{ client }] = findClients(book, ALL) as [ReturnType<typeof findClients>[number]];
    const on = (day: string) => clientByCode(book, ALL, client.code, day).subjects[0]!.verification;
    expect([on('2026-05-11'), on('2026-05-12'), on('2026-05-31'), on('2026-06-01')]).toEqual([
      ...['none', 'passed', 'passed', 'expired'],
    ]);
    expect(findClients(book, ALL, { on: '2026-06-01' })[0]!.client.subjects[0]!.verification).toBe('expired');
  });
});

describe('files of a client', () => {
  it('are the evidence of its accounts, each once, and refuse a client that is not there', async () => {
    const book = newBook();
    const [account, other] = await clientWith(book, '青禾', ['dy1', 'dy2']);
    await walkTo(book, account!, ['bound', 'submitted'], DAY);
    await walkTo(book, other!, ['bound'], DAY);
    const evidence = picture('营业执照.png', 1);
    await addPaper(book, caller(DAY), {
      ...{ account: account!, paper: 'business_licence', asked: false, on: DAY },
      evidence,
    });
    const [{ client }] = findClients(book, ALL) as [ReturnType<typeof findClients>[number]];
    expect(clientFiles(book, ALL, client.code)).toMatchObject({
      imported: [],
      evidence: [{ name: '营业执照.png', type: 'image/png', paper: 'business_licence', account, on: DAY }],
    });
    expect(() => clientFiles(book, ALL, '没有')).toThrow('clients.not_found');
    const scope = { kind: 'manager', manager: 9, on: DAY } as const;
    expect(() => clientFiles(book, scope, client.code)).toThrow('clients.not_found');
  });
});
