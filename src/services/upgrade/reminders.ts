import type { UpgradeDetailView, UpgradeRow } from '../../contract/upgrade.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import type { Rules } from '../../domain/rulebook/lookup.ts';
import { type Catalogue, renderText } from '../../domain/text.ts';
import { type CellValue, type ColumnSpec, writeXlsx } from '../../files/write-xlsx.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { board } from './board.ts';
import { detail } from './detail.ts';

/** Rows somebody has to act on: what waits, and what expires soon; of one manager's clients where named. */
export function remindersOf(rows: readonly UpgradeRow[], manager: string | null): UpgradeRow[] {
  return rows.filter(
    ({ waitingFor, verification, managers }) =>
      (waitingFor !== null || verification.warning !== null) &&
      (manager === null || managers.includes(manager)),
  );
}

const COLUMNS: [name: string, kind: ColumnSpec['kind'], width: number][] = [
  ['client', 'text', 20],
  ['account', 'id', 20],
  ['subject', 'text', 28],
  ['manager', 'text', 14],
  ['state', 'text', 18],
  ['waiting', 'text', 10],
  ['since', 'date', 12],
  ['days', 'integer', 8],
  ['papers', 'text', 36],
  ['next', 'text', 48],
  ['path', 'text', 56],
  ['expires', 'date', 12],
];

/** Writes the reminders as a workbook, one row an account; answers how many. */
export async function writeReminders(
  connection: Connection,
  scope: RowScope,
  request: { manager: string | null; path: string; catalogue: Catalogue },
  rules: Rules,
): Promise<{ rows: number }> {
  const { manager, path, catalogue } = request;
  const say = (code: string, params = {}) => renderText(catalogue, code, params);
  const due = remindersOf(board(connection, scope, rules), manager);
  const rows = due.map(row => cells(detail(connection, scope, row.account, rules), say));
  await writeXlsx(path, [
    {
      name: say('upgrade.reminders.sheet'),
      title: [say('upgrade.reminders.title', { on: rules.on })],
      columns: COLUMNS.map(([name, kind, width]) => ({
        heading: say(`upgrade.reminders.${name}`),
        kind,
        width,
      })),
      rowCount: rows.length,
      rows: (from, count) => rows.slice(from, from + count),
    },
  ]);
  return { rows: rows.length };
}

function cells(
  { row, papers, steps }: UpgradeDetailView,
  say: (code: string, params?: object) => string,
): CellValue[] {
  const owed = papers
    .filter(({ owes }) => owes === 'client')
    .map(({ paper }) => say(`upgrade.paper.${paper}`));
  const [next] = steps;
  return [
    `${row.clientCode ?? ''} ${row.clientName ?? ''}`.trim(),
    row.platformId,
    row.subjectName,
    row.managers[0] ?? null,
    say(`upgrade.state.${row.state}`),
    row.waitingFor === null ? null : say(`upgrade.waits.${row.waitingFor}`),
    row.sinceOn,
    row.daysWaiting,
    owed.join(say('upgrade.reminders.join')) || null,
    next ? say(next.code, next.params) : null,
    next?.path ?? null,
    row.verification.to,
  ];
}
