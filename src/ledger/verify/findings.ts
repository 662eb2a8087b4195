import type { Finding, Params, Severity } from '../../domain/refusal.ts';

/** Findings kept of one kind; more of the same say nothing new. */
const MOST_OF_A_KIND = 20;

/** What a check found, in the order in which it was found. */
export class Findings {
  readonly list: Finding[] = [];
  private readonly counts = new Map<string, number>();

  add(code: string, params: Params = {}, severity: Severity = 'error'): void {
    const count = (this.counts.get(code) ?? 0) + 1;
    this.counts.set(code, count);
    if (count <= MOST_OF_A_KIND) this.list.push({ severity, code, params, place: {} });
  }

  get ok(): boolean {
    return this.list.every(({ severity }) => severity !== 'error');
  }
}
