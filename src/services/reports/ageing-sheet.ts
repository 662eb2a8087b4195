import { daysPast } from '../../domain/calendar/days.ts';
import {
  type AgeingClass,
  ageingClasses,
  ageingSums,
  classOf,
  type ReceivableItem,
} from '../../domain/refunds/ageing.ts';
import type { TransitItem } from '../../domain/refunds/transit.ts';
import type { Paper } from '../../files/write-pdf.ts';
import { writeSheets } from '../../files/write-sheets.ts';
import type { CellValue, SheetSpec, WriteOptions, WrittenFile } from '../../files/write-xlsx.ts';
import { dashedCell, moneyCell, type ReportFormat, sheetOf } from './cells.ts';
import type { Words } from './words.ts';

/** What an ageing report is made of. */
export interface Ageing {
  on: string;
  /** Money in transit by the end of the day. */
  items: readonly TransitItem[];
  /** What clients owe by open item: 垫款台账. */
  receivables: readonly ReceivableItem[];
  ageingDays: readonly number[];
  /** Whether withdrawals are approved by a second person: said on the report where they are not. */
  approval: 'off' | 'one_person' | 'needed';
}

/** One line of the report, amounts on the side of an asset. */
interface Line {
  kind: string;
  no: string;
  client: { code: string | null; name: string } | null;
  channel: string | null;
  from: string;
  dueOn: string | null;
  isProvisional: boolean;
  openFen: number;
  overdueDays: number;
  ageDays: number;
  owner: string | null;
}

/** 账龄分析表: items, the sums by client, 垫款台账 by open item, and refunds that are only inferred. CSV holds the items. */
export function writeAgeing(
  ageing: Ageing,
  format: ReportFormat,
  path: string,
  words: Words,
  paper: Paper | undefined,
  options: WriteOptions = {},
): Promise<WrittenFile> {
  const frame = { words, format, classes: ageingClasses(ageing.ageingDays), on: ageing.on };
  const onBook = ageing.items.filter(({ isMemo }) => !isMemo);
  const inferred = ageing.items.filter(({ isMemo }) => isMemo);
  const lines = [
    ...onBook.map(item => lineOf(item, words)),
    ...ageing.receivables.map(item => owedLine(item, words, ageing.on)),
  ];
  const sheets = [
    linesSheet('items', lines, approvalLine(ageing, words), frame),
    clientsSheet(lines, frame),
    receivablesSheet(ageing.receivables, frame),
    ...(inferred.length === 0
      ? []
      : [
          linesSheet(
            'inferred',
            inferred.map(item => lineOf(item, words)),
            words.say('ageing.inferred_note'),
            frame,
          ),
        ]),
  ];
  return writeSheets(format, path, sheets, paper, options);
}

interface Frame {
  words: Words;
  format: ReportFormat;
  classes: readonly AgeingClass[];
  on: string;
}

function lineOf(item: TransitItem, words: Words): Line {
  const { kind, id, caseNo, client, channel, account, beganOn, due, overdueDays, ageDays, follow } = item;
  const sign = kind === 'registered_out' ? -1 : 1;
  return {
    kind: words.say(`refunds.kind.${kind}`),
    no: caseNo ?? id,
    ...{ client, channel: account?.name ?? channel, from: beganOn, dueOn: due?.on ?? null },
    isProvisional: due?.provisional ?? false,
    openFen: sign * item.openFen,
    ...{ overdueDays, ageDays, owner: follow.owner },
  };
}

function owedLine(item: ReceivableItem, words: Words, on: string): Line {
  const { client, openedOn, dueOn, openFen, overdueDays } = item;
  return {
    kind: words.say(`ageing.owed.${owedKind(item)}`),
    no: item.caseNo ?? String(item.item),
    ...{ client, channel: null, from: openedOn, dueOn, isProvisional: false, openFen, overdueDays },
    ageDays: daysPast(openedOn, on),
    owner: null,
  };
}

const OWED = ['advance', 'postpaid', 'overdraft', 'penalty'] as const;

function owedKind({ kind }: ReceivableItem): string {
  return OWED.find(each => each === kind) ?? 'fee';
}

function approvalLine({ approval }: Ageing, words: Words): string | null {
  return approval === 'needed' ? null : words.say(`ageing.approval.${approval}`);
}

function titleOf(name: string, note: string | null, { words, on }: Frame): string[] {
  const lines = [words.say(`ageing.title.${name}`), words.say('ageing.on', { on })];
  return [...lines, ...(note === null ? [] : [note]), words.say('reports.unit')];
}

function classHeadings({ words, classes }: Frame): [string, 'money', number][] {
  return classes.map(({ from, to }) => {
    const name = from === null ? 'not_due' : to === null ? 'older' : 'between';
    return [words.say(`ageing.class.${name}`, { from: from ?? 0, to: to ?? (from ?? 1) - 1 }), 'money', 15];
  });
}

