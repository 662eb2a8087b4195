import { randomUUID } from 'node:crypto';
import type { ImportDone, ImportPlan } from '../contract/imports.ts';
import type { StagedFile } from '../domain/job.ts';
import type { ClientsPlan } from '../domain/parties/client-plan.ts';
import type { ClientsReading, RefusedRecord } from '../domain/parties/client-rows.ts';
import type { OpeningPlan } from '../domain/parties/opening-facts.ts';
import type { OpeningReading } from '../domain/parties/opening-rows.ts';
import { type Params, Refusal } from '../domain/refusal.ts';
import type { Settings } from '../domain/settings.ts';
import { type Language, renderText } from '../domain/text.ts';
import type { Caller } from '../services/clients.ts';
import type { JournalFormat } from '../services/reports.ts';
import type { OpenRequest } from '../services/statements.ts';
import type { BookHouse } from './book-house.ts';
import type { reads } from './book-reads.ts';
import type { EventHub } from './events.ts';
import type { JobControl, JobTable } from './jobs.ts';
import { loadCatalogue } from './resources.ts';
import type { Staging } from './staging.ts';
import type { TaskInput, TaskName, TaskOutput } from './tasks.ts';

/** What work on the book needs of the session it belongs to. */
interface Session {
  hub: EventHub;
  jobs: JobTable;
  staging: Staging;
  settings(): Promise<Settings>;
  stageDemo(name: string): Promise<StagedFile>;
  request(input: {
    fileId: string;
    sheet?: string;
    password?: string;
    profile?: string;
  }): Promise<OpenRequest>;
  work<T extends TaskName>(task: T, input: TaskInput<T>, control?: JobControl): Promise<TaskOutput<T>>;
}

/** With the scope of who asks: a job goes on after the call. */
type ReportRequest = Omit<Parameters<(typeof reads)['reports/write']>[1], 'path' | 'language'>;

type GridExport = Omit<Parameters<(typeof reads)['grids/export']>[1], 'path' | 'language'>;

interface RefusedOfPlan {
  name: string;
  rows: { headings: string[]; cells: string[]; reasons: { code: string; params: Params }[] }[];
}

/** Plans shown and not yet carried out that are kept; the oldest goes first. */
const PLANS_KEPT = 20;
/** Rows of a plan that a page is given. */
const ENTRIES_SHOWN = 1_000;

interface ListPlan {
  name: string;
  reading: ClientsReading | OpeningReading;
  plan: ClientsPlan | OpeningPlan;
}

/**
 * Acts on the open book that take more than one step: files come in through a thread without a book, lists are planned
 * and then carried out, long work runs as a job.
 */
export class BookWork {
  private readonly session: Session;
  private readonly house: BookHouse;
  private readonly plans = new Map<string, ListPlan>();

  constructor(session: Session, house: BookHouse) {
    this.session = session;
    this.house = house;
  }

  // Lists: clients and opening

  async previewClients(fileId: string, today: string) {
    const { name, reading } = await this.readList(fileId, 'clientsFile');
    const plan = await this.house.read('clients/preview', { reading, today });
    const planId = this.keep({ name, reading, plan });
    const told = plan.entries.filter(({ verdict, findings }) => verdict !== 'same' || findings.length > 0);
    return {
      planId,
      counts: { ...plan.counts, refused: plan.refused.length },
      entries: told.slice(0, ENTRIES_SHOWN),
      refused: plan.refused.slice(0, ENTRIES_SHOWN),
      findings: plan.findings,
    };
  }

  importClients(caller: Caller, planId: string) {
    const { reading, plan } = this.plan(planId) as { reading: ClientsReading; plan: ClientsPlan };
    return this.house.write('clients/import', { caller, reading, plan });
  }

  async previewOpening(fileId: string) {
    const { name, reading } = await this.readList(fileId, 'openingFile');
    const plan = await this.house.read('opening/preview', { reading });
    return { ...plan, planId: this.keep({ name, reading, plan }) };
  }

  async importOpening(caller: Caller, planId: string, differenceName: string | undefined) {
    const { reading, plan } = this.plan(planId) as { reading: OpeningReading; plan: OpeningPlan };
    const { language } = await this.session.settings();
    return this.house.write('opening/import', { caller, reading, plan, differenceName, language });
  }

