import { createHash, hash } from 'node:crypto';
import { RowBytes } from './row-bytes.ts';

/**
 * The bytes that hashes run over. They are frozen: books keep the hashes for ever, and a test holds vectors of them.
 * Text is JSON without spaces; the keys of an object stand in the order of their UTF-16 units; numbers are safe integers.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new Error(`not canonical: ${value}`);
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || !isPlain(value)) throw new Error(`not canonical: ${typeof value}`);
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`;
}

export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}

/** Hash of the content of a source row: SHA-256 over the UTF-8 bytes of its raw text. */
export function contentHash(raw: string): Buffer {
  return hash('sha256', raw, 'buffer');
}

/**
 * Tables whose rows are never changed, in the order in which they enter the effect hash. Only ever appended to.
 * Memo accounts count ids of their own, so they are hashed apart.
 */
export const EFFECT_TABLES = [
  'account',
  'memo_account',
  'batch',
  'transfer',
  'change',
  'source_file',
  'source_row',
  'order_figure',
  'order_change',
  'attachment',
  'upgrade_step',
  'profile_secret',
] as const;
export type EffectTable = (typeof EFFECT_TABLES)[number];

/** Columns of each such table in the order of their canonical bytes, as SQL expressions. Frozen. */
export const EFFECT_COLUMNS: Record<EffectTable, readonly string[]> = {
  account: ['id', 'key'],
  memo_account: ['id', 'key'],
  batch: ['id', 'event', 'effective_on', 'booked_at', 'summary', 'reverses_batch'],
  transfer: [
    'id',
    'batch',
    'leg',
    'kind',
    'debit',
    'credit',
    'amount_fen',
    'hold_id',
    'reverses_id',
    'effective_on',
    'event',
    'source_row',
    'case_no',
    'debit_item',
    'credit_item',
  ],
  change: ['id', 'table_name', 'row_id', 'before', 'after'],
  source_file: ['id', 'sha256', 'name', 'bytes', 'profile', 'money', 'pool'],
  source_row: ['id', 'file', 'sheet', 'row', 'identity', 'version', 'lower(hex(content_hash))'],
  order_figure: ['id', 'promo_order', 'name', 'value_fen', 'day', 'observed_at', 'finality', 'source_row'],
  order_change: [
    'id',
    'promo_order',
    'at',
    'from_state',
    'to_state',
    'reason',
    'actor',
    'source_row',
    'batch',
  ],
  attachment: ['id', 'sha256', 'name', 'bytes', 'type'],
  upgrade_step: [
    'id',
    'upgrade_case',
    'at',
    'happened_on',
    'from_state',
    'to_state',
    'reason',
    'actor',
    'attachment',
  ],
  profile_secret: ['id', 'profile', 'kind', 'lower(hex(salt))', 'lower(hex(hash))'],
};

/** Running hash over everything insert-only that one command writes: one per table, over its rows in the order of ids. */
export class Effects {
  private readonly tables = new Map<EffectTable, TableHash>();

  /** Takes one row: its columns as JSON, as `EFFECT_COLUMNS` lists them. */
  add(table: EffectTable, row: string): void {
    this.of(table).add(row);
  }

  /** What takes the rows of one table, for whoever writes many. */
  of(table: EffectTable): TableHash {
    let running = this.tables.get(table);
    if (!running) {
      running = new TableHash();
      this.tables.set(table, running);
    }
    return running;
  }

  /** Hash over table, count and digest of every table written; no rows, no bytes. */
  digest(): string {
    return effectDigest(table => {
      const total = this.tables.get(table)?.total();
      return total && total.count > 0 ? total : undefined;
    });
  }
}

/** What one command wrote into one table. */
export interface TableTotal {
  count: number;
  digest: string;
}

/** Hash over what a command wrote into each table, the tables in their frozen order. */
export function effectDigest(totalOf: (table: EffectTable) => TableTotal | undefined): string {
  const lines = EFFECT_TABLES.flatMap(table => {
    const total = totalOf(table);
    return total ? [`${JSON.stringify([table, total.count, total.digest])}\n`] : [];
  });
  return sha256Hex(lines.join(''));
}

/** Running hash over rows of one table, each as JSON and closed by a line feed. */
export class TableHash {
  private readonly hash = createHash('sha256');
  private readonly bytes = new RowBytes(bytes => this.hash.update(bytes));
  private count = 0;

  add(row: string): void {
    this.count += 1;
    this.bytes.line(row);
  }

  /** The next row, to be written column by column and ended. */
  row(): RowBytes {
    this.count += 1;
    return this.bytes;
  }

  total(): TableTotal {
    this.bytes.flush();
    return { count: this.count, digest: this.hash.copy().digest('hex') };
  }
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
