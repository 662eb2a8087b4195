import { daysBetween } from '../domain/calendar/days.ts';
import type { BalanceBreaks } from '../domain/imports/breaks.ts';
import { bookRow, textOf } from '../domain/matching/book/rows.ts';
import { type BankReconciliation, reconciled, type Unreached } from '../domain/packs/bank.ts';
import { lastDayOf } from '../domain/reports/days.ts';
import { moneyEnds } from './close-facts.ts';
import type { Connection } from './dialect/sqlite.ts';
import { balanceBreaks } from './imports-days.ts';
import { moneyOfFile, undecidedRows } from './imports-undecided.ts';

/** 银行存款余额调节表 of every account that has statements at a month's end; `breaks`: those of the book, where known. */
export function bankReconciliations(
  connection: Connection,
  month: string,
  breaks: BalanceBreaks = balanceBreaks(connection),
): BankReconciliation[] {
  const on = lastDayOf(month);
  const items = Map.groupBy(
    [
      ...bookedAlone(connection, on),
      ...openRows(connection, on),
      ...lateRows(connection, on),
      ...undecided(connection, on),
      ...gaps(breaks, on),
    ],
    ({ money }) => money,
  );
  const openings = new Map(
    breaks.identities.flatMap(each =>
      each.rule === 'opening' && each.money !== null && each.day <= on
        ? [[each.money, each.expectedFen - each.actualFen] as const]
        : [],
    ),
  );
  return moneyEnds(connection, month, on).map(({ id, name, lastOn, bookFen, statementFen }) =>
    reconciled({
      ...{ money: id, name, month, on, lastOn, bookFen, statementFen },
      openingFen: openings.get(id) ?? 0,
      items: (items.get(id) ?? []).map(({ money: _, ...item }) => item),
    }),
  );
}

type Found = Unreached & { money: number };

const NOT_REVERSED_BY = `NOT EXISTS (SELECT 1 FROM transfer r WHERE r.reverses_id = t.id AND r.effective_on <= @on)`;
const TOLD_ON = "substr(json_extract(s.raw, '$[0][1]'), 1, 10)";
const ON_ACCOUNT = `FROM account a JOIN transfer t ON t.debit = a.id OR t.credit = a.id
  JOIN batch b ON b.id = t.batch`;

interface Posted {
  transfer: number;
  money: number;
  day: string;
  fen: number;
  caseNo: string | null;
  summary: string;
}

/** Booked by the day without a row of a statement that tells it by then; opening balances are no movement. */
function bookedAlone(connection: Connection, on: string): Found[] {
  const sql = `SELECT t.id AS transfer, a.money, t.effective_on AS day, iif(t.debit = a.id, 1, -1) * t.amount_fen AS fen,
      t.case_no AS caseNo, b.summary ${ON_ACCOUNT} LEFT JOIN source_row s ON s.id = t.source_row
    WHERE a.code IN ('1002', '1012') AND t.effective_on <= @on AND t.kind IN ('post', 'settle')
      AND t.reverses_id IS NULL AND t.event NOT LIKE 'E61%' AND ${NOT_REVERSED_BY}
      AND (t.source_row IS NULL OR ${TOLD_ON} > @on) ORDER BY t.effective_on, t.id`;
  return (connection.prepare(sql).all({ on }) as Posted[]).map(row => ({
    ...{ money: row.money, kind: row.fen > 0 ? 'book_in' : 'book_out', why: 'no_row', day: row.day },
    ...{ text: row.summary, caseNo: row.caseNo, amountFen: Math.abs(row.fen) },
    ...{ ageDays: daysBetween(row.day, on), source: null, transfer: row.transfer },
  }));
}

interface Kept {
  id: number;
  money: number;
  moneyKind: string;
  profile: string;
  file: number;
  name: string;
  sheet: string;
  line: number;
  raw: string;
}

const KEPT = `SELECT s.id, f.money, m.kind AS moneyKind, coalesce(f.profile, '') AS profile, f.id AS file, f.name, s.sheet,
  s.row AS line, s.raw FROM source_row s JOIN source_file f ON f.id = s.file JOIN money_account m ON m.id = f.money`;

/** Kept rows of statements that are not booked. */
function openRows(connection: Connection, on: string): Found[] {
  const sql = `${KEPT} WHERE s.state = 'open' AND ${TOLD_ON} <= @on ORDER BY s.id`;
  return (connection.prepare(sql).all({ on }) as Kept[]).flatMap(row => bankSide(row, 'open_row', on));
}

/** Rows told by the day and booked only later, as what came in after a close. */
function lateRows(connection: Connection, on: string): Found[] {
  const sql = `${KEPT} WHERE s.id IN (SELECT t.source_row ${ON_ACCOUNT}
      WHERE a.code IN ('1002', '1012') AND t.effective_on > @on AND t.source_row IS NOT NULL AND t.kind IN ('post', 'settle'))
    AND ${TOLD_ON} <= @on AND NOT EXISTS (SELECT 1 FROM transfer t WHERE t.source_row = s.id AND t.effective_on <= @on
      AND t.kind IN ('post', 'settle') AND ${NOT_REVERSED_BY}) ORDER BY s.id`;
  return (connection.prepare(sql).all({ on }) as Kept[]).flatMap(row => bankSide(row, 'late', on));
}

/** Rows of carried-out imports that were refused or wait for a decision. */
function undecided(connection: Connection, on: string): Found[] {
  return undecidedRows(connection).flatMap(row => {
    const money = moneyOfFile(connection, row.sha256);
    if (!money) return [];
    const kept = {
      ...{ id: 0, money: money.money, moneyKind: money.kind, profile: row.profile, file: 0 },
      ...{ name: row.name, sheet: row.sheet, line: row.row, raw: row.raw },
    };
    return bankSide(kept, 'open_row', on);
  });
}

function bankSide(kept: Kept, why: 'open_row' | 'late', on: string): Found[] {
  const row = bookRow(kept, undefined);
  const day = row.time.slice(0, 10);
  if (row.fen === 0 || day === '' || day > on) return [];
  const text = [textOf(row, 'party'), textOf(row, 'memo')].filter(part => part !== '').join(' · ');
  const { file, name, sheet, line, money } = kept;
  return [
    {
      ...{ money, kind: row.fen > 0 ? 'bank_in' : 'bank_out', why, day, text, caseNo: null },
      ...{ amountFen: Math.abs(row.fen), ageDays: daysBetween(day, on), transfer: null },
      source: { file: file === 0 ? null : file, name, sheet, line },
    },
  ];
}

/** Rows that the running balance of a statement says are missing. */
function gaps({ continuity }: BalanceBreaks, on: string): Found[] {
  return continuity.flatMap(({ money, after, missingFen }): Found[] =>
    money === null || after.day > on || missingFen === 0
      ? []
      : [
          {
            ...{ money, kind: missingFen > 0 ? 'bank_in' : 'bank_out', why: 'gap', day: after.day, text: '' },
            ...{ caseNo: null, amountFen: Math.abs(missingFen), ageDays: daysBetween(after.day, on) },
            source: { file: null, name: after.name, sheet: after.sheet, line: after.line },
            transfer: null,
          },
        ],
  );
}
