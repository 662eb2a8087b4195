import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { beijingDay, dayPlus } from '../domain/calendar/days.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Catalogue, renderText } from '../domain/text.ts';
import { keepParty, type Party } from '../services/clients/other-parties.ts';
import { importClients, linkWallet } from '../services/clients.ts';
import {
  clientList,
  DEMO_OPTIONS,
  DEMO_SEED,
  type DemoFile,
  type DemoImport,
  type DemoOptions,
  type DemoPlan,
  demoBookPlan,
  openingFile,
  planDemo,
} from '../services/demo.ts';
import {
  claim,
  commitImport,
  openReceipts,
  type Preview,
  previewImport,
  receiptKey,
  type StatementFile,
  suggestClaims,
} from '../services/imports.ts';
import { importOpening } from '../services/opening.ts';
import { openStatement } from '../services/statements.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import { StoredBookView } from '../store/imports-book.ts';
import { fillInvoices } from './demo-invoices.ts';
import { fillUpgrade } from './demo-upgrade.ts';
import { profilesFolder } from './resources.ts';
import { shippedRulebook } from './rulebook.ts';
import type { TaskHooks } from './task-hooks.ts';
import { shippedCalendar } from './work-calendar.ts';

/** Clock of the demo agency: the morning after its last month, for a book that is made earlier than that. */
const DEMO_MORNING = '2026-06-01T01:30:00.000Z';
const EVERYBODY = { kind: 'all' } as const;

export interface DemoBookRequest {
  actor: string;
  /** UTC, ISO. */
  now: string;
  /** Texts of the language in which the ledger keeps its words. */
  catalogue: Catalogue;
  seed?: number;
  options?: DemoOptions;
}

export interface DemoBookFilled {
  clients: number;
  /** Balances of the opening. */
  opening: number;
  files: number;
  /** Rows that were booked or kept, and rows that were neither. */
  rows: number;
  refused: number;
  undecided: number;
  transfers: number;
  claimed: number;
  /** DOU+ accounts whose upgrade is looked after. */
  upgrades: number;
  /** Invoices of the register, and lines of the platform's bills. */
  invoices: number;
  billLines: number;
  /** The plan that waits to be carried out, and the name of its file in the demo folder. */
  plan: number;
  planFile: string;
}

/** First month of the demo agency's book. */
export const DEMO_FIRST_PERIOD = '2026-03';

/**
 * Fills an empty book, whose first period is `DEMO_FIRST_PERIOD`, with the demo agency: parties, opening, two months
 * and most of a third, each file by the way of anybody's file. Something is left to do. The same seed books the same.
 * Refuses `jobs.cancelled`; what was booked until then stays.
 */
