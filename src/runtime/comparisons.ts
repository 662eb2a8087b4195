import { randomUUID } from 'node:crypto';
import type { CompareChoice, CompareSummary, CompareTab } from '../domain/compare.ts';
import { Refusal } from '../domain/refusal.ts';
import type { RememberedPair, Settings } from '../domain/settings.ts';
import { type Comparison, findPair, formOf, originOf, type SideOrigin } from '../services/compare.ts';
import type { InspectedStatement } from '../services/statements.ts';
import type { DeskShelf } from '../store/desk.ts';
import type { EventHub } from './events.ts';
import type { JobControl, JobTable } from './jobs.ts';
import type { Staging } from './staging.ts';
import type { TaskInput, TaskName, TaskOutput } from './tasks.ts';

interface Kept extends Comparison {
  leftFileId: string;
  rightFileId: string;
}

interface PairOfFiles {
  leftFileId: string;
  rightFileId: string;
}

/** What comparisons need of the session they belong to. */
interface Session {
  hub: EventHub;
  jobs: JobTable;
  staging: Staging;
  settings(): Promise<Settings>;
  inspected(fileId: string): InspectedStatement;
  work<T extends TaskName>(task: T, input: TaskInput<T>, control?: JobControl): Promise<TaskOutput<T>>;
  engine<T extends TaskName>(task: T, input: TaskInput<T>): Promise<TaskOutput<T>>;
}

const PAIRS = 'pairs';

/** The session's comparisons: guessed, run as jobs over two threads, kept while their rows are looked at. */
export class Comparisons {
  private readonly desk: Session;
  private readonly shelf: DeskShelf;
  private readonly kept = new Map<string, Kept>();

  constructor(desk: Session, shelf: DeskShelf) {
    this.desk = desk;
    this.shelf = shelf;
  }

  async guess({ leftFileId, rightFileId }: PairOfFiles) {
    const [left, right] = [this.desk.inspected(leftFileId), this.desk.inspected(rightFileId)];
    const pair = findPair(await this.pairs(), left, right);
    const { windowDays } = await this.desk.settings();
    return { pair, ...(await this.desk.work('guess', { left, right, pair, windowDays })) };
  }

  run({ leftFileId, rightFileId, choice }: PairOfFiles & { choice: CompareChoice }): string {
    const [left, right] = [this.desk.inspected(leftFileId), this.desk.inspected(rightFileId)];
    if (choice.left.amount === null || choice.right.amount === null) throw new Refusal('compare.no_amount');
    const names = { left: left.file.name, right: right.file.name };
    return this.desk.jobs.start('jobs.compare', names, async control => {
      control.step('jobs.step.sides');
      const [leftSide, rightSide] = await Promise.all([
        this.desk.work('side', { statement: left, choice: choice.left }, control),
        this.desk.work('side', { statement: right, choice: choice.right }, control),
      ]);
      control.step('jobs.step.match');
      const comparison = await this.desk.work('match', { left, right, choice, leftSide, rightSide }, control);
      const comparisonId = randomUUID();
      this.kept.set(comparisonId, { ...comparison, leftFileId, rightFileId });
      await this.desk.engine('hold', { kind: 'comparison', id: comparisonId, ...comparison });
      this.desk.hub.changed('compare');
      return { kind: 'comparison', comparisonId };
    });
  }

  /** A finished comparison of this session. Refuses `compare.not_found`. */
  get(comparisonId: string): Kept {
    const comparison = this.kept.get(comparisonId);
    if (!comparison) throw new Refusal('compare.not_found');
    return comparison;
  }

  summary(comparisonId: string): CompareSummary & PairOfFiles {
    const { summary, leftFileId, rightFileId } = this.get(comparisonId);
    return { ...summary, leftFileId, rightFileId };
  }

  origin({ comparisonId, tab, rowId }: { comparisonId: string; tab: CompareTab; rowId: string }) {
    const comparison = this.get(comparisonId);
    const { left, right } = originOf(comparison, tab, Number(rowId));
    const placed = (side: SideOrigin | null, fileId: string) => side && { ...side, fileId };
    return { left: placed(left, comparison.leftFileId), right: placed(right, comparison.rightFileId) };
  }

  report(comparisonId: string): string {
    const comparison = this.get(comparisonId);
    const names = { left: comparison.left.file, right: comparison.right.file };
    return this.desk.jobs.start('jobs.report', names, async control => {
      control.step('jobs.step.write');
      const { language } = await this.desk.settings();
      const path = this.desk.staging.exportPath();
      await this.desk.work('report', { comparison, path, language }, control);
      const name = `${stem(names.left)} ↔ ${stem(names.right)}.xlsx`;
      const { id } = await this.desk.staging.register(name, path, true);
      return { kind: 'export', fileId: id, name };
    });
  }

  pairs(): Promise<RememberedPair[]> {
    return this.shelf.read<RememberedPair[]>(PAIRS, []);
  }

  /** Remembers how two forms are compared; the same name or the same two forms replace what was there. */
  async remember(input: PairOfFiles & { name: string; choice: CompareChoice }): Promise<RememberedPair> {
    const [left, right] = [this.desk.inspected(input.leftFileId), this.desk.inspected(input.rightFileId)];
    let remembered: RememberedPair | null = null;
    await this.shelf.update<RememberedPair[]>(PAIRS, [], pairs => {
      const before = findPair(pairs, left, right);
      remembered = {
        id: before?.id ?? randomUUID(),
        name: input.name,
        left: formOf(left),
        right: formOf(right),
        choice: input.choice,
        usedOn: new Date().toISOString(),
      };
      return [...pairs.filter(pair => pair.id !== before?.id && pair.name !== input.name), remembered];
    });
    this.desk.hub.changed('pairs');
    return remembered!;
  }

  /** Takes every comparison of this session out of sight. */
  drop(): void {
    this.kept.clear();
  }

  async forget(id: string): Promise<{ removed: boolean }> {
    let removed = false;
    await this.shelf.update<RememberedPair[]>(PAIRS, [], pairs => {
      removed = pairs.some(pair => pair.id === id);
      return pairs.filter(pair => pair.id !== id);
    });
    this.desk.hub.changed('pairs');
    return { removed };
  }
}

function stem(name: string): string {
  return name.replace(/\.[^.]+$/, '');
}
