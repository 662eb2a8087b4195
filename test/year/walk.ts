import { spawnSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { dayPlus } from '../../src/domain/calendar/days.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { lastDayOf } from '../../src/domain/reports/days.ts';
import { claim, openReceipts, receiptKey, suggestClaims } from '../../src/services/imports.ts';
import { type Connection, openConnection } from '../../src/store/dialect/sqlite.ts';
import { StoredBookView } from '../../src/store/imports-book.ts';
import type { Agency, YearFile } from './agency.ts';
import { Line } from './line.ts';
import { balancesOf, checkTickets, GeneralLedger, mappedMonth, voucherLines } from './proofs.ts';
import { Steps } from './steps.ts';

interface Counts {
  new: number;
  known: number;
  refused: number;
  undecided: number;
}
interface Imported {
  plan: Counts;
  booked: number;
}
interface Missing {
  line: number;
  name: string;
  count: number;
  amountFen: number;
  isHardStop: boolean;
}
interface Compared {
  equal: boolean;
  differences: { glCode: string; aux: string | null; ours: { openingFen: number } }[];
}
interface Closed {
  closed: boolean;
  missing?: Missing[];
}

/** Walks an agency's months by the command line: each step is timed, checked, and tells what a person had to decide. */
export class Walk {
  readonly steps = new Steps();
  readonly faults: string[] = [];
  private readonly line = new Line();
  private readonly ledger = new GeneralLedger();
  private readonly agency: Agency;
  private readonly folder: string;
  private readonly book: string;
  /** Whoever makes a book by the command line. */
  private readonly actor = userInfo().username;
  private claims = 0;
  private isOpened = false;
  private readonly quiet = new Set<string>();

  constructor(agency: Agency, folder: string) {
    this.agency = agency;
    this.folder = folder;
    this.book = join(folder, '年.duizhang');
  }

  /** The whole: made, month by month to its close, everything again, the last month once more. */
  async run(): Promise<void> {
    try {
      await this.begin();
      for (const month of this.agency.months) await this.month(month);
      await this.everythingAgain();
      await this.lastMonthAgain();
      await this.journals();
    } finally {
      this.line.end();
    }
  }

  private async begin(): Promise<void> {
    const { agency, book, line } = this;
    await this.steps.time('-', '建账', async () => {
      const first = agency.months[0]!;
      await line.done('book', 'create', '--book', book, '--name', '年度代理', '--first-period', first);
      await this.onBook(own => agency.introduce(own, this.actor));
      const clients = await this.written('clients');
      await line.done('clients', 'import', '--book', book, '--file', clients);
      await this.onBook(own => agency.linkWallets(own, this.actor));
      await line.done('opening', 'import', '--book', book, '--file', await this.written('opening'));
      return { rows: agency.plan.clients.length };
    });
    await this.verified('-');
  }

  private written(which: 'clients' | 'opening'): Promise<string> {
    return this.agency.settingUp(which);
  }

  private async month(month: string): Promise<void> {
    const { files, bills } = await this.agency.month(month);
    await mkdir(join(this.folder, '出', month, '对账单包'), { recursive: true });
    await this.imports(month, files);
    await this.claimClear(month);
    await this.matching(month);
    for (const { path, words } of bills)
      await this.line.done('bills', 'import', '--book', this.book, '--file', path, ...words);
    await this.vouchers(month);
    await this.backUp(month);
    await this.close(month);
    await this.packs(month);
    await this.papers(month);
    await this.verified(month);
  }

  private async imports(month: string, files: readonly YearFile[]): Promise<void> {
    await this.steps.time(month, '导入', async () => {
      let [rows, refused, undecided] = [0, 0, 0];
      let quiet = 0;
      for (const file of files) {
        const imported = await this.importOrQuiet(month, file);
        quiet += imported === null ? 1 : 0;
        rows += imported?.plan.new ?? 0;
        refused += imported?.plan.refused ?? 0;
        undecided += imported?.plan.undecided ?? 0;
      }
      return { rows, person: { 退回行: refused, 待判断行: undecided, 当日无业务: quiet } };
    });
    await this.verified(month);
  }

  private import(path: string, words: readonly string[]): Promise<Imported> {
    return this.line.done<Imported>('statements', 'import', '--book', this.book, '--file', path, ...words);
  }

  /** Imports a file; of an own account without a row in the month a person says that there was no business (null). */
  private async importOrQuiet(month: string, { path, words, money }: YearFile): Promise<Imported | null> {
    try {
      return await this.import(path, words);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'imports.no_rows' || money === null) throw error;
      const said = ['--book', this.book, '--period', month, '--money', money, '--reason', '本月无往来'];
      if (this.quiet.has(path)) return null;
      this.quiet.add(path);
      await this.line.done('periods', 'no-business', ...said);
      return null;
    }
  }

  /** What a person does with a receipt that can only be one client's, and that no list has registered. */
  private async claimClear(month: string): Promise<void> {
    await this.steps.time(month, '认款', async () => {
      const open = await this.onBook(async own => {
        const receipts = openReceipts(own);
        const suggested = suggestClaims(own, receipts);
        const view = new StoredBookView(own);
        let claimed = 0;
        for (const receipt of receipts) {
          const [only, other] = suggested.get(receiptKey(receipt)) ?? [];
          if (!only || other) continue;
          const { caseNo, money, openFen, day } = receipt;
          const around = [dayPlus(day, -1), dayPlus(day, 1)] as const;
          if (view.openCashByAmount('registered_in', openFen, ...around).length > 0) continue;
          const parts = [{ client: only.client, amountFen: openFen, as: 'funds' as const }];
          const call = {
            actor: this.actor,
            key: `year-claim-${++this.claims}`,
            at: new Date().toISOString(),
          };
          await claim(own, call, { caseNo, money: money.money, parts, learn: true });
          claimed += 1;
        }
        return { claimed, left: receipts.length - claimed };
      });
      return { rows: open.claimed, person: { 认款: open.claimed, 未认: open.left } };
    });
  }

  private async matching(month: string): Promise<void> {
    const { line, book } = this;
    await this.steps.time(month, '勾对', async () => {
      const asked = ['--book', book, '--period', month];
      const run = await line.done<{
        exact: number;
        byRule: Record<string, number>;
        suggested: number;
        unmatched: number;
      }>(...['matching', 'run', ...asked]);
      const out = this.out(month, '勾对.csv');
      await line.done('matching', 'export', ...asked, '--out', out);
      const byRule = Object.values(run.byRule).reduce((sum, count) => sum + count, 0);
      return { rows: run.exact + byRule, person: { 建议: run.suggested, 未勾: run.unmatched } };
    });
    await this.ticketed(month);
    await this.verified(month);
  }

  private async ticketed(month: string): Promise<void> {
    await this.steps.time(month, '差异单', async () => {
      const asked = ['--book', this.book, '--period', month];
      const list = await this.line.done<{ count: number; sumFen: number; tickets: { amountFen: number }[] }>(
        ...['tickets', 'list', ...asked],
      );
      const sum = list.tickets.reduce((fen, { amountFen }) => fen + amountFen, 0);
      if (sum !== list.sumFen) this.fault(month, `差异单合计 ${list.sumFen}，逐单相加 ${sum}`);
      for (const each of await this.onBook(own => checkTickets(own, month))) this.fault(month, each);
      return { rows: list.count, person: { 差异单: list.count } };
    });
  }

  /** Closes; where lines are missing that a name may carry, they are carried, and it closes again. */
  private async close(month: string): Promise<void> {
    const { line, book } = this;
    await this.steps.time(month, '结账', async () => {
      const asked = ['--book', book, '--period', month];
      const first = await line.run<Closed>('periods', 'close', ...asked);
      const missing = first.answer.missing ?? [];
      this.steps.tellMissing(month, missing);
      if (!first.answer.closed) {
        if (first.exitCode !== 2) this.fault(month, `结账未成而退出码为 ${first.exitCode}`);
        const lines = missing.map(each => each.line).join(',');
        const why = ['--owner', '李会计', '--due', lastDayOf(this.after(month)), '--reason', '次月处理'];
        await line.done('periods', 'carry', ...asked, '--lines', lines, ...why);
        const again = await line.run<Closed>('periods', 'close', ...asked);
        if (!again.answer.closed) {
          this.fault(month, `挂账结转后仍未结账：${JSON.stringify(again.answer.missing)}`);
          throw new Error(this.faults.at(-1));
        }
      }
      await line.done('periods', 'report', ...asked, '--out', this.out(month, '结账报告.xlsx'));
      return { rows: missing.reduce((sum, { count }) => sum + count, 0), person: { 挂账行: missing.length } };
    });
    await this.verified(month);
  }

  private after(month: string): string {
    return this.agency.plan.months[this.agency.plan.months.indexOf(month) + 1]!;
  }

  private async packs(month: string): Promise<void> {
    const { line, book } = this;
    const out = this.out(month, '对账单包');
    await this.steps.time(month, '对账单包', async () => {
      const { count } = await line.done<{ count: number }>(
        ...['reports', 'statement-pack', '--book', book, '--period', month, '--out', out],
      );
      return { rows: count };
    });
    await this.steps.time(month, '包验证', async () => {
      const zips = (await readdir(out, { recursive: true })).filter(name => name.endsWith('.zip'));
      for (const zip of zips) {
        const { answer, exitCode } = await line.run<{ ok: boolean; findings: unknown[] }>(
          ...['reports', 'statement-verify', '--pack', join(out, zip), '--book', book],
        );
        if (exitCode !== 0 || !answer.ok) this.fault(month, `${zip}: ${JSON.stringify(answer.findings)}`);
      }
      if (zips.length === 0) this.fault(month, '没有任何证据包');
      return { rows: zips.length };
    });
  }

  /** Exports the vouchers in all forms, adds the plain ones up as a general ledger would, and holds them against the book. */
  private async vouchers(month: string): Promise<void> {
    const { line, book } = this;
    await this.steps.time(month, '凭证', async () => {
      const asked = ['reports', 'vouchers', '--book', book, '--period', month];
      const write = (format: string, end: string, ...more: string[]) =>
        line.done<{ batch: number; repeated: boolean; vouchers: number; debitsFen: number }>(
          ...[...asked, '--format', format, '--out', this.out(month, `凭证-${format}.${end}`), ...more],
        );
      const made = await write('csv', 'csv');
      if (made.repeated) this.fault(month, '首次导出的凭证竟是旧批次');
      for (const [format, end] of [
        ['kingdee', 'xlsx'],
        ['yonyou', 'txt'],
      ] as const) {
        const again = await write(format, end);
        if (!again.repeated || again.batch !== made.batch) this.fault(month, `${format} 又出了新批次`);
      }
      await this.held(month, await voucherLines(this.out(month, '凭证-csv.csv')));
      return { rows: made.vouchers };
    });
  }

  /** Adds vouchers up as a general ledger does, and holds what it has of the month against the book. */
  private async held(month: string, lines: Awaited<ReturnType<typeof voucherLines>>): Promise<void> {
    for (const each of this.ledger.take(month, lines)) this.fault(month, each);
    const mapping = this.out(month, '科目映射.csv');
    await this.line.done('reports', 'voucher-mapping', '--book', this.book, '--out', mapping);
    const { vouchers, byHand } = await this.onBook(own => mappedMonth(own, month, mapping));
    for (const each of this.ledger.differences(month, vouchers)) this.fault(month, each);
    this.ledger.takeByHand(month, byHand);
    await this.compareLedger(month);
  }

  /** 总账核对 with the 科目余额表 of the small general ledger, which begins with what the book began with. */
  private async compareLedger(month: string): Promise<void> {
    const file = this.out(month, '科目余额表.csv');
    const compare = async () => {
      await this.ledger.balanceSheet(month, file);
      return this.line.done<Compared>(
        ...['reports', 'gl-compare', '--book', this.book, '--period', month, '--file', file],
        ...['--format', 'xlsx', '--out', this.out(month, '总账核对表.xlsx')],
      );
    };
    let compared = await compare();
    if (month === this.agency.months[0] && !this.isOpened) {
      this.isOpened = true;
      const accounts = compared.differences.filter(({ aux }) => aux === null);
      this.ledger.openWith(accounts.map(({ glCode, ours }) => ({ glCode, openingFen: ours.openingFen })));
      compared = await compare();
    }
    if (!compared.equal)
      this.fault(month, `总账核对不符：${JSON.stringify(compared.differences.slice(0, 3))}`);
  }

  private async backUp(month: string): Promise<void> {
    await this.steps.time(month, '备份', async () => {
      await this.line.done('book', 'backup', '--book', this.book);
      return { rows: 1 };
    });
  }

  /** Reconciliation statements and the reports of the month's end. */
  private async papers(month: string): Promise<void> {
    const { line, book } = this;
    await this.steps.time(month, '调节表与报表', async () => {
      const of = ['--book', book, '--period', month];
      const bank = await line.done<{ accounts: { name: string; unexplainedFen: number }[] }>(
        ...['reports', 'bank-reconciliation', ...of, '--out', this.out(month, '银行存款余额调节表.xlsx')],
      );
      for (const { name, unexplainedFen } of bank.accounts)
        if (unexplainedFen !== 0) this.fault(month, `${name} 调节表有不明差额 ${unexplainedFen} 分`);
      const platform = await line.done<{
        accounts: { name: string; buckets: { unexplainedFen?: number }[] }[];
      }>(...['reports', 'platform-reconciliation', ...of, '--out', this.out(month, '平台余额调节表.xlsx')]);
      for (const { name, buckets } of platform.accounts)
        for (const { unexplainedFen = 0 } of buckets)
          if (unexplainedFen !== 0) this.fault(month, `${name} 平台调节表有不明差额 ${unexplainedFen} 分`);
      await line.done('reports', 'media-settlement', ...of, '--out', this.out(month, '媒体结算核对表.xlsx'));
      const on = ['--book', book, '--on', lastDayOf(month)];
      await line.done('reports', 'funds-daily', ...on, '--out', this.out(month, '资金日报.xlsx'));
      await line.done('reports', 'long-open', ...on, '--out', this.out(month, '长期挂账表.xlsx'));
      return { rows: bank.accounts.length + platform.accounts.length };
    });
  }

  /** Every file once more: nothing is booked, no balance moves. */
  private async everythingAgain(): Promise<void> {
    const before = await this.onBook(balancesOf);
    await this.steps.time('全部', '重复导入', async () => {
      let rows = 0;
      for (const month of this.agency.months) {
        const { files } = await this.agency.month(month);
        for (const file of files) {
          const again = await this.importOrQuiet(month, file);
          rows += again?.plan.known ?? 0;
          if (again && again.booked !== 0)
            this.fault(month, `重复导入又记了 ${again.booked} 行：${file.path}`);
        }
      }
      return { rows };
    });
    const after = await this.onBook(balancesOf);
    if (JSON.stringify(after) !== JSON.stringify(before)) this.fault('全部', '重复导入动了余额');
    await this.verified('全部');
  }

  /** 反结账 of the last month, the row that came late, matching and closing again; packs and vouchers follow. */
  private async lastMonthAgain(): Promise<void> {
    const month = this.agency.months.at(-1)!;
    await this.steps.time(month, '反结账', async () => {
      const asked = ['--book', this.book, '--period', month, '--reason', '补录迟到收款'];
      const { superseded } = await this.line.done<{ superseded: number }>('periods', 'reopen', ...asked);
      return { rows: superseded };
    });
    await this.steps.time(month, '迟到行', async () => {
      const { path, words } = await this.agency.lateList();
      const { booked, plan } = await this.import(path, words);
      // Where a person has claimed the receipt of the bank since, the late row explains it and books nothing. Rows of the
      // month's list that wait may be taken with this one, which is another file.
      if (plan.new < 1) this.fault(month, `迟到的收款没有被认出：${JSON.stringify(plan)}`);
      return { rows: booked };
    });
    await this.matching(month);
    await this.lateVouchers(month);
    await this.backUp(month);
    await this.close(month);
    await this.packs(month);
    await this.papers(month);
    await this.verified(month);
  }

  private async lateVouchers(month: string): Promise<void> {
    await this.steps.time(month, '补充凭证', async () => {
      const out = this.out(month, '凭证-补.csv');
      const made = await this.line.done<{ repeated: boolean; vouchers: number }>(
        ...['reports', 'vouchers', '--book', this.book, '--period', month, '--format', 'csv', '--out', out],
      );
      const lines = made.repeated ? [] : await voucherLines(out);
      await this.held(month, lines);
      return { rows: lines.length };
    });
  }

  /** The journals, which other programs check where they are there: hledger and beancount. */
  private async journals(): Promise<void> {
    const tools = [
      ['hledger', 'hledger', ['-f', '%', 'check']],
      ['beancount', 'bean-check', ['%']],
    ] as const;
    for (const [format, tool, words] of tools)
      await this.steps.time('全部', `日记账 ${format}`, async () => {
        const file = join(this.folder, `日记账.${format}`);
        await this.line.done('ledger', 'export', '--book', this.book, '--format', format, '--file', file);
        const checked = spawnSync(
          tool,
          words.map(word => (word === '%' ? file : word)),
          { encoding: 'utf8' },
        );
        const isThere = checked.error === undefined;
        if (isThere && checked.status !== 0) this.fault('全部', `${tool}：${checked.stderr.slice(0, 400)}`);
        return { rows: isThere ? 1 : 0 };
      });
  }

  private async verified(month: string): Promise<void> {
    await this.steps.time(month, '校验', async () => {
      const { answer } = await this.line.run<{ ok: boolean; transfers: number; findings: unknown[] }>(
        ...['book', 'verify', '--book', this.book],
      );
      if (!answer.ok) this.fault(month, `校验未过：${JSON.stringify(answer.findings)}`);
      return { rows: answer.transfers };
    });
  }

  private out(month: string, name: string): string {
    return join(this.folder, '出', month, name);
  }

  private fault(month: string, text: string): void {
    this.faults.push(`${month} ${text}`);
  }

  private async onBook<Answer>(act: (own: Connection) => Answer | Promise<Answer>): Promise<Answer> {
    const own = openConnection(this.book, { readOnly: false, mustExist: true });
    try {
      return await act(own);
    } finally {
      own.close();
    }
  }
}
