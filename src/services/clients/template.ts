import { CLIENT_FIELDS, CLIENT_HEADINGS, type ClientField } from '../../domain/parties/client-columns.ts';
import type { RefusedRecord } from '../../domain/parties/client-rows.ts';
import {
  OPENING_HEADINGS,
  OPENING_KINDS,
  type OpeningField,
  type OpeningKind,
} from '../../domain/parties/opening-columns.ts';
import type { Finding } from '../../domain/refusal.ts';
import { type Catalogue, renderText } from '../../domain/text.ts';
import { type ColumnSpec, type SheetSpec, type WrittenFile, writeXlsx } from '../../files/write-xlsx.ts';

const LIST_WIDTH = 18;
const NOTE_WIDTH = 70;

/** Writes the empty client list (XLSX): headings, and a sheet that says how each column is filled in. */
export function writeClientsTemplate(path: string, catalogue: Catalogue): Promise<WrittenFile> {
  const say = (code: string) => renderText(catalogue, code);
  const columns = CLIENT_FIELDS.map(field => idColumn(CLIENT_HEADINGS[field][0]));
  const hints = CLIENT_FIELDS.map((field: ClientField) => [
    CLIENT_HEADINGS[field][0],
    say(field === 'name' ? 'clients.template.yes' : 'clients.template.no'),
    say(`clients.hint.${field}`),
  ]);
  const notes: ColumnSpec[] = [
    { heading: say('clients.template.heading'), kind: 'text', width: LIST_WIDTH },
    { heading: say('clients.template.must'), kind: 'text', width: 8 },
    { heading: say('clients.template.how'), kind: 'text', width: NOTE_WIDTH },
  ];
  return writeXlsx(path, [
    sheetOf(say('clients.template.sheet'), columns, []),
    {
      ...sheetOf(say('clients.template.notes'), notes, hints),
      title: [say('clients.template.title'), say('clients.template.rule')],
    },
  ]);
}

/** Columns of each sheet of the opening template. */
const OPENING_SHEETS: Readonly<Record<OpeningKind, readonly OpeningField[]>> = {
  client_funds: ['client', 'clientName', 'contractSubject', 'type', 'amount', 'note'],
  receivable: ['client', 'clientName', 'contractSubject', 'type', 'dueOn', 'caseNo', 'amount', 'note'],
  pool: ['account', 'clientName', 'bucket', 'type', 'dueOn', 'caseNo', 'amount', 'note'],
  transit: [
    'type',
    'client',
    'account',
    'supplier',
    'money',
    'employee',
    'dueOn',
    'caseNo',
    'amount',
    'note',
  ],
  deposit: ['type', 'client', 'supplier', 'dueOn', 'caseNo', 'amount', 'note'],
  rebate: ['type', 'client', 'account', 'supplier', 'dueOn', 'amount', 'note'],
  money: ['money', 'amount', 'note'],
  employee: ['employee', 'type', 'amount', 'note'],
  invoiced: ['client', 'clientName', 'contractSubject', 'on', 'caseNo', 'amount', 'note'],
  limit_used: ['client', 'clientName', 'account', 'on', 'amount', 'note'],
  difference: ['amount', 'note'],
};

/** Writes the empty opening template (XLSX): one sheet for each kind of balance, with its note above the header. */
export function writeOpeningTemplate(path: string, catalogue: Catalogue): Promise<WrittenFile> {
  const say = (code: string) => renderText(catalogue, code);
  const kinds = Object.keys(OPENING_SHEETS) as OpeningKind[];
  return writeXlsx(
    path,
    kinds.map(kind => ({
      ...sheetOf(OPENING_KINDS[kind][0], OPENING_SHEETS[kind].map(openingColumn), []),
      title: [say('opening.template.title'), say(`opening.template.${kind}`)],
    })),
  );
}

function openingColumn(field: OpeningField): ColumnSpec {
  const heading = OPENING_HEADINGS[field][0];
  if (field === 'amount') return { heading: `${heading}(元)`, kind: 'money', width: LIST_WIDTH };
  if (field === 'dueOn' || field === 'on') return { heading, kind: 'date', width: 14 };
  return idColumn(heading);
}

/**
 * Writes refused rows of a client list or an opening file as a file of the same form: the same sheets, headings and
 * cells, and the column 问题 that says what is wrong. Corrected, it can be imported as it is.
 */
export function writeRefused(
  path: string,
  refused: readonly RefusedRecord[],
  catalogue: Catalogue,
): Promise<WrittenFile> {
  const bySheet = Map.groupBy(refused, ({ sheet }) => sheet);
  const sheets = [...bySheet].map(([sheet, rows]) =>
    refusedSheet(sheet || renderText(catalogue, 'clients.refused.sheet'), rows[0]!.headings, rows, catalogue),
  );
  return writeXlsx(path, sheets);
}

function refusedSheet(
  name: string,
  headings: readonly string[],
  refused: readonly RefusedRecord[],
  catalogue: Catalogue,
): SheetSpec {
  const problem = renderText(catalogue, 'clients.refused.problem');
  // A list that was refused before carries its old column of problems: the new one takes its place.
  const kept = headings.flatMap((heading, at) => (heading.trim() === problem ? [] : [at]));
  const rows = refused.map(({ cells, findings }) => [
    ...kept.map(at => cells[at] ?? ''),
    problemText(findings, catalogue),
  ]);
  const columns = kept.map(at => idColumn(headings[at]!));
  return sheetOf(name, [...columns, { heading: problem, kind: 'text', width: NOTE_WIDTH }], rows);
}

function problemText(findings: readonly Finding[], catalogue: Catalogue): string {
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ code, params, place }) => `${place.column ?? ''}: ${renderText(catalogue, code, params)}`)
    .join(renderText(catalogue, 'clients.refused.join'));
}

/** Every cell is text, so that a long number keeps its digits. */
function idColumn(heading: string): ColumnSpec {
  return { heading, kind: 'id', width: LIST_WIDTH };
}

function sheetOf(name: string, columns: ColumnSpec[], rows: string[][]): SheetSpec {
  return { name, columns, rowCount: rows.length, rows: (from, count) => rows.slice(from, from + count) };
}
