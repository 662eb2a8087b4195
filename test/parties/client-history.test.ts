import { expect, it } from 'vitest';
import { clientHistory, walletLinks } from '../../src/services/clients/history.ts';
import { keepParty } from '../../src/services/clients/other-parties.ts';
import { changeClient, createClient, dropAlias, linkWallet } from '../../src/services/clients.ts';
import { caller, newBook } from './book.ts';

const ALL = { kind: 'all' } as const;
const ACCOUNT = '1722699758076391';

it('tells what was done to a client, newest first, with names in the place of ids', async () => {
  const book = newBook();
  const aliases = [{ kind: 'payer' as const, name: '王军英' }];
  await createClient(book, caller(), { name: '甲公司', manager: '林一', aliases });
  await createClient(book, caller(), { name: '乙公司', manager: '宋扬' });
  await changeClient(book, caller(), 'C0001', { note: '老客户' });
  await dropAlias(book, caller('2026-05-09'), { code: 'C0001', kind: 'payer', name: '王军英' });
  const history = clientHistory(book, ALL, 'C0001');
  expect(history.map(({ procedure }) => procedure)).toEqual([
    'clients.dropAlias',
    'clients.change',
    'clients.create',
  ]);
  const [dropped, changed, made] = history;
  expect(dropped!.changes).toMatchObject([
    { table: 'client_alias', before: { archived_on: null }, after: { archived_on: '2026-05-09' } },
  ]);
  expect(changed!.changes).toMatchObject([
    { table: 'client', before: { note: null }, after: { note: '老客户' } },
  ]);
  const assigned = made!.changes.find(({ table }) => table === 'client_manager');
  expect(assigned).toMatchObject({ before: null, after: { manager: '林一', role: 'main' } });
  expect(() => clientHistory(book, ALL, 'C9999')).toThrowError('clients.not_found');
});

it('tells which wallets the accounts of a client draw on', async () => {
  const book = newBook();
  const accounts = [{ kind: 'qianchuan' as const, id: ACCOUNT, name: '' }];
  await createClient(book, caller(), { name: '甲公司', accounts });
  expect(walletLinks(book, ALL, 'C0001')).toEqual([]);
  const wallet = { kind: 'wallet', type: 'shared_wallet', name: '共享一号', platformId: 'W1' } as const;
  await keepParty(book, caller(), wallet);
  await linkWallet(book, caller(), {
    accountId: ACCOUNT,
    walletId: 'W1',
    from: '2026-05-01',
    to: null,
  });
  const link = { accountId: ACCOUNT, walletId: 'W1', wallet: '共享一号', kind: 'shared_wallet' };
  expect(walletLinks(book, ALL, 'C0001')).toEqual([{ ...link, from: '2026-05-01', to: null }]);
});
