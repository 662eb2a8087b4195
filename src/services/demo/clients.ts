import type { Dice } from './dice.ts';
import { accountId, bankAccount, creditCode, personCode } from './identity.ts';
import { type CompanyName, companyNames, personNames } from './names.ts';
import type { DemoAccount, DemoAgency, DemoClient, DemoWallet } from './types.ts';

const MANAGERS_MOST = 6;
const INDIVIDUAL_PER_MILLE = 120;
const WALLET_EVERY = 9;

/** The agency, its two shared wallets and its clients with their subjects, accounts and terms. */
export function planClients(
  dice: Dice,
  count: number,
): { agency: DemoAgency; wallets: DemoWallet[]; clients: DemoClient[] } {
  const companies = companyNames(dice.fork('companies'), count + 1);
  const persons = personNames(dice.fork('persons'), MANAGERS_MOST + Math.min(count, 100));
  const managers = persons.slice(0, MANAGERS_MOST);
  const agency = planAgency(dice.fork('agency'), companies[count]!, managers[0]!);
  const wallets = ['华东', '华南'].map((region, at) => ({
    id: `1829${dice.fork(`wallet${at}`).digits(12)}`,
    name: `${region}共享钱包`,
    openingFen: 0,
  }));
  const clients = companies.slice(0, count).map((name, at) =>
    planClient(dice.fork(`client${at}`), {
      at,
      name,
      person: persons[MANAGERS_MOST + (at % 100)]!,
      managers,
      wallets,
    }),
  );
  return { agency, wallets, clients };
}

function planAgency(dice: Dice, name: CompanyName, employee: string): DemoAgency {
  const short = name.short.slice(0, 2);
  return {
    name: `杭州${short}互动广告有限公司`,
    ccbAccount: bankAccount(dice, '33050161'),
    cmbAccount: bankAccount(dice, '5719').slice(0, 15),
    alipayAccount: `2088${dice.digits(12)}`,
    wechatMerchant: `16${dice.digits(8)}`,
    agentId: `178${dice.digits(13)}`,
    agentName: `${short}互动-方舟代理`,
    agentOpeningFen: 20_000_000,
    employee,
  };
}

interface ClientSeat {
  at: number;
  name: CompanyName;
  person: string;
  managers: string[];
  wallets: DemoWallet[];
}

function planClient(dice: Dice, { at, name, person, managers, wallets }: ClientSeat): DemoClient {
  const individual = dice.perMille(INDIVIDUAL_PER_MILLE);
  const code = `C${String(at + 1).padStart(4, '0')}`;
  const client: DemoClient = {
    code,
    name: individual ? `${person}（个人）` : name.full,
    shortName: individual ? person : name.short,
    subject: individual
      ? { kind: 'individual', name: person, code: personCode(dice) }
      : { kind: 'enterprise', name: name.full, code: creditCode(dice) },
    manager: managers[at % managers.length]!,
    payers: individual ? [person] : dice.perMille(250) ? [name.full, person] : [name.full],
    payerAccount: `62${dice.digits(14)}`,
    bank: dice.perMille(280) ? 'cmb' : 'ccb',
    verified: !individual && dice.perMille(800),
    rebateBasisPoints: dice.pick([0, 200, 300, 350, 500]),
    rebateForm: dice.perMille(700) ? 'cash' : 'grant',
    accounts: [],
    douplus: [],
  };
  const wallet = at % WALLET_EVERY === 4 ? dice.pick(wallets).id : null;
  const accounts = dice.perMille(250) ? 2 : 1;
  for (let each = 0; each < accounts; each++)
    client.accounts.push(planAccount(dice.fork(each), client, each, wallet));
  if (at % 5 === 0) client.douplus.push({ id: `dy${dice.digits(8)}`, client: code });
  return client;
}

function planAccount(dice: Dice, client: DemoClient, at: number, wallet: string | null): DemoAccount {
  return {
    id: accountId(dice),
    name: `${client.shortName}-千川${at + 1}`,
    client: client.code,
    douyin: [`dy${dice.digits(8)}`],
    openingCashFen: dice.whole(2_000, 15_000) * 100,
    openingGrantFen: client.rebateForm === 'grant' ? dice.whole(200, 900) * 100 : 0,
    wallet: at === 0 ? wallet : null,
  };
}