  /** Writes the refused rows of a list as a workbook to be corrected. */
  async refusedOfList(planId: string) {
    const { name, plan } = this.plan(planId);
    const { language } = await this.session.settings();
    const refused: readonly RefusedRecord[] = plan.refused;
    return this.exported(`${stem(name)}.refused.xlsx`, path =>
      this.session.work('refusedList', { path, refused, language }),
    );
  }

  /** Writes refused rows of a list of planned orders as a workbook to be corrected. */
  async refusedOfPlan({ name, rows }: RefusedOfPlan) {
    const { language } = await this.session.settings();
    const refused = rows.map(
      ({ headings, cells, reasons }): RefusedRecord => ({
        sheet: '',
        row: 0,
        headings,
        cells,
        findings: reasons.map(reason => ({ ...reason, severity: 'error', place: {} })),
      }),
    );
    return this.exported(`${stem(name)}.refused.xlsx`, path =>
      this.session.work('refusedList', { path, refused, language }),
    );
  }

  /** The cells of a list of planned orders; it needs no open book. */
  async readPlan(fileId: string) {
    return (await this.readList(fileId, 'planFile')).reading;
  }

  /** The empty client list, opening file, or list of planned orders. */
  async template(kind: 'clients' | 'opening' | 'orders', format: 'xlsx' | 'csv' = 'xlsx') {
    const { language } = await this.session.settings();
    const name = `${renderText(loadCatalogue(language), `books.template.${kind}`)}.${format}`;
    return this.exported(name, path => this.session.work('template', { kind, path, language, format }));
  }

  // Statements

  preview(input: {
    fileId: string;
    sheet?: string;
    password?: string;
    profile?: string;
    account?: string;
  }): string {
    const { fileId, account, ...wanted } = input;
    const staged = this.session.staging.get(fileId);
    this.house.open();
    return this.session.jobs.start('jobs.import_preview', { name: staged.name }, async control => {
      control.step('jobs.step.read', staged.bytes);
      const request = await this.session.request({ fileId, ...wanted });
      const opened = await this.session.work('open', request, control);
      control.step('jobs.step.plan');
      const { name, sha256, bytes } = staged;
      const options = { account, madeAt: new Date().toISOString() };
      const file = { ...opened, name, sha256, bytes };
      const { plan } = await this.house.write('imports/preview', { file, options }, control);
      return { kind: 'plan', plan, fileId };
    });
  }

  commit(caller: Caller, input: { plan: number; fileId: string }): string {
    const { name, path } = this.session.staging.get(input.fileId);
    return this.carryOut(caller, { name, path, plan: input.plan });
  }

  /** Carries out a plan of rows whose file the book keeps, as a job. */
  async commitKept(caller: Caller, plan: number): Promise<string> {
    const name = (await this.house.read('imports/plans', undefined)).find(({ id }) => id === plan)?.name;
    return this.carryOut(caller, { name: name ?? String(plan), path: null, plan });
  }

  private carryOut(caller: Caller, input: { name: string; path: string | null; plan: number }): string {
    const { name, path, plan } = input;
    this.house.open();
    return this.session.jobs.start('jobs.import_commit', { name }, async control => {
      control.step('jobs.step.book');
      const { batch, rows, transfers, noted } = await this.house.write(
        'imports/commit',
        { caller, plan, path },
        control,
      );
      return { kind: 'committed', batch, rows, transfers, noted };
    });
  }

  /** Plans that wait, each with the staged file that it plans, if this session has it. */
  async openPlans(): Promise<ImportPlan[]> {
    const staged = new Map(this.session.staging.list().map(({ sha256, id }) => [sha256, id]));
    const plans = await this.house.read('imports/plans', undefined);
    return plans.map(plan => ({
      ...planView(plan),
      fileId: staged.get(plan.sha256) ?? null,
      isKept: plan.isKept,
    }));
  }

  async done(): Promise<ImportDone[]> {
    const plans = await this.house.read('imports/done', undefined);
    return plans.map(plan => ({
      ...planView(plan),
      batch: plan.batch,
      file: plan.file,
      isKept: plan.file !== null,
      undone: plan.undone,
    }));
  }

  /** The kept original of an imported file, byte for byte. */
  async original(file: number) {
    const { name } = await this.house.read('drill/file', { file });
    return this.exported(name, path => this.house.read('imports/original', { file, path }));
  }

