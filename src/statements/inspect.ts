import { formatE5 } from '../domain/money.ts';
import type { Inspection, Profile } from '../domain/statement.ts';
import type { OpenedFile, Sheet } from '../domain/table.ts';
import { RowCursor } from '../files/cursor.ts';
import { type Continuity, checkContinuity } from './continuity.ts';
import { dateText, NO_DAY } from './dates.ts';
import { type DeclaredFigure, type DeclaredOf, readDeclared } from './declared.ts';
import { FindingList } from './findings.ts';
import { passOver, type ReadHooks } from './pass.ts';
import { type Line, lineOf } from './preamble.ts';
import { lineNumber, type Recognition, recognise, type Wanted } from './recognise.ts';
import { Survey } from './survey.ts';

const PREAMBLE_MOST = 400;
const BREAKS_MOST = 200;

/** Recognises a file and reads it whole: what `statements inspect` answers. Refuses what `recognise` refuses and `jobs.cancelled`. */
export function inspectFile(
  file: OpenedFile,
  profiles: Profile[],
  want: Wanted = {},
  hooks: ReadHooks = {},
): { inspection: Inspection; recognition: Recognition } {
  const recognition = recognise(file, profiles, want);
  const sheet = file.sheets[recognition.sheetIndex];
  const inspection = describeFile(file, recognition);
  if (!sheet) return { inspection, recognition };
  if (recognition.profile) readKnown(file, sheet, recognition, inspection, hooks);
  else inspection.rows = countRows(sheet, recognition.firstRecord);
  return { inspection, recognition };
}

function describeFile(file: OpenedFile, recognition: Recognition): Inspection {
  const { profile } = recognition;
  const nothing = () => ({ count: 0, sum: '0.00' });
  return {
    file: file.name,
    container: file.container,
    encoding: file.encoding,
    profile: profile?.id ?? null,
    profileVersion: profile?.version ?? null,
    sheet: recognition.sheet,
    sheets: file.sheets.map(({ name, hidden, rowCount }) => ({ name, hidden, rows: rowCount })),
    headerLine: recognition.headerLine,
    columns: recognition.columns,
    fingerprint: recognition.fingerprint,
    rows: 0,
    income: nothing(),
    expense: nothing(),
    neutral: nothing(),
    closed: nothing(),
    refundRows: nothing(),
    firstDate: null,
    lastDate: null,
    currency: [],
    account: recognition.about?.account ?? null,
    declared: null,
    byKind: {},
    balance: null,
    findings: [...file.findings, ...recognition.findings],
  };
}

/** Rows of an unknown form: every record after the header that holds anything. */
function countRows(sheet: Sheet, firstRecord: number): number {
  const cursor = new RowCursor(sheet);
  let rows = 0;
  for (let record = firstRecord; record < sheet.rowCount; record++) {
    cursor.seek(record);
    for (let cell = 0; cell < cursor.cellCount; cell++) {
      const text = cursor.trimmed(cell);
      if (text === '' || text === '""') continue;
      rows++;
      break;
    }
  }
  return rows;
}

function readKnown(
  file: OpenedFile,
  sheet: Sheet,
  recognition: Recognition,
  inspection: Inspection,
  hooks: ReadHooks,
): void {
  const findings = new FindingList(sheet.name);
  const survey = new Survey(sheet, recognition, file.container, findings);
  passOver(sheet, recognition, survey, hooks);
  survey.finish();
  const several = survey.currencies.length > 1;
  inspection.rows = survey.rows;
  inspection.income = survey.income.figure(several);
  inspection.expense = survey.expense.figure(several);
  inspection.neutral = survey.neutral.figure(several);
  inspection.closed = survey.closed.figure(several);
  inspection.refundRows = survey.refunds.figure(several);
  inspection.firstDate = survey.firstDay === NO_DAY ? null : dateText(survey.firstDay);
  inspection.lastDate = survey.lastDay === NO_DAY ? null : dateText(survey.lastDay);
  inspection.currency = survey.currencies;
  inspection.byKind = Object.fromEntries(
    [...survey.kinds].map(([kind, tally]) => [kind, tally.figure(several)]),
  );
  declare(sheet, recognition, survey, inspection, findings);
  balance(sheet, survey, inspection, findings);
  twins(file, recognition, survey, findings);
  inspection.findings.push(...findings.list());
}

