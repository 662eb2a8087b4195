import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CalendarYearView } from '../contract/calendar.ts';
import type { CalendarYear } from '../domain/calendar/year.ts';
import type { GridSelection, GridSort } from '../domain/grid.ts';
import type { StagedFile } from '../domain/job.ts';
import { Refusal } from '../domain/refusal.ts';
import {
  type ColumnLayout,
  DEFAULT_SETTINGS,
  type SavedView,
  type Settings,
  VIEWS_MOST,
} from '../domain/settings.ts';
import type { Profile } from '../domain/statement.ts';
import { LIMITS } from '../domain/table.ts';
import { broughtYears, keepYears, yearViews } from '../services/calendar.ts';
import type { Held } from '../services/grids.ts';
import {
  importedProfile,
  type Mapping,
  mappedHeader,
  newestProfiles,
  profileFromMapping,
} from '../services/profiles.ts';
import type { InspectedStatement } from '../services/statements.ts';
import { DeskShelf } from '../store/desk.ts';
import { BookHouse } from './book-house.ts';
import { BookWork } from './book-work.ts';
import { Comparisons } from './comparisons.ts';
import { EventHub } from './events.ts';
import { type JobControl, JobTable } from './jobs.ts';
import { profilesFolder } from './resources.ts';
import { type Machine, PeopleSession } from './session.ts';
import { Staging } from './staging.ts';
import type { TaskInput, TaskName, TaskOutput } from './tasks.ts';
import { type CallOptions, Thread, ThreadPool } from './threads.ts';
import { shippedCalendars } from './work-calendar.ts';

const FILE_THREADS = 2;

export interface ExportRequest {
  grid: string;
  selection: GridSelection;
  sort: GridSort[];
  columns: { key: string; heading: string }[];
  format: 'xlsx' | 'csv';
  name: string;
}

/** The session's state and acts, behind the router: staged and inspected files, profiles, settings, grids. */
export class Desk {
  readonly hub = new EventHub();
  readonly jobs = new JobTable(this.hub);
  readonly staging: Staging;
  readonly comparisons: Comparisons;
  readonly house: BookHouse;
  readonly bookWork: BookWork;
  readonly people: PeopleSession;
  private readonly shelf: DeskShelf;
  private readonly pool = new ThreadPool(FILE_THREADS);
  private readonly rows = new Thread();
  private readonly opened = new Map<string, InspectedStatement>();
  private readonly version: string;

  constructor(dataFolder: string, version: string, machine: Machine) {
    this.version = version;
    this.staging = new Staging(dataFolder);
    this.shelf = new DeskShelf(join(dataFolder, 'desk'));
    this.comparisons = new Comparisons(this, this.shelf);
    this.house = new BookHouse(this, dataFolder);
    this.bookWork = new BookWork(this, this.house);
    this.people = new PeopleSession(this.house, this.shelf, machine);
  }

  async close(): Promise<void> {
    this.pool.end();
    this.rows.end();
    await this.house.end();
    await this.staging.close();
  }

  hello(host: 'desktop' | 'browser' | 'command-line') {
    return { version: this.version, host, revision: this.hub.revision };
  }

  /** Runs file work in a thread of its own, under the limits on hostile input and the job's cancel flag. */
  work<T extends TaskName>(task: T, input: TaskInput<T>, control?: JobControl): Promise<TaskOutput<T>> {
    const options: CallOptions = control
      ? { cancelFlag: control.cancelFlag, onProgress: (done, total) => control.progress(done, total) }
      : {};
    return this.pool.call(task, input, { ...options, time_ms: LIMITS.time_ms });
  }

  /** Asks the thread that holds the rows of every grid. */
  engine<T extends TaskName>(task: T, input: TaskInput<T>): Promise<TaskOutput<T>> {
    return this.rows.call(task, input);
  }

  // Files and statements

  inspect(input: { fileId: string; sheet?: string; password?: string; profile?: string }): string {
    const staged = this.staging.get(input.fileId);
    return this.jobs.start('jobs.inspect', { name: staged.name }, async control => {
      control.step('jobs.step.read', staged.bytes);
      const statement = await this.work('inspect', await this.request(input), control);
      this.opened.set(input.fileId, statement);
      await this.engine('hold', { kind: 'statement', id: input.fileId, ...statement });
      this.hub.changed('statements');
      return { kind: 'inspection', fileId: input.fileId };
    });
  }

  /** What opening a staged statement takes: where it is, and the profiles to try. */
  async request<T extends { fileId: string }>(input: T) {
    const { path, name } = this.staging.get(input.fileId);
    return { ...input, path, name, profilesFolder, saved: newestProfiles(await this.savedProfiles()) };
  }

  /** An inspected file of this session. Refuses `statements.not_inspected`. */
  inspected(fileId: string): InspectedStatement {
    const statement = this.opened.get(fileId);
    if (!statement)
      throw new Refusal('statements.not_inspected', {}, { file: this.staging.get(fileId).name });
    return statement;
  }

  // The calendar of working days

  async calendarYears(): Promise<CalendarYearView[]> {
    return yearViews(shippedCalendars(), await broughtYears(this.shelf));
  }

  /** Keeps years on this workstation and answers their numbers. */
  async keepCalendar(years: readonly CalendarYear[]): Promise<number[]> {
    await keepYears(this.shelf, years);
    this.hub.changed('settings');
    this.hub.changed('book');
    return years.map(({ year }) => year);
  }

  async dropFile(fileId: string): Promise<{ dropped: boolean }> {
    this.opened.delete(fileId);
    await this.engine('release', { id: fileId });
    const dropped = await this.staging.drop(fileId);
    this.hub.changed('statements');
    return { dropped };
  }

