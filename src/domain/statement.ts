import type { Finding } from './refusal.ts';

/** What a column of a statement means. A profile or the user's mapping ties these to headings. */
export const MEANINGS = [
  'time', // date, or date and time
  'clock', // time of day in a column of its own
  'direction', // 收/支, 借贷, 收支类型 …
  'amount', // one amount column
  'income', // amount column of money in
  'expense', // amount column of money out
  'balance',
  'currency',
  'id', // the platform's own number: the row's identity
  'merchantId', // merchant or agency order number, remittance code
  'kind', // 交易类型, 业务类型, 类型
  'status',
  'party', // counterparty's name or client
  'partyAccount',
  'account', // own account the row belongs to, where a file holds several (平台账户ID, 广告主)
  'memo',
  'memo2',
  'fee',
  'refunded', // amount given back so far on this row (成功退款)
  'paid', // orders: 实付金额
  'spent', // orders: 消耗
  'topUp', // orders: 追加金额
  'coupon',
  'version', // 版本
  'bucket', // 资金性质
  'payment', // 支付方式
] as const;
export type Meaning = (typeof MEANINGS)[number];

export const SOURCES = [
  'qianchuan',
  'agent',
  'douplus',
  'doudian',
  'alipay',
  'wechat',
  'bank',
  'jd',
  'meituan',
  'template',
  'user',
] as const;
export type Source = (typeof SOURCES)[number];

