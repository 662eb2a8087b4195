import type { Finding, Params, Place, Severity } from '../domain/refusal.ts';

const PLACES_PER_CODE = 20;

/** Gathers findings so that a fault on every row of a million names its first places and its number, not a million lines. */
export class FindingList {
  private readonly sheet: string;
  private readonly findings: Finding[] = [];
  private readonly counts = new Map<string, number>();
  private readonly single = new Map<string, Finding>();

  constructor(sheet: string) {
    this.sheet = sheet;
  }

  /** One finding per place: the first 20 of a code are kept, a summary tells the rest. */
  add(severity: Severity, code: string, params: Params, place: Place): void {
    const count = (this.counts.get(code) ?? 0) + 1;
    this.counts.set(code, count);
    if (count <= PLACES_PER_CODE)
      this.findings.push({ severity, code, params, place: { sheet: this.sheet, ...place } });
  }

  /** One finding for all places: the first place, and `count` in the parameters. */
  once(severity: Severity, code: string, params: Params, place: Place): void {
    const known = this.single.get(code);
    if (known) {
      known.params.count = (known.params.count as number) + 1;
      return;
    }
    const finding = {
      severity,
      code,
      params: { ...params, count: 1 },
      place: { sheet: this.sheet, ...place },
    };
    this.single.set(code, finding);
    this.findings.push(finding);
  }

  /** All findings in the order met; after the last kept one of an overlong code stands `statements.more_places`. */
  list(): Finding[] {
    const all = [...this.findings];
    for (const [code, count] of this.counts) {
      if (count <= PLACES_PER_CODE) continue;
      const last = all.findLastIndex(finding => finding.code === code);
      all.splice(last + 1, 0, {
        severity: all[last]!.severity,
        code: 'statements.more_places',
        params: { count: count - PLACES_PER_CODE, total: count, code },
        place: { sheet: this.sheet },
      });
    }
    return all;
  }
}
