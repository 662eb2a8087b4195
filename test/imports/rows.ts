import { createHash } from 'node:crypto';
import { planRows } from '../../src/domain/imports/plan.ts';
import type { FileContext, ImportRow, KnownRow, PlanRow } from '../../src/domain/imports/types.ts';
import type { Direction, Meaning, StatementRow } from '../../src/domain/statement.ts';

/** SHA-256 as the service brings it. */
export function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export const TEMPLATE: FileContext = { source: 'template', profile: 'template.general', account: null, hash };
export const ORDERS: FileContext = { source: 'qianchuan', profile: 'qianchuan.orders', account: null, hash };
export const FLOW: FileContext = {
  source: 'qianchuan',
  profile: 'qianchuan.daily',
  account: '1700000000000001',
  hash,
};
export const BANK: FileContext = { source: 'bank', profile: 'bank.ccb.company', account: '1202', hash };
export const BANK_NO_ID: FileContext = { source: 'bank', profile: 'bank.abc.debit', account: '6228', hash };

export interface Told {
  time: string | null;
  direction?: Direction;
  yuan?: number;
  id?: string | null;
  text?: Partial<Record<Meaning, string>>;
  currency?: string;
  closed?: boolean;
  line?: number;
}

/** A statement row in few words; money in whole 分 given as yuan with two decimals. */
export function told({
  time,
  direction = 'income',
  yuan = 1,
  id = null,
  text = {},
  currency = 'CNY',
  closed = false,
  line = 1,
}: Told): ImportRow {
  const amountE5 = Math.round(yuan * 100) * 1000;
  const row: StatementRow = {
    index: line - 1,
    line,
    time,
    incomeE5: direction === 'income' ? amountE5 : 0,
    expenseE5: direction === 'expense' ? amountE5 : 0,
    neutralE5: direction === 'neutral' ? amountE5 : 0,
    direction,
    currency,
    closed,
    refund: false,
    id,
    balanceE5: null,
    text,
  };
  return { row };
}

/** A row of 通用流水. */
export function general(
  kind: string,
  no: string,
  time: string,
  yuan: number,
  text: Partial<Record<Meaning, string>> = {},
): ImportRow {
  const income = ['收款', '充值', '退款'].includes(kind);
  const neutral = ['下单', '追加', '释放'].includes(kind);
  const direction = income ? 'income' : neutral ? 'neutral' : 'expense';
  return told({
    time,
    direction,
    yuan,
    text: { kind, merchantId: no, account: '', bucket: '非赠款', ...text },
  });
}

/** What a book keeps of source rows, in memory: plans against it and takes what a plan says. */
export class Shelf {
  readonly rows = new Map<string, KnownRow[]>();
  private last = 0;

  plan(entries: ImportRow[], context: FileContext): PlanRow[] {
    return planRows(entries, this.rows, context);
  }

  take(entries: ImportRow[], context: FileContext): PlanRow[] {
    const planned = this.plan(entries, context);
    for (const row of planned) this.keep(row);
    return planned;
  }

  /** Identity and content of everything kept, in a stable order. */
  state(): string[] {
    return [...this.rows.values()]
      .flatMap(list => list.map(row => `${row.identity.replace(/\d+$/, '')} ${row.content}`))
      .sort();
  }

  private keep(planned: PlanRow): void {
    if (planned.identity === null || (planned.state !== 'new' && planned.state !== 'corrected')) return;
    const group = planned.identity.slice(0, planned.identity.lastIndexOf('\u001f'));
    const list = this.rows.get(group) ?? [];
    this.rows.set(group, list);
    const { identity, version, time, content, contentHash } = planned;
    const at = list.findIndex(row => row.identity === identity);
    const former = list[at];
    const formerHashes = former ? [...former.formerHashes, former.contentHash] : [];
    const row = {
      id: ++this.last,
      identity,
      version,
      time,
      content,
      contentHash,
      formerHashes,
      booked: true,
    };
    if (at < 0) list.push(row);
    else list[at] = row;
  }
}

export function states(planned: PlanRow[]): string[] {
  return planned.map(row => (row.reason ? `${row.state} ${row.reason.code}` : row.state));
}
