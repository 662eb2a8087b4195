import type { Bindings, SqlColumn, SqlGrid } from './grid.ts';

/** Grids of what a back office looks after: the log of commands and open tickets. */

/** 操作日志, the last command first. */
export function logGrid(name: string): SqlGrid {
  return {
    name,
    from: 'log l',
    rowFrom: 'log l',
    id: 'l.seq',
    bindings: {},
    where: [],
    joins: {},
    lookups: {},
    natural: [],
    naturalDescending: true,
    logged: true,
    columns: [
      { key: 'seq', kind: 'integer', heading: 'bookgrid.column.seq', sql: 'l.seq' },
      { key: 'at', kind: 'date', heading: 'bookgrid.column.at', sql: "datetime(l.at, '+8 hours')" },
      { key: 'actor', kind: 'text', heading: 'bookgrid.column.actor', listed: true, sql: 'l.actor' },
      {
        key: 'procedure',
        kind: 'text',
        heading: 'bookgrid.column.procedure',
        listed: true,
        valueText: 'bookgrid.procedure.',
        sql: 'l.procedure',
      },
      { key: 'hash', kind: 'id', heading: 'bookgrid.column.hash', sql: 'l.hash' },
    ],
  };
}

const PARTIES = ['client', 'supplier', 'money', 'pool', 'employee'] as const;
const TABLES: Record<(typeof PARTIES)[number], string> = {
  client: 'client',
  supplier: 'supplier',
  money: 'money_account',
  pool: 'pool',
  employee: 'employee',
};

function partyColumn(party: (typeof PARTIES)[number]): SqlColumn {
  return {
    key: party,
    kind: 'text',
    heading: `bookgrid.column.${party}`,
    listed: true,
    nullable: true,
    sql: `${party}_of.name`,
    needs: [party],
  };
}

/** Open tickets. `seen` are the clients whose tickets may be seen, null for all. */
export function ticketsGrid(name: string, seen: (Bindings & { clients: string }) | null): SqlGrid {
  const clients = 'SELECT value FROM json_each(@clients)';
  return {
    name,
    from: 'ticket k',
    rowFrom: 'ticket k',
    id: 'k.id',
    bindings: { ...seen },
    where: [
      "k.state = 'open'",
      ...(seen
        ? [`(k.client IN (${clients}) OR k.pool IN (SELECT id FROM pool WHERE client IN (${clients})))`]
        : []),
    ],
    joins: {
      ...Object.fromEntries(
        PARTIES.map(party => [
          party,
          `LEFT JOIN ${TABLES[party]} ${party}_of ON ${party}_of.id = k.${party}`,
        ]),
      ),
      source: 'LEFT JOIN source_row s ON s.id = k.source_row LEFT JOIN source_file f ON f.id = s.file',
    },
    lookups: {},
    natural: ['day'],
    logged: true,
    columns: [
      { key: 'day', kind: 'date', heading: 'bookgrid.column.arose_on', sql: 'k.arose_on' },
      {
        key: 'reason',
        kind: 'state',
        heading: 'bookgrid.column.reason',
        listed: true,
        valueText: 'bookgrid.ticket.',
        sql: 'k.reason',
      },
      { key: 'amount', kind: 'money', heading: 'bookgrid.column.amount', sql: 'k.amount_fen' },
      ...PARTIES.map(partyColumn),
      { key: 'case', kind: 'id', heading: 'bookgrid.column.case', nullable: true, sql: 'k.case_no' },
      {
        key: 'batch',
        kind: 'id',
        heading: 'bookgrid.column.batch',
        nullable: true,
        sql: 'CAST(k.batch AS TEXT)',
      },
      {
        key: 'file',
        kind: 'text',
        heading: 'bookgrid.column.file',
        listed: true,
        nullable: true,
        sql: 'f.name',
        needs: ['source'],
      },
      {
        key: 'row',
        kind: 'integer',
        heading: 'bookgrid.column.row',
        nullable: true,
        sql: 's.row',
        needs: ['source'],
      },
      {
        key: 'owner',
        kind: 'text',
        heading: 'bookgrid.column.owner',
        listed: true,
        nullable: true,
        sql: 'k.owner',
      },
      { key: 'note', kind: 'text', heading: 'bookgrid.column.note', nullable: true, sql: 'k.note' },
    ],
  };
}
