import { ACCOUNTS } from '../../domain/accounting/chart.ts';
import type { Params } from '../../domain/refusal.ts';
import type { ReportAccount } from '../../domain/reports/types.ts';
import { type Catalogue, type Language, renderText } from '../../domain/text.ts';

/** Language of a report and its texts. */
export interface ReportTexts {
  language: Language;
  catalogue: Catalogue;
}

const CHART = new Map(ACCOUNTS.map(account => [account.code, account]));

/** The words of one report. */
export class Words {
  private readonly texts: ReportTexts;

  constructor(texts: ReportTexts) {
    this.texts = texts;
  }

  say(code: string, params: Params = {}): string {
    return renderText(this.texts.catalogue, code, params);
  }

  /** Name of a code of the chart, or of a group of codes (1123). */
  code(code: string): string {
    return CHART.get(code)?.[this.texts.language] ?? this.say(`reports.group.${code}`);
  }

  /** Dimensions 辅助核算 in one text; empty where the account has none. */
  dims({ dims, names }: ReportAccount): string {
    const { bucket, category } = dims;
    return [
      ...(['client', 'subject', 'supplier', 'money', 'pool', 'employee'] as const).map(dim => names[dim]),
      bucket === undefined ? undefined : this.say(`reports.bucket.${bucket}`),
      category === undefined ? undefined : this.category(category),
    ]
      .filter(part => part !== undefined)
      .join(' · ');
  }

  /** A category of the chart by its word; what a person wrote stays. */
  private category(category: string): string {
    const code = `drill.category.${category}`;
    return code in this.texts.catalogue ? this.say(code) : category;
  }

  /** Code, name and dimensions in one text. */
  account(account: ReportAccount): string {
    const dims = this.dims(account);
    const name = `${account.code} ${this.code(account.code)}`;
    return dims === '' ? name : `${name} · ${dims}`;
  }

  /** 借, 贷 or 平 of a balance debits − credits. */
  side(balanceFen: number): string {
    if (balanceFen === 0) return this.say('reports.side.even');
    return this.say(balanceFen > 0 ? 'reports.side.debit' : 'reports.side.credit');
  }
}