export const DIRECTIONS = ['income', 'expense', 'neutral'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/**
 * One data record of a statement, read by its profile. Money is in 1/100000 of the currency unit, never negative:
 * the statement's own direction says which way it went. A record of a daily flow has money both ways.
 */
export interface StatementRow {
  /** Record index in the sheet, from 0. */
  index: number;
  /** Physical line or sheet row, from 1. */
  line: number;
  /** `2026-05-01` or `2026-05-01 09:08:07`; null where the file has none (尚未入账). Beijing time. */
  time: string | null;
  incomeE5: number;
  expenseE5: number;
  neutralE5: number;
  /** Which of the three the record counts in; a daily flow counts in each that is not zero. */
  direction: Direction;
  currency: string;
  /** The source says that no money moved. */
  closed: boolean;
  /** The record is itself a refund. */
  refund: boolean;
  /** The row's identity, null if none or destroyed by a spreadsheet. */
  id: string | null;
  balanceE5: number | null;
  /** Trimmed text of every mapped column that is not money or time. */
  text: Partial<Record<Meaning, string>>;
}

/** A condition on a record: the named column (or the first cell) matches one of the texts. All texts NFKC without spaces. */
export interface RowTest {
  column: Meaning | 'first';
  equals?: string[];
  startsWith?: string[];
  endsWith?: string[];
  contains?: string[];
  /** The cell is empty (after trimming). */
  empty?: boolean;
  /** Further tests that must hold as well; a list of tests holds if one of them does. */
  and?: RowTest[];
}

/** How a record's money and direction are found. */
export type AmountRule =
  /** One amount column, direction by a word in another column (`direction` or `kind`). */
  | {
      by: 'word';
      column: Meaning;
      income: string[];
      expense: string[];
      neutral: string[];
      /** Direction of an empty word; absent = a finding. */
      empty?: Direction;
      /** Words are compared whole, or as prefixes (贷 Cr). */
      match?: 'whole' | 'start' | 'contains';
      /** A negative amount turns the direction round instead of being taken absolute. */
      negativeTurns?: boolean;
      /** Columns that carry the amount of one direction where it is not `amount` (refunds of a merchant bill). */
      take?: Partial<Record<Direction, Meaning>>;
    }
  /** Two amount columns (`income`, `expense`), each taken absolute; the unused one is empty, `-` or 0. */
  | {
      by: 'columns';
      /** A negative amount (冲账) turns the direction round instead of being taken absolute. */
      negativeTurns?: boolean;
    }
  /** One signed column. Card bills have positive = expense. */
  | { by: 'sign'; positive: 'income' | 'expense' }
  /** Direction is the same for every record (order lists: expense). */
  | {
      by: 'fixed';
      direction: Direction;
      /** The first of these columns that the file has carries the amount; absent = `amount`. */
      of?: Meaning[];
      /** Columns whose amounts are added. */
      add?: Meaning[];
    }
  /** Daily flow: money in and money out are sums of several headings; `总消耗|消耗` names alternatives, the first found counts. */
  | { by: 'flow'; income: string[]; expense: string[] }
  /** No sign anywhere: words in the memo decide (card bills of some banks). */
  | { by: 'memo'; columns: Meaning[]; income: string[]; otherwise: 'expense' }
  /** A small named function in `src/statements`, where data cannot say it. */
  | { by: 'function'; name: string };

/** A figure that preamble or trailer declares: by a pattern over a line, or by a small table of headings and one value line. */
export interface DeclaredRule {
  of: 'rows' | 'income' | 'expense' | 'neutral';
  /** Regular expression over one line, its non-empty cells joined by a comma; groups named `count` and `sum`. */
  pattern?: string;
  /** Headings (normalised) of a summary table at the end whose next line holds the values. */
  headings?: { count?: string; sum?: string };
}

/**
 * A form without any header (TD): each entry is a regular expression that the trimmed cell of the first records must
 * match, with its meaning. Columns are then named by position, the only exception to "by name".
 */
export interface BareForm {
  cells: { pattern: string; meaning?: Meaning }[];
}

/** On records that meet `when`, these meanings stand under other headings (a returned transfer: payer and payee change places). */
export interface ColumnException {
  when: RowTest[];
  columns: Partial<Record<Meaning, string[]>>;
}

/** A rule inside one record: the sum of some columns equals the sum of others; a cell without a figure leaves it unchecked. `a|b` names alternatives. */
export interface RowIdentity {
  /** Short name in the finding's parameters, such as 余额总消耗. */
  name: string;
  left: string[];
  right: string[];
}

/** A statement profile: data that says how one form of one source is recognised and read. */
export interface Profile {
  /** `alipay.personal`; user mappings: `user.<slug>`. */
  id: string;
  version: number;
  source: Source;
  title: { zh: string; en: string };
  /** Texts of which at least one stands before the header (normalised); absent = no such demand. */
  preamble?: string[];
  /** Headings that a row must hold to be this profile's header: each entry lists alternatives, normalised. */
  header: string[][];
  /** The form has no header at all; `header` is then empty. */
  bare?: BareForm;
  /** Headings that must not be there. */
  absent?: string[];
  /**
   * Meaning → headings that carry it, best first, normalised (NFKC, no white space, no unit brackets). A second
   * column of one name is `name#2`. For `time` a row whose best column is empty takes the next one.
   */
  columns: Partial<Record<Meaning, string[]>>;
  exceptions?: ColumnException[];
  amount: AmountRule;
  currency?: string;
  /** Records that are totals, notices or blank, not data. */
  skip?: RowTest[];
  /** From such a record on nothing is data. */
  end?: RowTest[];
  closed?: RowTest[];
  refund?: RowTest[];
  declared?: DeclaredRule[];
  /** A total line (合计, 总计) carries declared sums under the table's own columns. */
  totalLine?: boolean;
  identities?: RowIdentity[];
  /**
   * Where own account, period and year stand before the header: patterns over one line (cells joined by a comma), the
   * first group is the value. `file` finds the account in the file name.
   */
  about?: { account?: string; from?: string; to?: string; year?: string; file?: string };
  /** `to` names the first moment after the period (Alipay merchant: 06-01 00:00:00). */
  periodEnd?: 'inclusive' | 'exclusive';
  /** Order of numbers in dates such as 03/04/2025 or 03/04; absent = decided by what is possible, day first if both are. */
  dates?: 'dmy' | 'mdy';
  /** Rows carry a running balance that must continue; `order` says how they usually stand. */
  balance?: { check: boolean };
  /** Text ids must look like this; a heading in `ids` whose cell reads like 1.23E+18 is a destroyed id. */
  ids?: Meaning[];
  /** Header fingerprint that a user mapping is bound to. */
  fingerprint?: string;
}

/** One money figure of a report, in the statement's own unit: `{count: 5, sum: "211.64"}`. */
export interface CountSum {
  count: number;
  sum: string;
  /** Only where a file holds several currencies: sum per currency, and `sum` is then "". */
  sumByCurrency?: Record<string, string>;
}

/** A column of a sheet with what the profile takes it for. */
export interface ColumnReading {
  index: number;
  heading: string;
  meaning: Meaning | null;
}

/** What `statements inspect` answers. */
export interface Inspection {
  file: string;
  container: string;
  encoding: string;
  /** Profile id, null for an unknown form. */
  profile: string | null;
  profileVersion: number | null;
  sheet: string;
  sheets: { name: string; hidden: boolean; rows: number }[];
  /** Line of the header counted from 0; null if there is none. */
  headerLine: number | null;
  columns: ColumnReading[];
  /** SHA-256 (hex, first 16) of the normalised headings. */
  fingerprint: string | null;
  rows: number;
  income: CountSum;
  expense: CountSum;
  neutral: CountSum;
  closed: CountSum;
  refundRows: CountSum;
  firstDate: string | null;
  lastDate: string | null;
  currency: string[];
  /** Own account found in the preamble, if any. */
  account: string | null;
  declared: Partial<
    Record<'rows' | 'income' | 'expense' | 'neutral', { count?: number; sum?: string }>
  > | null;
  /** Sums by the source's own kind (通用流水: 充值, 下单 …), where the profile has a kind column. */
  byKind: Record<string, CountSum>;
  /** Balance continuity: pairs of neighbouring rows checked and broken; null where there is no balance. */
  balance: { checked: number; broken: number; opening: string | null; closing: string | null } | null;
  findings: Finding[];
}
