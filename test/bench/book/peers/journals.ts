import { closeSync, existsSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { timeText, yuan } from '../../dice.ts';
import type { BookData } from '../data.ts';
import { type FlowRow, readFlow } from '../product/rows.ts';
import { OF_CLIENT, type Purse, SIDES } from '../sides.ts';

export type JournalKind = 'journal' | 'beancount';

/** The list as a text journal with two postings a row; `journal` is read by ledger and by hledger. Made once. */
export function journalOf(data: BookData, kind: JournalKind): string {
  const path = join(dirname(data.flow), `year.${kind}`);
  if (existsSync(path)) return path;
  const file = openSync(`${path}.part`, 'w');
  let lines = kind === 'beancount' ? [opened(data)] : [];
  const client = new Map(data.clientNames.map((name, at) => [name, `C${String(at).padStart(3, '0')}`]));
  readFlow(data.flow, row => {
    lines.push(kind === 'beancount' ? beanOf(row, client) : entryOf(row, client));
    if (lines.length < 5_000) return;
    writeSync(file, lines.join(''));
    lines = [];
  });
  writeSync(file, lines.join(''));
  closeSync(file);
  renameSync(`${path}.part`, path);
  return path;
}

const dayOf = ({ second }: FlowRow) => new Date(second * 1_000).toISOString().slice(0, 10);

function purse(name: Purse, client: string): string {
  return name === 'bank' || name === 'transit' ? name : `${client}:${name.replace(' ', '')}`;
}

function entryOf(row: FlowRow, clients: ReadonlyMap<string, string>): string {
  const client = clients.get(row.client)!;
  const [debit, credit] = SIDES[row.kind]!;
  return `${dayOf(row)} * (${row.no}) ${row.kind}\n    ${purse(debit, client)}  ${yuan(row.fen)}\n    ${purse(credit, client)}\n\n`;
}

/** Parts of an account begin with a capital there. */
const bean = (name: string) =>
  `Assets:${name
    .split(':')
    .map(part => part[0]!.toUpperCase() + part.slice(1))
    .join(':')}`;

function beanOf(row: FlowRow, clients: ReadonlyMap<string, string>): string {
  const client = clients.get(row.client)!;
  const [debit, credit] = SIDES[row.kind]!;
  return `${dayOf(row)} * "${row.kind}" "${row.no}"\n  ${bean(purse(debit, client))}  ${yuan(row.fen)} CNY\n  ${bean(purse(credit, client))}\n\n`;
}

function opened({ clientNames }: BookData): string {
  const names = clientNames.flatMap((_, at) =>
    OF_CLIENT.map(name => purse(name, `C${String(at).padStart(3, '0')}`)),
  );
  const day = timeText(0).slice(0, 10);
  return ['bank', 'transit', ...names].map(name => `${day} open ${bean(name)} CNY\n`).join('');
}
