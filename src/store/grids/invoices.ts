import type { Bindings, SqlColumn, SqlGrid } from './grid.ts';

const heading = (name: string) => `invoices.report.column.${name}`;

const money = (key: string, column: string): SqlColumn => ({
  key,
  kind: 'money',
  heading: heading(key),
  sql: `i.${column}`,
});

const word = (key: string, sql: string, valueText: string, nullable = false): SqlColumn => ({
  key,
  kind: 'state',
  heading: heading(key),
  listed: true,
  valueText,
  nullable,
  sql,
});

const STATE = `CASE WHEN i.state = 'void' THEN 'void' WHEN i.match_state IN ('mismatched', 'routed', 'rejected') THEN i.match_state
  WHEN i.blue IS NOT NULL THEN 'red' ELSE 'standing' END`;

/** 发票台账, the newest first. `seen` are the clients whose invoices may be seen, null for all. */
export function invoicesGrid(name: string, seen: (Bindings & { clients?: string }) | null): SqlGrid {
  return {
    name,
    from: 'invoice i',
    rowFrom: 'invoice i',
    id: 'i.id',
    bindings: { ...seen },
    where: seen ? ['i.client IN (SELECT value FROM json_each(@clients))'] : [],
    joins: { blue: 'LEFT JOIN invoice b ON b.id = i.blue' },
    lookups: { client: { key: 'i.client', nullable: true, from: 'client c', id: 'c.id' } },
    natural: ['date'],
    naturalDescending: true,
    logged: true,
    columns: [
      { key: 'date', kind: 'date', heading: heading('date'), sql: 'i.issued_on' },
      { key: 'number', kind: 'id', heading: heading('number'), sql: 'i.number_text' },
      word('direction', 'i.direction', 'invoices.direction.'),
      word('state', STATE, 'invoices.report.state.'),
      {
        ...{ key: 'client', kind: 'text', heading: heading('client') },
        ...{ listed: true, nullable: true, sql: 'c.name', lookup: 'client' },
      },
      money('gross', 'gross_fen'),
      { key: 'buyer', kind: 'text', heading: heading('buyer'), listed: true, sql: 'i.buyer' },
      { key: 'seller', kind: 'text', heading: heading('seller'), listed: true, sql: 'i.seller' },
      money('net', 'net_fen'),
      money('tax', 'tax_fen'),
      word('kind', 'i.kind', 'invoices.kind.', true),
      {
        ...{ key: 'blue', kind: 'id', heading: heading('blue'), nullable: true },
        ...{ sql: 'b.number_text', needs: ['blue'] },
      },
      {
        ...{ key: 'certified', kind: 'date', heading: heading('certified'), nullable: true },
        sql: 'i.certified_on',
      },
    ],
  };
}
