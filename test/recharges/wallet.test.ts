import { describe, expect, it } from 'vitest';
import {
  applicationDetail,
  arriveInWallet,
  giveFromWallet,
  waitingRecharges,
} from '../../src/services/applications.ts';
import { keepParty } from '../../src/services/clients/other-parties.ts';
import { identifyPayment, openPayments } from '../../src/services/imports.ts';
import { ALL, Office } from '../applications/office.ts';
import { caller, importFile } from '../imports/desk.ts';
import { bankFile, isSound } from '../imports/sheets.ts';
import { transferFile, WALLET } from '../imports-orders/sheets.ts';
import { refusalOf } from '../ledger/book.ts';

/** A book whose agent wallet was paid 5,000.00, and told to have it by a transfer or not at all. */
async function withWallet(): Promise<{ office: Office; wallet: number }> {
  const office = await Office.open();
  const party = { kind: 'wallet', type: 'agent_wallet', name: '方舟', platformId: WALLET } as const;
  await keepParty(office.connection, caller(), party);
  const row = { day: '2026-05-02', net: -5_000, party: '某某公司', no: '9-1' };
  await importFile(office.connection, bankFile([row]));
  const [payment] = openPayments(office.connection);
  const { caseNo, money } = payment!;
  const parts = [{ kind: 'wallet' as const, amountFen: 500_000, account: WALLET }];
  await identifyPayment(office.connection, caller(), { caseNo, money: money.money, parts });
  const [found] = waitingRecharges(office.connection, ALL, '2026-05-02').wallets;
  return { office, wallet: found!.pool };
}

const give = (office: Office, application: number, wallet: number) =>
  giveFromWallet(office.connection, office.caller('出纳'), { application, wallet, on: '2026-05-02' });
const stands = (office: Office) =>
  ['1123.02', '1123.03', '2203.01', '1801', '1123.01'].map(code => office.net(code));

describe('E19, E20 an application is recharged out of the agent wallet', () => {
  it('an intent above the money of the wallet is refused, and nothing is left behind', async () => {
    const { office, wallet } = await withWallet();
    const application = await office.approved();
    expect((await refusalOf(() => give(office, application, wallet))).code).toMatch(/short/);
    expect(applicationDetail(office.connection, ALL, application).state).toBe('approved');
    expect(office.held()).toBe(100_000);
  });

  it('a transfer record that told it before is met; the front rebate (E16) comes with it', async () => {
    const { office, wallet } = await withWallet();
    const application = await office.approved();
    await importFile(office.connection, transferFile('2026-05-02 10:12:04'));
    expect(await give(office, application, wallet)).toMatchObject({ state: 'done', told: 1 });
    expect([office.net('1123.03'), office.net('2203.01'), office.net('1801')]).toEqual([
      103_000, 900_000, 3_000,
    ]);
    expect(office.held()).toBe(0);
    isSound(office.connection);
  });

  it('a record that comes later only compares', async () => {
    const { office, wallet } = await withWallet();
    const arrived = { wallet, on: '2026-05-02', amountFen: 500_000 };
    await arriveInWallet(office.connection, office.caller('出纳'), arrived);
    const application = await office.approved();
    expect(await give(office, application, wallet)).toMatchObject({ state: 'done', told: 0 });
    const before = stands(office);
    expect(before).toEqual([397_000, 103_000, 900_000, 3_000, 0]);
    await importFile(office.connection, transferFile('2026-05-02 10:12:04'));
    expect(stands(office)).toEqual(before);
    isSound(office.connection);
  });

  it('another pool is no agent wallet', async () => {
    const { office } = await withWallet();
    const application = await office.approved();
    expect((await refusalOf(() => give(office, application, 1))).code).toBe('recharges.wallet_unknown');
  });
});