function declare(
  sheet: Sheet,
  recognition: Recognition,
  survey: Survey,
  inspection: Inspection,
  findings: FindingList,
): void {
  const lines = [...preambleLines(sheet, recognition.firstRecord), ...survey.trailer];
  const declared = { ...survey.totalLine, ...readDeclared(recognition.profile!.declared, lines) };
  const entries = Object.entries(declared) as [DeclaredOf, DeclaredFigure][];
  if (entries.length === 0) return;
  inspection.declared = Object.fromEntries(
    entries.map(([of, { count, sumE5 }]) => [
      of,
      { ...(count !== undefined && { count }), ...(sumE5 !== undefined && { sum: formatE5(sumE5) }) },
    ]),
  );
  const read = { rows: null, income: survey.income, expense: survey.expense, neutral: survey.neutral };
  for (const [of, { count, sumE5 }] of entries) {
    const countRead = read[of]?.count ?? survey.rows;
    const sumRead = read[of]?.totalE5();
    const countDiffers = count !== undefined && count !== countRead;
    const sumDiffers = sumE5 !== undefined && sumRead !== undefined && BigInt(sumE5) !== sumRead;
    if (!countDiffers && !sumDiffers) continue;
    const params = {
      declaredCount: count ?? '—',
      declaredSum: sumE5 === undefined ? '—' : formatE5(sumE5),
      count: countRead,
      sum: sumRead === undefined ? '—' : formatE5(sumRead),
    };
    findings.add('warn', `statements.declared_differs.${of}`, params, {});
  }
}

function preambleLines(sheet: Sheet, firstRecord: number): Line[] {
  const cursor = new RowCursor(sheet);
  const lines: Line[] = [];
  for (let record = 0; record < Math.min(firstRecord, PREAMBLE_MOST); record++) {
    cursor.seek(record);
    lines.push(lineOf(cursor, record));
  }
  return lines;
}

function balance(sheet: Sheet, survey: Survey, inspection: Inspection, findings: FindingList): void {
  if (survey.balances.size === 0) return;
  const chains: Continuity[] = [];
  for (const points of survey.balances.values()) {
    const chain = checkContinuity(points);
    if (chain) chains.push(chain);
  }
  if (chains.length === 0) return;
  const only = chains.length === 1 ? chains[0]! : null;
  inspection.balance = {
    checked: chains.reduce((sum, chain) => sum + chain.checked, 0),
    broken: chains.reduce((sum, chain) => sum + chain.broken.length, 0),
    opening: only && formatE5(only.openingE5),
    closing: only && formatE5(only.closingE5),
  };
  for (const { broken } of chains) {
    for (const { record, expectedE5, foundE5 } of broken.slice(0, BREAKS_MOST)) {
      const params = { expected: formatE5(expectedE5), found: formatE5(foundE5) };
      findings.add('warn', 'statements.balance_broken', params, { row: lineNumber(sheet, record) });
    }
  }
}

/** Another sheet of the same form: the same rows once more would double the money, other rows would be forgotten. */
function twins(file: OpenedFile, recognition: Recognition, survey: Survey, findings: FindingList): void {
  for (const { sheetIndex, headerRecord } of recognition.twins) {
    const sheet = file.sheets[sheetIndex]!;
    const other = recognise({ ...file, sheets: [sheet] }, [recognition.profile!], { sheet: sheet.name });
    const again = new Survey(sheet, other, file.container, new FindingList(sheet.name));
    passOver(sheet, other, again);
    const same =
      again.rows === survey.rows &&
      again.income.totalE5() === survey.income.totalE5() &&
      again.expense.totalE5() === survey.expense.totalE5() &&
      again.neutral.totalE5() === survey.neutral.totalE5();
    const code = same ? 'statements.sheet_twice' : 'statements.sheet_unread';
    const params = { other: sheet.name, rows: again.rows, sheet: recognition.sheet };
    findings.add('warn', code, params, { sheet: sheet.name, row: lineNumber(sheet, headerRecord) });
  }
}
