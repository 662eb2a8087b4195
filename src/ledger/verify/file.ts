import type { Connection } from '../../store/dialect/sqlite.ts';
import { APPLICATION_ID, chartRows, SCHEMA, SCHEMA_VERSION } from '../../store/schema/index.ts';
import type { Findings } from './findings.ts';

/** Pages, foreign keys, the mark of the file, and every text of the schema against the shipped one. */
export function checkFile(connection: Connection, findings: Findings): void {
  for (const reason of connection.prepareValue('PRAGMA integrity_check(20)').all() as string[])
    if (reason !== 'ok') findings.add('ledger.verify.damaged', { reason });
  const broken = connection.prepareRaw('PRAGMA foreign_key_check').all() as [string, number | null, string][];
  for (const [table, row, parent] of broken.slice(0, 20))
    findings.add('ledger.verify.foreign_key', { table, row: row ?? 0, parent });
  const marks = [connection.pragma('application_id'), connection.pragma('user_version')];
  if (marks[0] !== APPLICATION_ID || marks[1] !== SCHEMA_VERSION)
    findings.add('ledger.verify.header', { found: marks.join(' / ') });
  checkSchema(connection, findings);
  const chart = connection.prepareRaw('SELECT * FROM chart ORDER BY code').all() as (string | number)[][];
  const shipped = chartRows().sort(([a], [b]) => (a! < b! ? -1 : 1));
  if (JSON.stringify(chart) !== JSON.stringify(shipped)) findings.add('ledger.verify.chart');
}

function checkSchema(connection: Connection, findings: Findings): void {
  const rows = connection
    .prepareRaw('SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL')
    .all() as string[][];
  const shipped = new Set(SCHEMA);
  for (const [name, sql] of rows)
    if (!shipped.delete(sql!) && !name!.startsWith('sqlite_'))
      findings.add('ledger.verify.schema', { name: name! });
  for (const missing of shipped) findings.add('ledger.verify.schema', { name: nameOf(missing) });
}

/** Name of what a statement creates. */
function nameOf(statement: string): string {
  return /^CREATE (?:UNIQUE )?(?:TABLE|INDEX|TRIGGER) (\w+)/.exec(statement)?.[1] ?? statement.slice(0, 60);
}