function linesSheet(name: string, lines: readonly Line[], note: string | null, frame: Frame): SheetSpec {
  const { words, format, classes } = frame;
  const own = (
    [
      ['kind', 'text', 16],
      ['no', 'id', 24],
      ['client_code', 'id', 10],
      ['client', 'text', 20],
      ['channel', 'text', 18],
      ['from', 'date', 17],
      ['due', 'text', 17],
      ['age', 'integer', 8],
      ['overdue', 'integer', 8],
      ['owner', 'text', 8],
      ['open', 'money', 16],
    ] as const
  ).map(([heading, kind, width]) => ({ heading: words.say(`ageing.column.${heading}`), kind, width }));
  const columns = [
    ...own,
    ...classHeadings(frame).map(([heading, kind, width]) => ({ heading, kind, width })),
  ];
  const rows = lines.map((line): CellValue[] => [
    line.kind,
    line.no,
    line.client?.code ?? null,
    line.client?.name ?? null,
    line.channel,
    line.from,
    dueText(line, words),
    line.ageDays,
    line.overdueDays,
    line.owner,
    moneyCell(line.openFen),
    ...classes.map((_, at) =>
      dashedCell(classOf(line.overdueDays, classes) === at ? line.openFen : 0, format),
    ),
  ]);
  const sums = ageingSums(lines, classes);
  const totals: CellValue[] = [
    words.say('reports.total'),
    ...Array<null>(9).fill(null),
    moneyCell(sums.reduce((sum, fen) => sum + fen, 0)),
    ...sums.map(moneyCell),
  ];
  return sheetOf(words.say(`ageing.sheet.${name}`), titleOf(name, note, frame), columns, rows, totals);
}

function dueText({ dueOn, isProvisional }: Line, words: Words): string {
  if (dueOn === null) return words.say('ageing.no_term');
  return isProvisional ? words.say('ageing.provisional', { on: dueOn }) : dueOn;
}

/** By client: its sum of everything open, by class; what belongs to no client stands last. */
function clientsSheet(lines: readonly Line[], frame: Frame): SheetSpec {
  const { words, format, classes } = frame;
  const columns = [
    { heading: words.say('ageing.column.client_code'), kind: 'id' as const, width: 12 },
    { heading: words.say('ageing.column.client'), kind: 'text' as const, width: 28 },
    { heading: words.say('ageing.column.count'), kind: 'integer' as const, width: 8 },
    { heading: words.say('ageing.column.open'), kind: 'money' as const, width: 16 },
    ...classHeadings(frame).map(([heading, kind, width]) => ({ heading, kind, width })),
  ];
  const groups = [...Map.groupBy(lines, ({ client }) => client?.name ?? '')].toSorted(
    ([a], [b]) => Number(a === '') - Number(b === '') || a.localeCompare(b, 'zh'),
  );
  const rows = groups.map(([name, own]): CellValue[] => {
    const sums = ageingSums(own, classes);
    return [
      own[0]!.client?.code ?? null,
      name === '' ? words.say('ageing.no_client') : name,
      own.length,
      moneyCell(sums.reduce((sum, fen) => sum + fen, 0)),
      ...sums.map(fen => dashedCell(fen, format)),
    ];
  });
  const sums = ageingSums(lines, classes);
  const whole = sums.reduce((sum, fen) => sum + fen, 0);
  const totals = [null, words.say('reports.total'), lines.length, moneyCell(whole), ...sums.map(moneyCell)];
  return sheetOf(words.say('ageing.sheet.clients'), titleOf('clients', null, frame), columns, rows, totals);
}

/** 垫款台账: each open item with what it was, what is open and since when it is due. */
function receivablesSheet(items: readonly ReceivableItem[], frame: Frame): SheetSpec {
  const { words } = frame;
  const columns = (
    [
      ['client_code', 'id', 12],
      ['client', 'text', 28],
      ['kind', 'text', 14],
      ['no', 'id', 22],
      ['from', 'date', 12],
      ['due_on', 'date', 12],
      ['overdue', 'integer', 10],
      ['original', 'money', 16],
      ['open', 'money', 16],
    ] as const
  ).map(([heading, kind, width]) => ({ heading: words.say(`ageing.column.${heading}`), kind, width }));
  const rows = items.map((item): CellValue[] => [
    item.client?.code ?? null,
    item.client?.name ?? null,
    words.say(`ageing.owed.${owedKind(item)}`),
    item.caseNo ?? String(item.item),
    item.openedOn,
    item.dueOn,
    item.overdueDays,
    moneyCell(item.originalFen),
    moneyCell(item.openFen),
  ]);
  const sum = (fen: (item: ReceivableItem) => number) =>
    moneyCell(items.reduce((total, item) => total + fen(item), 0));
  const totals: CellValue[] = [
    words.say('reports.total'),
    ...Array<null>(6).fill(null),
    sum(({ originalFen }) => originalFen),
    sum(({ openFen }) => openFen),
  ];
  return sheetOf(
    words.say('ageing.sheet.receivables'),
    titleOf('receivables', null, frame),
    columns,
    rows,
    totals,
  );
}
