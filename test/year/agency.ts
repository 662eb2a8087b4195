import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { partiesOf } from '../../src/runtime/demo-book.ts';
import { shippedCalendar } from '../../src/runtime/work-calendar.ts';
import { keepParty } from '../../src/services/clients/other-parties.ts';
import { linkWallet } from '../../src/services/clients.ts';
import { billFiles } from '../../src/services/demo/invoices.ts';
import {
  clientList,
  type DemoFile,
  type DemoPlan,
  demoBookPlan,
  openingFile,
  planDemo,
} from '../../src/services/demo.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';

export interface YearSize {
  seed: number;
  clients: number;
  /** Months that are walked; one more is planned, so that the last of them is whole. */
  months: number;
  firstMonth: string;
}

/** A file of the year as a command takes it. */
export interface YearFile {
  path: string;
  words: string[];
  /** Own account that it is of, as the book calls it; null where it is of none. */
  money: string | null;
}

export interface YearMonth {
  month: string;
  files: YearFile[];
  bills: YearFile[];
}

/** The agency of a seed, its files month by month, and what comes late in the last one. */
export class Agency {
  readonly plan: DemoPlan;
  readonly months: string[];
  private readonly folder: string;

  constructor({ seed, clients, months, firstMonth }: YearSize, folder: string) {
    this.plan = planDemo(seed, { clients, months: months + 1, firstMonth }, shippedCalendar());
    this.months = this.plan.months.slice(0, months);
    this.folder = folder;
  }

  /** What a person tells a new book about the agency itself: own accounts, supplier, employee, wallets. */
  async introduce(connection: Connection, actor: string): Promise<void> {
    let serial = 0;
    const call = () => ({
      ...{ actor, key: `year-introduced-${++serial}`, at: new Date().toISOString() },
      scope: { kind: 'all' } as const,
    });
    for (const party of partiesOf(this.plan)) await keepParty(connection, call(), party);
  }

  /** Which wallet pays for which account; the clients are in the book by then. */
  async linkWallets(connection: Connection, actor: string): Promise<void> {
    let serial = 0;
    for (const { id: accountId, wallet } of this.plan.clients.flatMap(({ accounts }) => accounts)) {
      if (!wallet) continue;
      const call = {
        ...{ actor, key: `year-wallet-${++serial}`, at: new Date().toISOString() },
        scope: { kind: 'all' } as const,
      };
      const link = { accountId, walletId: wallet, from: `${this.months[0]!}-01`, to: null };
      await linkWallet(connection, call, link);
    }
  }

  /** The files of a month in the order in which an agency has them, written. */
  async month(month: string): Promise<YearMonth> {
    const late = month === this.months.at(-1) ? this.withoutLate() : this.plan;
    const found = demoBookPlan(late).months.find(each => each.month === month)!;
    const files: YearFile[] = [];
    for (const [at, { file, account }] of found.files.entries()) {
      const path = await this.written(file, `${month}-${String(at).padStart(3, '0')}`);
      const password = file.password === undefined ? [] : ['--password', file.password];
      const words = [...password, ...(account === undefined ? [] : ['--account', account])];
      files.push({ path, words, money: this.moneyOf(account) });
    }
    const bills: YearFile[] = [];
    for (const file of billFiles(this.plan).filter(({ name }) => name.includes(month)))
      bills.push({ path: await this.written(file, `${month}-bill`), words: ['--month', month], money: null });
    return { month, files, bills };
  }

  private moneyOf(account: string | undefined): string | null {
    const own = partiesOf(this.plan).find(each => each.kind === 'money' && each.number === account);
    return own?.name ?? null;
  }

  /** The client list, or the opening balances. */
  settingUp(which: 'clients' | 'opening'): Promise<string> {
    return this.written(which === 'clients' ? clientList(this.plan) : openingFile(this.plan), '建账');
  }

  /** The agency's list of the last month with the row that came late. */
  async lateList(): Promise<YearFile> {
    const month = this.months.at(-1)!;
    const files = demoBookPlan(this.plan).months.find(each => each.month === month)!.files;
    const list = files.find(({ file }) => file.name === `${month}/通用流水_${month}.csv`)!;
    return { path: await this.written(list.file, `${month}-late`), words: [], money: null };
  }

  /** The last month's list as first exported: its last receipt is not written down yet. */
  private withoutLate(): DemoPlan {
    const month = this.months.at(-1)!;
    const { from, to } = { from: `${month}-01`, to: this.plan.months.at(-1)! };
    const inMonth = (at: number) => {
      const day = new Date(at * 1_000).toISOString().slice(0, 10);
      return day >= from && day < to;
    };
    const late = this.plan.book.findLast(({ type, at }) => type === '收款' && inMonth(at));
    return { ...this.plan, book: this.plan.book.filter(row => row !== late) };
  }

  async written(file: DemoFile, under: string): Promise<string> {
    const path = join(this.folder, under, ...file.name.split('/').slice(-1));
    await mkdir(dirname(path), { recursive: true });
    await file.write(path);
    return path;
  }
}