  exportGrid(input: ExportRequest): string {
    const name = `${input.name}.${input.format}`;
    return this.jobs.start('jobs.export', { name }, async control => {
      control.step('jobs.step.write');
      const path = this.staging.exportPath();
      const { language } = await this.settings();
      const held = this.held(input.grid);
      await this.work('export', { ...input, path, held, language }, control);
      const { id } = await this.staging.register(name, path, true);
      return { kind: 'export', fileId: id, name };
    });
  }

  /**
   * Another person sits down: what the one before staged, compared, or had written out is no longer there.
   */
  async handOver(): Promise<void> {
    for (const id of this.staging.everyId()) await this.dropFile(id);
    this.comparisons.drop();
    this.jobs.clear();
    this.hub.changed('books', 'book', 'statements', 'compare');
  }

  // Profiles

  async profiles(): Promise<Profile[]> {
    return [
      ...newestProfiles(await this.savedProfiles()),
      ...(await this.work('shippedProfiles', { folder: profilesFolder })),
    ];
  }

  async saveProfile(mapping: Mapping): Promise<Profile> {
    const { file } = this.inspected(mapping.fileId);
    const header = mappedHeader(file, mapping.sheet, mapping.headerRecord);
    let profile: Profile | null = null;
    await this.shelf.update<Profile[]>('profiles', [], saved => {
      profile = profileFromMapping(mapping, header, saved);
      return [...saved, profile];
    });
    this.hub.changed('profiles');
    return profile!;
  }

  async removeProfile(id: string): Promise<{ removed: boolean }> {
    if (!id.startsWith('user.')) throw new Refusal('profiles.shipped', { id });
    let removed = false;
    await this.shelf.update<Profile[]>('profiles', [], saved => {
      const kept = saved.filter(profile => profile.id !== id);
      removed = kept.length < saved.length;
      return kept;
    });
    this.hub.changed('profiles');
    return { removed };
  }

  async exportProfile(id: string): Promise<{ fileId: string; name: string }> {
    const profile = (await this.profiles()).find(each => each.id === id);
    if (!profile) throw new Refusal('profiles.not_found', { id });
    const path = this.staging.exportPath();
    await writeFile(path, JSON.stringify(profile, null, 2));
    const name = `${profile.title.zh}.v${profile.version}.json`;
    return { fileId: (await this.staging.register(name, path, true)).id, name };
  }

  async importProfile(fileId: string): Promise<Profile> {
    const staged = this.staging.get(fileId);
    const imported = importedProfile(await readFile(staged.path, 'utf8'), staged.name);
    let profile = imported;
    await this.shelf.update<Profile[]>('profiles', [], saved => {
      const versions = saved.filter(each => each.id === imported.id).map(each => each.version);
      profile = { ...imported, version: Math.max(0, ...versions) + 1 };
      return [...saved, profile];
    });
    this.hub.changed('profiles');
    return profile;
  }

  savedProfiles(): Promise<Profile[]> {
    return this.shelf.read<Profile[]>('profiles', []);
  }

  // Settings

  async settings(): Promise<Settings> {
    return { ...DEFAULT_SETTINGS, ...(await this.shelf.read<Partial<Settings>>('settings', {})) };
  }

  async setSettings(change: Partial<Settings>): Promise<Settings> {
    const kept = await this.shelf.update<Partial<Settings>>('settings', {}, present => ({
      ...present,
      ...change,
    }));
    this.hub.changed('settings');
    return { ...DEFAULT_SETTINGS, ...kept };
  }

  async layout(grid: string): Promise<ColumnLayout | null> {
    return (await this.shelf.read<Record<string, ColumnLayout>>('layouts', {}))[grid] ?? null;
  }

  async setLayout(grid: string, layout: ColumnLayout | null): Promise<{ saved: boolean }> {
    await this.shelf.update<Record<string, ColumnLayout>>('layouts', {}, present => {
      const { [grid]: _before, ...others } = present;
      return layout ? { ...others, [grid]: layout } : others;
    });
    return { saved: true };
  }

  async views(grid: string): Promise<SavedView[]> {
    return (await this.shelf.read<Record<string, SavedView[]>>('views', {}))[grid] ?? [];
  }

  /** Adds a view or replaces the one with its id; a name stands once. */
  keepView(grid: string, view: SavedView): Promise<SavedView[]> {
    return this.changeViews(grid, views => {
      if (views.some(({ id, name }) => id !== view.id && name === view.name))
        throw new Refusal('settings.view_name_taken', { name: view.name });
      if (views.some(({ id }) => id === view.id))
        return views.map(each => (each.id === view.id ? view : each));
      if (views.length >= VIEWS_MOST) throw new Refusal('settings.views_full', { most: VIEWS_MOST });
      return [...views, view];
    });
  }

  dropView(grid: string, id: string): Promise<SavedView[]> {
    return this.changeViews(grid, views => views.filter(view => view.id !== id));
  }

  private async changeViews(grid: string, change: (views: SavedView[]) => SavedView[]) {
    const kept = await this.shelf.update<Record<string, SavedView[]>>('views', {}, present => ({
      ...present,
      [grid]: change(present[grid] ?? []),
    }));
    this.hub.changed('settings');
    return kept[grid]!;
  }

  // Demo agency

  demoFiles() {
    return this.work('demoNames', {});
  }

  async stageDemo(name: string): Promise<StagedFile> {
    const path = this.staging.exportPath();
    await this.work('demoFile', { name, path });
    return this.staging.register(basename(name), path);
  }

  /** What holds a grid's rows, so that another thread can write the same rows. */
  private held(grid: string): Held {
    const [kind, id = ''] = grid.split(':');
    return kind === 'compare'
      ? { kind: 'comparison', id, ...this.comparisons.get(id) }
      : { kind: 'statement', id, ...this.inspected(id) };
  }
}
