import { parseDecimalE5 } from '../domain/money.ts';
import type { DeclaredRule } from '../domain/statement.ts';
import { parseAmount } from './amount.ts';
import { normaliseHeading } from './normalise.ts';
import { findIn, type Line } from './preamble.ts';

export type DeclaredOf = DeclaredRule['of'];
export interface DeclaredFigure {
  count?: number;
  sumE5?: number;
}

/** Figures that the lines around the table declare; for each the first rule that finds one counts. */
export function readDeclared(
  rules: DeclaredRule[] | undefined,
  lines: Line[],
): Partial<Record<DeclaredOf, DeclaredFigure>> {
  const declared: Partial<Record<DeclaredOf, DeclaredFigure>> = {};
  for (const rule of rules ?? []) {
    if (declared[rule.of]) continue;
    const figure = rule.pattern === undefined ? fromTable(rule, lines) : fromPattern(rule.pattern, lines);
    if (figure) declared[rule.of] = figure;
  }
  return declared;
}

function fromPattern(pattern: string, lines: Line[]): DeclaredFigure | null {
  const compiled = new RegExp(pattern);
  for (const line of lines) {
    const groups = findIn(line, compiled)?.groups;
    if (groups) return figureOf(groups.count, groups.sum);
  }
  return null;
}

function fromTable(rule: DeclaredRule, lines: Line[]): DeclaredFigure | null {
  const count = rule.headings?.count && normaliseHeading(rule.headings.count);
  const sum = rule.headings?.sum && normaliseHeading(rule.headings.sum);
  for (let at = 0; at + 1 < lines.length; at++) {
    const keys = lines[at]!.cells.map(normaliseHeading);
    const cell = (name: string | undefined) => (name ? lines[at + 1]!.cells[keys.indexOf(name)] : undefined);
    if ((count && keys.includes(count)) || (sum && keys.includes(sum)))
      return figureOf(cell(count), cell(sum));
  }
  return null;
}

function figureOf(count: string | undefined, sum: string | undefined): DeclaredFigure | null {
  const figure: DeclaredFigure = {};
  const countE5 = count === undefined ? null : parseDecimalE5(count.replace(/[^\d.,]/g, ''));
  if (countE5 !== null && countE5 % 100_000 === 0) figure.count = countE5 / 100_000;
  const amount = sum === undefined ? 'none' : parseAmount(sum);
  if (typeof amount === 'object') figure.sumE5 = Math.abs(amount.e5);
  return figure.count === undefined && figure.sumE5 === undefined ? null : figure;
}
