import type { SqlColumn, SqlGrid } from './grid.ts';

/** Grids of imports: rows of a stored plan, kept files, and the rows of one of them. */

/** What a row said, its fields side by side; the stored text has every word of it. */
const contentOf = (raw: string) => `CASE WHEN json_valid(${raw}) THEN
  (SELECT group_concat(json_extract(${raw}, '$[' || field.key || '][1]'), ' · ') FROM json_each(${raw}) field)
  ELSE ${raw} END`;

const content = (raw: string): SqlColumn => ({
  key: 'content',
  kind: 'text',
  heading: 'bookgrid.column.content',
  nullable: true,
  sql: contentOf(raw),
  searchFirst: raw,
});

/** Rows of a stored import plan, as they will be booked. */
export function planGrid(name: string, plan: number): SqlGrid {
  return {
    name,
    from: 'import_plan_row r',
    // A row's number is its own only within its plan.
    rowFrom: '(SELECT * FROM import_plan_row WHERE plan = @plan) r',
    id: 'r.n',
    bindings: { plan },
    where: ['r.plan = @plan'],
    joins: {},
    lookups: {},
    natural: ['n'],
    logged: false,
    columns: [
      { key: 'n', kind: 'integer', heading: 'bookgrid.column.order', sql: 'r.n' },
      {
        key: 'verdict',
        kind: 'state',
        heading: 'bookgrid.column.verdict',
        listed: true,
        valueText: 'imports.state.',
        sql: 'r.verdict',
      },
      {
        key: 'reason',
        kind: 'text',
        heading: 'bookgrid.column.reason',
        listed: true,
        nullable: true,
        valueText: '',
        valueParams: 'params',
        sql: 'r.reason',
      },
      {
        key: 'params',
        kind: 'text',
        unlisted: true,
        nullable: true,
        sql: "json_extract(r.entry, '$.params')",
      },
      {
        key: 'class',
        kind: 'text',
        heading: 'bookgrid.column.class',
        listed: true,
        nullable: true,
        valueText: 'imports.class.',
        sql: "json_extract(r.entry, '$.class')",
      },
      {
        key: 'day',
        kind: 'date',
        heading: 'bookgrid.column.day',
        nullable: true,
        sql: "nullif(json_extract(r.entry, '$.day'), '')",
      },
      {
        key: 'direction',
        kind: 'text',
        heading: 'bookgrid.column.direction',
        listed: true,
        nullable: true,
        valueText: 'bookgrid.direction.',
        sql: "json_extract(r.entry, '$.direction')",
      },
      {
        key: 'amount',
        kind: 'money',
        heading: 'bookgrid.column.amount',
        nullable: true,
        sql: "json_extract(r.entry, '$.amountFen')",
      },
      { key: 'sheet', kind: 'text', heading: 'bookgrid.column.sheet', sql: 'r.sheet' },
      { key: 'row', kind: 'integer', heading: 'bookgrid.column.row', sql: 'r.row' },
      content('r.raw'),
    ],
  };
}

const AMOUNT = "CASE k.kind WHEN 'reverse' THEN -k.amount_fen ELSE k.amount_fen END";

/** Rows of one imported file, all versions, and the first posting of the last batch that stands on each. */
export function fileRowsGrid(name: string, file: number): SqlGrid {
  return {
    name,
    from: 'source_row s',
    rowFrom: 'source_row s',
    id: 's.id',
    bindings: { file },
    where: ['s.file = @file'],
    joins: {
      booked: `LEFT JOIN transfer k ON k.id = (SELECT min(t.id) FROM transfer t WHERE t.source_row = s.id
        AND t.batch = (SELECT max(o.batch) FROM transfer o WHERE o.source_row = s.id))`,
    },
    lookups: {},
    natural: ['row'],
    logged: true,
    columns: [
      { key: 'sheet', kind: 'text', heading: 'bookgrid.column.sheet', listed: true, sql: 's.sheet' },
      { key: 'row', kind: 'integer', heading: 'bookgrid.column.row', sql: 's.row' },
      {
        key: 'state',
        kind: 'state',
        heading: 'bookgrid.column.state',
        listed: true,
        valueText: 'bookgrid.state.',
        sql: 's.state',
      },
      content('s.raw'),
      { key: 'version', kind: 'integer', heading: 'bookgrid.column.version', sql: 's.version' },
      {
        key: 'event',
        kind: 'text',
        heading: 'bookgrid.column.event',
        listed: true,
        nullable: true,
        valueText: 'accounting.event.',
        sql: 'k.event',
        needs: ['booked'],
      },
      {
        key: 'batch',
        kind: 'id',
        heading: 'bookgrid.column.batch',
        nullable: true,
        sql: 'CAST(k.batch AS TEXT)',
        needs: ['booked'],
      },
      {
        key: 'day',
        kind: 'date',
        heading: 'bookgrid.column.day',
        nullable: true,
        sql: 'k.effective_on',
        needs: ['booked'],
      },
      {
        key: 'amount',
        kind: 'money',
        heading: 'bookgrid.column.amount',
        nullable: true,
        sql: AMOUNT,
        needs: ['booked'],
      },
    ],
  };
}

/** Kept files, the last imported first. */
export function filesGrid(name: string): SqlGrid {
  const rowsIn = (state: string) =>
    `(SELECT count(*) FROM source_row r WHERE r.file = f.id${state && ` AND r.state = '${state}'`})`;
  return {
    name,
    from: 'source_file f',
    rowFrom: 'source_file f',
    id: 'f.id',
    bindings: {},
    where: [],
    joins: { money: 'LEFT JOIN money_account m ON m.id = f.money', log: 'JOIN log l ON l.seq = f.log_seq' },
    lookups: {},
    natural: [],
    naturalDescending: true,
    logged: true,
    columns: [
      { key: 'file', kind: 'text', heading: 'bookgrid.column.file', sql: 'f.name' },
      {
        key: 'profile',
        kind: 'id',
        heading: 'bookgrid.column.profile',
        listed: true,
        nullable: true,
        sql: 'f.profile',
      },
      {
        key: 'money',
        kind: 'text',
        heading: 'bookgrid.column.money',
        listed: true,
        nullable: true,
        sql: 'm.name',
        needs: ['money'],
      },
      { key: 'rows', kind: 'integer', heading: 'bookgrid.column.rows', sql: rowsIn('') },
      { key: 'open', kind: 'integer', heading: 'bookgrid.column.open', sql: rowsIn('open') },
      { key: 'bytes', kind: 'integer', heading: 'bookgrid.column.bytes', sql: 'f.bytes' },
      {
        key: 'at',
        kind: 'date',
        heading: 'bookgrid.column.imported_at',
        sql: "datetime(l.at, '+8 hours')",
        needs: ['log'],
      },
      {
        key: 'actor',
        kind: 'text',
        heading: 'bookgrid.column.actor',
        listed: true,
        sql: 'l.actor',
        needs: ['log'],
      },
      { key: 'sha256', kind: 'id', heading: 'bookgrid.column.sha256', sql: 'f.sha256' },
    ],
  };
}