export async function fillDemoBook(
  connection: Connection,
  request: DemoBookRequest,
  hooks: TaskHooks,
): Promise<DemoBookFilled> {
  const folder = await mkdtemp(join(tmpdir(), 'duizhang-demo-'));
  try {
    const filling = new Filling(connection, request, folder);
    const { seed = DEMO_SEED, options = DEMO_OPTIONS } = request;
    return await fill(filling, planDemo(seed, options, shippedCalendar()), hooks);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(filling: Filling, plan: DemoPlan, hooks: TaskHooks): Promise<DemoBookFilled> {
  const { months, open } = demoBookPlan(plan);
  const total = months.reduce((count, { files }) => count + files.length, 0) + 1;
  let done = 0;
  const step = () => {
    hooks.onProgress(done, total);
    if (hooks.cancelled()) throw new Refusal('jobs.cancelled');
    done += 1;
  };
  await filling.begin(plan);
  for (const { files, isLast } of months) {
    for (const one of files) {
      step();
      await filling.book(one);
    }
    if (!isLast) await filling.claimClear();
  }
  await filling.upgrade(plan);
  await filling.invoice(plan);
  step();
  return filling.end(open);
}

class Filling {
  private readonly connection: Connection;
  private readonly request: DemoBookRequest;
  private readonly folder: string;
  private readonly madeAt: string;
  private commands = 0;
  private readonly filled: Omit<DemoBookFilled, 'plan' | 'planFile'> = {
    clients: 0,
    opening: 0,
    files: 0,
    rows: 0,
    refused: 0,
    undecided: 0,
    transfers: 0,
    claimed: 0,
    upgrades: 0,
    invoices: 0,
    billLines: 0,
  };

  constructor(connection: Connection, request: DemoBookRequest, folder: string) {
    this.connection = connection;
    this.request = request;
    this.folder = folder;
    this.madeAt = request.now > DEMO_MORNING ? request.now : DEMO_MORNING;
  }

  /** Parties and opening balances. */
  async begin(plan: DemoPlan): Promise<void> {
    const { connection, filled } = this;
    for (const party of partiesOf(plan)) await keepParty(connection, this.call(), party);
    const clients = await importClients(connection, this.call(), await this.written(clientList(plan)));
    filled.clients = clients.imported.counts.new;
    for (const { id: accountId, wallet: walletId } of plan.clients.flatMap(({ accounts }) => accounts)) {
      const from = `${plan.months[0]!}-01`;
      if (walletId) await linkWallet(connection, this.call(), { accountId, walletId, from, to: null });
    }
    const file = await this.written(openingFile(plan));
    const { catalogue } = this.request;
    const summary = renderText(catalogue, 'opening.summary');
    const words = { summary, replaced: renderText(catalogue, 'opening.replaced') };
    const { booked } = await importOpening(connection, this.call(), file, words);
    filled.opening = booked.facts;
  }

  /** Plans a file and carries the plan out. */
  async book(one: DemoImport): Promise<void> {
    const { filled, connection } = this;
    const { preview, path } = await this.planned(one);
    const done = await commitImport(
      connection,
      this.call(),
      { plan: preview.plan, path },
      { rules: shippedRulebook() },
    );
    filled.files += 1;
    filled.rows += done.rows;
    filled.refused += preview.counts.refused;
    filled.undecided += preview.counts.undecided;
    filled.transfers += done.transfers;
  }

  /** Cases of the DOU+ upgrade in every state, told from the day on which the book is made. */
  async upgrade(plan: DemoPlan): Promise<void> {
    this.filled.upgrades = await fillUpgrade(plan, {
      connection: this.connection,
      call: () => this.call(),
      folder: this.folder,
      rules: shippedRulebook(),
      today: beijingDay(this.madeAt),
    });
  }

  /** Invoices in every state, and the platform's bills. */
  async invoice(plan: DemoPlan): Promise<void> {
    const told = await fillInvoices(plan, {
      connection: this.connection,
      call: () => this.call(),
      folder: this.folder,
      rules: shippedRulebook(),
    });
    Object.assign(this.filled, told);
  }

  /** Plans the last file, which then waits. */
  async end(open: DemoImport): Promise<DemoBookFilled> {
    const { preview } = await this.planned(open);
    return { ...this.filled, plan: preview.plan, planFile: open.file.name };
  }

  /** Claims every receipt that can only be one client's and that no list has registered: that one is to be paired. */
  async claimClear(): Promise<void> {
    const { connection } = this;
    const receipts = openReceipts(connection);
    const suggested = suggestClaims(connection, receipts);
    const view = new StoredBookView(connection);
    for (const receipt of receipts) {
      const [only, other] = suggested.get(receiptKey(receipt)) ?? [];
      if (!only || other) continue;
      const { caseNo, money, openFen, day } = receipt;
      const [from, to] = [dayPlus(day, -1), dayPlus(day, 1)];
      if (view.openCashByAmount('registered_in', openFen, from, to).length > 0) continue;
      const parts = [{ client: only.client, amountFen: openFen, as: 'funds' as const }];
      await claim(connection, this.call(), { caseNo, money: money.money, parts, learn: true });
      this.filled.claimed += 1;
    }
  }

  private async planned({ file, account }: DemoImport): Promise<{ preview: Preview; path: string }> {
    const { path, name } = await this.written(file);
    const { password } = file;
    const opened = await openStatement({ path, name, password, profilesFolder, saved: [] });
    const bytes = await readFile(path);
    const statement: StatementFile = {
      ...opened,
      name,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
    };
    return { preview: previewImport(this.connection, statement, { account, madeAt: this.madeAt }), path };
  }

  private async written(file: DemoFile): Promise<{ path: string; name: string }> {
    const path = join(this.folder, ...file.name.split('/'));
    await mkdir(dirname(path), { recursive: true });
    await file.write(path);
    return { path, name: basename(path) };
  }

  private call() {
    this.commands += 1;
    const { actor, now, seed = DEMO_SEED } = this.request;
    return { actor, key: `demo-${seed}-${this.commands}`, at: now, scope: EVERYBODY };
  }
}

/** The agency's own accounts, its upstream, its wallets and the employee who sometimes pays. */
export function partiesOf({ agency, supplier, wallets }: DemoPlan): Party[] {
  const holder = agency.name;
  return [
    { kind: 'supplier', name: supplier, contractNo: 'JL-2026-0117' },
    {
      kind: 'money',
      type: 'bank',
      name: '建设银行基本户',
      bank: '中国建设银行',
      number: agency.ccbAccount,
      holder,
    },
    {
      kind: 'money',
      type: 'bank',
      name: '招商银行一般户',
      bank: '招商银行',
      number: agency.cmbAccount,
      holder,
    },
    { kind: 'money', type: 'alipay', name: '支付宝企业账户', number: agency.alipayAccount, holder },
    { kind: 'money', type: 'wechat', name: '微信支付商户', number: agency.wechatMerchant, holder },
    { kind: 'employee', name: agency.employee },
    { kind: 'wallet', type: 'agent_wallet', name: agency.agentName, platformId: agency.agentId },
    ...wallets.map(
      ({ id, name }): Party => ({ kind: 'wallet', type: 'shared_wallet', name, platformId: id }),
    ),
  ];
}
