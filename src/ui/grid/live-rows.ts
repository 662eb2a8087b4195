import type { GridPage } from '../../domain/grid.ts';

/** What live rows ask of the engine under one query. */
export interface Questions {
  window(from: number, count: number): Promise<GridPage>;
  /** Row number at which a row stands, null if it is not there. */
  locate(id: string): Promise<number | null>;
}

/** The rows in sight: numbers of the first and the last one, and which row stands first. */
export interface Sight {
  top: number;
  bottom: number;
  topId: string | null;
}

/**
 * Rows of one query over a source that may change, such as the open book. All rows handed out belong to one revision:
 * an answer that was under way at a renewal is asked for again, one of another revision waits until what is in sight
 * was renewed.
 */
export class LiveRows {
  revision: number | undefined;
  private readonly questions: Questions;
  private readonly blockRows: number;
  private readonly mostRows: number;
  private readonly isOther: () => void;
  private ready = new Map<number, GridPage>();
  private waiting: (() => void)[] = [];
  private renewals = 0;

  /** `first` answers the first block without asking; `isOther` is told that what is in sight should be renewed. */
  constructor(
    questions: Questions,
    first: GridPage | null,
    options: { blockRows: number; mostRows: number; isOther(): void },
  ) {
    this.questions = questions;
    this.blockRows = options.blockRows;
    this.mostRows = options.mostRows;
    this.isOther = options.isOther;
    this.revision = first?.revision;
    if (first) this.ready.set(0, first);
  }

  /** Rows of one block, of the revision that the grid shows. */
  async page(from: number, count: number): Promise<GridPage> {
    for (;;) {
      const ready = this.ready.get(from);
      this.ready.delete(from);
      if (ready) return ready;
      const { renewals } = this;
      const page = await this.questions.window(from, count);
      this.revision ??= page.revision;
      if (page.revision === this.revision) return page;
      // Another book may have taken the place of this one: its revisions begin anew, so none is older or newer.
      if (renewals === this.renewals) await this.renewed();
    }
  }

  /**
   * Asks anew for what is in sight. From then on the grid's blocks are of the new revision and have to be asked for
   * again, those in sight being at hand. Answers the number at which the first row in sight stands now; a row that is
   * gone leaves its number to the next one.
   */
  async renew({ top, bottom, topId }: Sight): Promise<{ top: number; total: number }> {
    const found = topId === null || top === 0 ? null : await this.questions.locate(topId);
    const now = found ?? top;
    const begin = this.blockOf(Math.min(top, now));
    const end = this.blockOf(Math.max(bottom, bottom - top + now)) + this.blockRows;
    // A row that moved far away leaves its old surroundings to be asked for later.
    const from = end - begin <= this.mostRows ? begin : this.blockOf(now);
    const page = await this.questions.window(from, Math.min(this.mostRows, end - from));
    this.ready.clear();
    for (let at = 0; at === 0 || at < page.rows.length; at += this.blockRows)
      this.ready.set(from + at, { ...page, rows: page.rows.slice(at, at + this.blockRows) });
    this.revision = page.revision;
    this.renewals += 1;
    for (const go of this.waiting.splice(0)) go();
    return { top: Math.max(0, Math.min(now, page.total - 1)), total: page.total };
  }

  private renewed(): Promise<void> {
    if (this.waiting.length === 0) this.isOther();
    return new Promise(resolve => this.waiting.push(resolve));
  }

  private blockOf(row: number): number {
    return row - (row % this.blockRows);
  }
}
