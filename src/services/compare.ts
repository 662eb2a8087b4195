import type { CompareChoice, CompareSummary, CompareTab, SideChoice } from '../domain/compare.ts';
import { type Matching, matchSides, sumOf } from '../domain/matching/match.ts';
import { type CompareSide, lineOf, NO_ROW, recordOf } from '../domain/matching/side.ts';
import { TabSource } from '../domain/matching/tab-source.ts';
import type { RememberedPair } from '../domain/settings.ts';
import { choiceHeadings, columnOfHeading } from '../statements/side-form.ts';
import { MONEY_CHOICES } from '../statements/side-reader.ts';
import { guessColumns } from './compare/guess.ts';
import type { Statement } from './compare/sample.ts';
import { readSide } from './compare/sides.ts';
import { summarise } from './compare/summary.ts';

export type { SideHooks } from '../statements/side.ts';
export type { Statement } from './compare/sample.ts';
export { readSide, readSideInParts, type SideOfFile } from './compare/sides.ts';

/** Where the rows of a side come from. */
export interface ComparedFile {
  file: string;
  sheet: string;
  /** Index of the sheet in its file. */
  sheetIndex: number;
}

/** A finished comparison: plain data over shared memory, so that threads hand it on without a copy. */
export interface Comparison {
  left: ComparedFile;
  right: ComparedFile;
  leftSide: CompareSide;
  rightSide: CompareSide;
  matching: Matching;
  /** Exact sums of the two files in 1/100000. */
  totals: { left: bigint; right: bigint };
  summary: CompareSummary;
}

/** Columns that a person named, each one name for both sides or `left=right`; an empty name means none. */
export type NamedColumns = Partial<Record<keyof SideChoice, string>>;

/**
 * Which columns to compare: a remembered pair of the same two forms wins if its columns are still there, else they are
 * guessed from meaning, headings and content; what a person named stands, and the rest is guessed to go with it.
 * `windowDays` is the setting of the workstation.
 */
export function guessChoice(
  left: Statement,
  right: Statement,
  pair: RememberedPair | null,
  windowDays?: number,
  named: NamedColumns = {},
): CompareChoice {
  const known = pair && isThere(left, pair.choice.left) && isThere(right, pair.choice.right);
  if (known && pair) return withColumns(pair.choice, named);
  const asNamed = withColumns({ ...NOTHING, windowDays: windowDays ?? 0 }, named);
  if (windowDays !== undefined && isWholeChoice(named)) return asNamed;
  const key = named.key === undefined ? undefined : { left: asNamed.left.key, right: asNamed.right.key };
  return withColumns(guessColumns(left, right, windowDays, key), named);
}

const PARTS: readonly (keyof SideChoice)[] = ['key', 'amount', 'date', 'party'];
const NO_COLUMNS: SideChoice = { key: null, amount: null, date: null, party: null };
const NOTHING = { left: NO_COLUMNS, right: NO_COLUMNS };

function isWholeChoice(named: NamedColumns): boolean {
  return PARTS.every(part => named[part] !== undefined);
}

/** The choice that names stand for by themselves; null where something is left to guess. */
export function namedChoice(named: NamedColumns, windowDays: number): CompareChoice | null {
  return isWholeChoice(named) ? withColumns({ ...NOTHING, windowDays }, named) : null;
}

/** The choice with the columns that a person named. */
export function withColumns(choice: CompareChoice, named: NamedColumns): CompareChoice {
  const chosen = { left: { ...choice.left }, right: { ...choice.right }, windowDays: choice.windowDays };
  for (const part of PARTS) {
    const name = named[part];
    if (name === undefined) continue;
    const [left, right = left] = name.split('=', 2) as [string, string?];
    chosen.left[part] = left === '' ? null : left;
    chosen.right[part] = right === '' ? null : right;
  }
  return chosen;
}

/** Columns that may be chosen: headings of the file, then `@signed` … where the form tells which way money went. */
export function headingsOf(statement: Statement): string[] {
  const sheet = statement.file.sheets[statement.recognition.sheetIndex];
  if (!sheet) return [];
  const headings = choiceHeadings(sheet, statement.recognition).filter(heading => heading !== '');
  return statement.recognition.profile ? [...headings, ...MONEY_CHOICES] : headings;
}

/** What a pair is remembered by. */
export function formOf({ recognition }: Statement): RememberedPair['left'] {
  return {
    profile: recognition.profile?.id ?? null,
    fingerprint: recognition.fingerprint ?? '',
    sheet: recognition.sheet,
  };
}

/** The remembered pair of these two forms, the last used first. Headers must be unchanged; sheet names may differ. */
export function findPair(pairs: RememberedPair[], left: Statement, right: Statement): RememberedPair | null {
  const [l, r] = [formOf(left), formOf(right)];
  const same = (a: RememberedPair['left'], b: RememberedPair['left']) =>
    a.profile === b.profile && a.fingerprint === b.fingerprint;
  const fitting = pairs.filter(pair => same(pair.left, l) && same(pair.right, r));
  return fitting.sort((a, b) => b.usedOn.localeCompare(a.usedOn))[0] ?? null;
}

/** Matches two sides that were read and sums up; of the statements only name and form are looked at. */
export function compareSides(
  left: Statement,
  right: Statement,
  choice: CompareChoice,
  leftSide: CompareSide,
  rightSide: CompareSide,
): Comparison {
  const matching = matchSides(leftSide, rightSide, choice.windowDays);
  const files = { left: comparedFile(left), right: comparedFile(right) };
  const totals = { left: sumOf(leftSide), right: sumOf(rightSide) };
  const summary = summarise(files, choice, { left: leftSide, right: rightSide }, totals, matching);
  return { ...files, leftSide, rightSide, matching, totals, summary };
}

/** Reads both sides one after the other and compares them. */
export function runCompare(left: Statement, right: Statement, choice: CompareChoice): Comparison {
  return compareSides(left, right, choice, readSide(left, choice.left), readSide(right, choice.right));
}

/** One tab's rows for a grid. */
export function tabSource({ matching, leftSide, rightSide }: Comparison, tab: CompareTab): TabSource {
  return new TabSource(tab, matching[tab], leftSide, rightSide);
}

export interface SideOrigin extends ComparedFile {
  /** Record index from 0, and its line or sheet row from 1. */
  record: number;
  line: number;
}

/** Where a tab's row stands in the two files; null where it has no such side. */
export function originOf(
  comparison: Comparison,
  tab: CompareTab,
  row: number,
): { left: SideOrigin | null; right: SideOrigin | null } {
  const { left, right } = comparison.matching[tab];
  return {
    left: origin(comparison.left, comparison.leftSide, left[row]),
    right: origin(comparison.right, comparison.rightSide, right[row]),
  };
}

function origin(file: ComparedFile, side: CompareSide, row: number | undefined): SideOrigin | null {
  if (row === undefined || row === NO_ROW) return null;
  return { ...file, record: recordOf(side, row), line: lineOf(side, row) };
}

function comparedFile({ file, recognition }: Statement): ComparedFile {
  return { file: file.name, sheet: recognition.sheet, sheetIndex: recognition.sheetIndex };
}

function isThere({ file, recognition }: Statement, choice: SideChoice): boolean {
  const sheet = file.sheets[recognition.sheetIndex];
  return (
    sheet !== undefined &&
    Object.values(choice).every(
      (heading: string | null) =>
        heading === null ||
        (MONEY_CHOICES as readonly string[]).includes(heading) ||
        columnOfHeading(sheet, recognition, heading) >= 0,
    )
  );
}
