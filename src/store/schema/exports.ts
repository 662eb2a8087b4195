import { flag, json, noDelete, oneOf } from './columns.ts';

/** Named exports 自定义导出: what of a grid is written, made once and run again for another month. */
export const EXPORT_STATEMENTS: readonly string[] = [
  // `columns`: `[{key, heading}]` in their order; `query`: filter and sort; `period_column`: the date that a month narrows.
  `CREATE TABLE named_export (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (length(name) > 0),
  grid TEXT NOT NULL,
  ${json('columns')},
  ${json('query')},
  period_column TEXT,
  ${oneOf('format', ['xlsx', 'csv'])},
  made_by TEXT NOT NULL,
  ${flag('archived')} DEFAULT 0
) STRICT`,
  'CREATE UNIQUE INDEX named_export_name ON named_export (name) WHERE archived = 0',
  noDelete('named_export'),
];