  async refusedRows(plan: number) {
    const { language } = await this.session.settings();
    const about = (await this.openPlans()).find(each => each.plan === plan);
    return this.exported(`${stem(about?.name ?? String(plan))}.refused.xlsx`, path =>
      this.house.read('imports/refusedRows', { plan, path, language }),
    );
  }

  // Reports

  /** Writes a report as a job. */
  async report(request: ReportRequest): Promise<string> {
    this.house.open();
    const { language } = await this.session.settings();
    const name = await this.reportName(request, language);
    return this.session.jobs.start('jobs.export', { name }, async control => {
      control.step('jobs.step.write');
      const path = this.session.staging.exportPath();
      await this.house.read('reports/write', { ...request, path, language }, control);
      return { kind: 'export', ...(await this.register(name, path)) };
    });
  }

  private async reportName({ scope, kind, client, from, to, format }: ReportRequest, language: Language) {
    const title = renderText(loadCatalogue(language), `reports.name.${kind}`);
    const whose =
      client === undefined ? '' : ` ${await this.house.read('clients/nameOf', { scope, id: client })}`;
    return `${title}${whose} ${from} ${to}.${format}`;
  }

  /** Writes what a grid over the book shows, as a job. */
  exportGrid(request: GridExport): string {
    this.house.open();
    const name = `${request.name}.${request.format}`;
    return this.session.jobs.start('jobs.export', { name }, async control => {
      control.step('jobs.step.write');
      const { language } = await this.session.settings();
      const path = this.session.staging.exportPath();
      await this.house.readOf(request.grid, 'grids/export', { ...request, path, language }, control);
      return { kind: 'export', ...(await this.register(name, path)) };
    });
  }

  /** Writes all posted transfers as a journal, as a job. */
  journal(format: JournalFormat): string {
    const name = `${this.house.open().name}.${format === 'hledger' ? 'journal' : 'beancount'}`;
    return this.session.jobs.start('jobs.export', { name }, async control => {
      control.step('jobs.step.write');
      const path = this.session.staging.exportPath();
      await this.house.read('reports/exportJournal', { format, path }, control);
      return { kind: 'export', ...(await this.register(name, path)) };
    });
  }

  // Demo

  /** Makes the demo agency's book and opens it, as a job. */
  createDemo(actor: string): string {
    return this.session.jobs.start('jobs.demo_book', {}, async control => {
      control.step('jobs.step.book');
      const { language } = await this.session.settings();
      const name = renderText(loadCatalogue(language), 'books.demo_name');
      const firstPeriod = await this.session.work('demoFirstPeriod', {});
      await this.house.createNumbered({ name, firstPeriod, actor });
      const { planFile } = await this.house.write('demo/fill', { actor, language }, control);
      await this.session.stageDemo(planFile);
      await this.house.copyNow(control);
      return { kind: 'book' };
    });
  }

  private async readList<T extends 'clientsFile' | 'openingFile' | 'planFile'>(fileId: string, task: T) {
    const { name, path } = this.session.staging.get(fileId);
    return { name, reading: await this.session.work(task, { name, path } as TaskInput<T>) };
  }

  private keep(plan: ListPlan): string {
    const planId = randomUUID();
    this.plans.set(planId, plan);
    if (this.plans.size > PLANS_KEPT) this.plans.delete(this.plans.keys().next().value!);
    return planId;
  }

  private plan(planId: string): ListPlan {
    const plan = this.plans.get(planId);
    if (!plan) throw new Refusal('clients.plan_gone');
    return plan;
  }

  private async exported(name: string, write: (path: string) => Promise<unknown>) {
    const path = this.session.staging.exportPath();
    await write(path);
    return this.register(name, path);
  }

  private async register(name: string, path: string): Promise<{ fileId: string; name: string }> {
    const { id } = await this.session.staging.register(name, path, true);
    return { fileId: id, name };
  }
}

function stem(name: string): string {
  return name.replace(/\.[^.]+$/, '');
}

type StoredPlan = Pick<
  ReturnType<(typeof reads)['imports/plans']>[number],
  'id' | 'name' | 'details' | 'madeAt'
>;

function planView({ id, name, details, madeAt }: StoredPlan) {
  const { profile, sheet, account, counts, moneyFen, firstDay, lastDay, headings, own } = details;
  return {
    plan: id,
    name,
    profile,
    sheet,
    account,
    madeAt,
    counts,
    moneyFen,
    firstDay,
    lastDay,
    headings,
    own,
  };
}
