/** What a step answers about itself. */
interface Done {
  rows: number;
  /** What was left for a person, by name. */
  person?: Record<string, number>;
}

interface Step extends Done {
  month: string;
  name: string;
  seconds: number;
}

interface Missing {
  line: number;
  name: string;
  count: number;
  amountFen: number;
}

/** Steps of a walk, with their time. */
export class Steps {
  readonly steps: Step[] = [];
  private readonly missing: { month: string; lines: readonly Missing[] }[] = [];

  async time(month: string, name: string, act: () => Promise<Done>): Promise<void> {
    const began = performance.now();
    const done = await act();
    const seconds = (performance.now() - began) / 1_000;
    this.steps.push({ month, name, seconds, ...done });
  }

  tellMissing(month: string, lines: readonly Missing[]): void {
    this.missing.push({ month, lines });
  }

  /** One line a step: month, step, seconds, rows, what a person still had to decide. */
  table(): string {
    const lines = this.steps.map(({ month, name, seconds, rows, person = {} }) => {
      const left = Object.entries(person)
        .filter(([, count]) => count > 0)
        .map(([what, count]) => `${what} ${count}`);
      return [month, name, seconds.toFixed(1), String(rows), left.join('，')].join('\t');
    });
    const carried = this.missing.map(({ month, lines: list }) => {
      const told = list.map(({ line, name, count, amountFen }) => `${line} ${name}×${count} ${amountFen}分`);
      return `${month}\t${told.join('；')}`;
    });
    const total = this.steps.reduce((sum, { seconds }) => sum + seconds, 0);
    return [
      '月份\t步骤\t秒\t行\t留给人',
      ...lines,
      `合计\t\t${total.toFixed(1)}`,
      '',
      '结账时缺的行',
      ...carried,
    ].join('\n');
  }
}
