import { beijingDay } from '../domain/calendar/days.ts';
import { bucketOf } from '../domain/imports/words.ts';
import { fenOfE5, parseDecimalE5 } from '../domain/money.ts';
import type { FlowDay } from '../domain/pools/flow.ts';
import { type PoolVersion, versionOf } from '../domain/pools/versions.ts';
import type { DayRange } from '../domain/reports/types.ts';
import type { Connection } from './dialect/sqlite.ts';

/** 财务流水 of one account as imported: rows that stand, with the balance that the file tells beside them. */

const PREFIX = 'qianchuan\u001fqianchuan.daily';

/** Whose flow: the id at the platform, and its 资金池类型. */
export interface FlowOf {
  platformId: string;
  fundsKind: 'general' | 'brand';
}

interface FlowRow {
  identity: string;
  version: number;
  raw: string;
  file: number;
  name: string;
  sheet: string;
  line: number;
  readAt: string;
}

const ROWS = `SELECT s.identity, s.version, s.raw, s.file, f.name, s.sheet, s.row AS line, l.at AS readAt
  FROM source_row s JOIN source_file f ON f.id = s.file JOIN log l ON l.seq = s.log_seq
  WHERE s.identity >= @low AND s.identity < @high AND s.state IN ('booked', 'noted') ORDER BY s.identity, s.version`;

const CLOSINGS = `SELECT d.day, d.closing_e5 FROM statement_day d JOIN import_plan p ON p.id = d.plan
  WHERE d.account = @platformId AND d.day BETWEEN @from AND @to AND p.state = 'committed'
    AND p.profile = 'qianchuan.daily' AND (d.bucket IN ('品牌', 'BRAND')) = @isBrand ORDER BY d.plan, d.n`;

const isBrand = (kind: string) => kind === '品牌' || kind === 'BRAND';

/** Days of a flow in a range, in their order; of a day the last version that stands. */
export function readFlowDays(connection: Connection, of: FlowOf, { from, to }: DayRange): FlowDay[] {
  const wanted = of.fundsKind === 'brand';
  const key = (day: string) => `${PREFIX}\u001f${of.platformId}\u001f${day}`;
  const rows = connection.prepare(ROWS).all({ low: key(from), high: `${key(to)}\u001f\uffff` }) as FlowRow[];
  const bound = { platformId: of.platformId, from, to, isBrand: wanted ? 1 : 0 };
  const closings = new Map(connection.prepareRaw(CLOSINGS).all(bound) as [string, number][]);
  const days = new Map<string, FlowDay>();
  for (const row of rows) {
    const [, , , day = '', kind = ''] = row.identity.split('\u001f');
    if (isBrand(kind) === wanted) days.set(day, flowDay(day, row, closings.get(day) ?? null));
  }
  return [...days.values()];
}

/** The last day of a flow up to a day, or null. */
export function lastFlowDay(connection: Connection, of: FlowOf, to: string): FlowDay | null {
  const sql = `SELECT max(d.day) FROM statement_day d JOIN import_plan p ON p.id = d.plan
    WHERE d.account = @platformId AND d.day <= @to AND p.state = 'committed' AND p.profile = 'qianchuan.daily'
      AND (d.bucket IN ('品牌', 'BRAND')) = @isBrand`;
  const bound = { platformId: of.platformId, to, isBrand: of.fundsKind === 'brand' ? 1 : 0 };
  const day = connection.prepareValue(sql).get(bound) as string | null;
  return day === null ? null : (readFlowDays(connection, of, { from: day, to: day }).at(-1) ?? null);
}

/** Last day that a committed flow tells, by the account's id and 资金池类型. */
export function lastFlowDays(connection: Connection, to: string): Map<string, string> {
  const sql = `SELECT d.account || CASE WHEN d.bucket IN ('品牌', 'BRAND') THEN ' brand' ELSE ' general' END AS whose,
      max(d.day) FROM statement_day d JOIN import_plan p ON p.id = d.plan
    WHERE d.account <> '' AND d.day <= ? AND p.state = 'committed' AND p.profile = 'qianchuan.daily' GROUP BY whose`;
  return new Map(connection.prepareRaw(sql).all(to) as [string, string][]);
}

const LISTED = `SELECT raw FROM source_row WHERE identity >= @low AND identity < @high AND state IN ('booked', 'noted')`;

/** 消耗 of money that 通用流水 tells of an account row by row, by the version that each row names; 分. */
export function readListedSpend(
  connection: Connection,
  platformId: string,
  { from, to }: DayRange,
): Map<PoolVersion, number> {
  const prefix = `template\u001f${platformId}\u001f消耗\u001f`;
  const rows = connection.prepareValue(LISTED).all({ low: prefix, high: `${prefix}\uffff` }) as string[];
  const sumsE5 = new Map<PoolVersion, number>();
  for (const raw of rows) {
    const texts = new Map(JSON.parse(raw) as [string, string][]);
    const day = texts.get('time')?.slice(0, 10) ?? '';
    const version = versionOf(texts.get('version') ?? null);
    if (version === null || day < from || day > to || bucketOf(texts.get('bucket'))?.kind !== 'book')
      continue;
    sumsE5.set(version, (sumsE5.get(version) ?? 0) + (parseDecimalE5(texts.get('expense') ?? '') ?? 0));
  }
  return new Map([...sumsE5].map(([version, sumE5]) => [version, fenOfE5(sumE5)]));
}

function flowDay(day: string, row: FlowRow, totalE5: number | null): FlowDay {
  const texts = new Map(JSON.parse(row.raw) as [string, string][]);
  const figure = (...names: string[]) => {
    const text = names.map(name => texts.get(name)).find(each => each !== undefined && each !== '');
    return text === undefined ? null : parseDecimalE5(text);
  };
  const { file, name, sheet, line, version } = row;
  return {
    day,
    spentE5: figure('spent'),
    cashSpentE5: figure('+非赠款消耗'),
    grantSpentE5: figure('+赠款消耗'),
    redPacketE5: figure('+消返红包消耗'),
    couponE5: figure('coupon', '+立减红包消耗', '+优惠券消耗'),
    walletE5: figure('+共享钱包消耗'),
    sharedGrantE5: figure('+共享赠款消耗'),
    inE5: figure('income') ?? 0,
    outE5: (figure('expense') ?? 0) - (figure('spent') ?? 0),
    totalE5,
    cashE5: figure('+非赠款余额'),
    grantE5: figure('+赠款余额'),
    suixintuiE5: figure('+随心推非赠款消耗', '+随心推消耗'),
    version,
    readOn: beijingDay(row.readAt),
    source: { file, name, sheet, line },
  };
}
