import type { SideChoice } from '../../domain/compare.ts';
import type { CompareSide } from '../../domain/matching/side.ts';
import type { Sheet } from '../../domain/table.ts';
import type { TextParts } from '../../files/parts.ts';
import { extractSide, extractSideInParts, type SideHooks } from '../../statements/side.ts';
import { type Statement, sheetOf } from './sample.ts';

/** Reads one side; the two sides may be read in two threads. Refuses what `extractSide` refuses, naming the file. */
export function readSide(statement: Statement, choice: SideChoice, hooks: SideHooks = {}): CompareSide {
  return extractSide(sheetOf(statement), statement.recognition, choice, hooks);
}

/** A side and the statement it was read from, of which only the form is kept. */
export interface SideOfFile {
  statement: Statement;
  side: CompareSide;
}

/** Reads one side of a statement in parts, so that the file itself is never held in memory. */
export function readSideInParts(
  { parts, opened }: { parts: TextParts; opened(head: Sheet): Statement },
  choice: SideChoice,
  hooks: SideHooks = {},
): SideOfFile {
  let statement: Statement | null = null;
  const recognise = (head: Sheet) => {
    statement = opened(head);
    return statement.recognition;
  };
  const { recognition, side } = extractSideInParts(parts, recognise, choice, hooks);
  return { statement: withoutSheets({ ...statement!, recognition }), side };
}

export function withoutSheets({ file, recognition }: Statement): Statement {
  return { file: { ...file, sheets: [] }, recognition };
}
