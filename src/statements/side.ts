import type { SideChoice } from '../domain/compare.ts';
import { type CompareSide, NO_DAY } from '../domain/matching/side.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Sheet } from '../domain/table.ts';
import type { TextParts } from '../files/parts.ts';
import type { PlainCells } from '../files/records.ts';
import { AMOUNT_NONE, parseAmount, scanAmount } from './amount.ts';
import { type DateHabit, parseMoment } from './dates.ts';
import { FindingList } from './findings.ts';
import type { Recognition } from './recognise.ts';
import { SideCells } from './side-cells.ts';
import { SideDays } from './side-days.ts';
import { CODE_CHOICE, columnOfHeading, habitOf, headedBy, looksLikeTotal } from './side-form.ts';
import { codeIn, SideKeys } from './side-keys.ts';
import { SideParties } from './side-parties.ts';
import { MONEY_CHOICES, type MoneyChoice, SideForm } from './side-reader.ts';

export interface SideHooks {
  onProgress?(done: number, total: number): void;
  /** Asked every few thousand rows; true ends the reading with `jobs.cancelled`. */
  cancelled?(): boolean;
}

const STEP_ROWS = 0xffff;
/** Sums stay exact up to here (22 billion in the unit); what is larger is no amount of a statement. */
const MOST_E5 = 2 ** 51;
const UNREADABLE = Number.POSITIVE_INFINITY;

/**
 * Reads the chosen columns of one side into arrays over shared memory. Lines that the form knows to be no data are left
 * out; a cell that cannot be read stays a row and becomes a finding. Refuses `compare.column_missing` and
 * `compare.no_direction` (a signed amount of a form that tells no direction).
 */
export function extractSide(
  sheet: Sheet,
  recognition: Recognition,
  choice: SideChoice,
  hooks: SideHooks = {},
): CompareSide {
  const headed = headedBy(sheet, recognition, choice);
  const capacity = Math.max(0, sheet.rowCount - headed.firstRecord);
  const reader = new SideReader(sheet, headed, choice, capacity);
  reader.read({ sheet, firstRecord: 0, cells: null }, hooks);
  return { ...reader.finish(), bytes: sheet.bytes };
}

/**
 * The same for a file in parts, of which nothing but the side is kept: its keys stand in `extra`, its `bytes` are empty.
 * `recognise` is asked once, with the first part.
 */
export function extractSideInParts(
  parts: TextParts,
  recognise: (head: Sheet) => Recognition,
  choice: SideChoice,
  hooks: SideHooks = {},
): { recognition: Recognition; side: CompareSide } {
  let reader: SideReader | null = null;
  let recognition: Recognition | null = null;
  for (const part of parts) {
    if (reader === null) {
      recognition = recognise(part.sheet);
      const headed = headedBy(part.sheet, recognition, choice);
      reader = new SideReader(part.sheet, headed, choice, parts.mostRecords, parts.size_bytes);
    }
    if (!reader.read(part, hooks)) break;
  }
  if (reader === null || recognition === null) throw new Error('a file has at least one part');
  return { recognition, side: reader.finish() };
}

/** Some records of a sheet in a row; the whole sheet, or a part with the cells that were found in it. */
interface Stretch {
  sheet: Sheet;
  firstRecord: number;
  cells: PlainCells | null;
}

/** Reads record after record; what was read of the current one stands in fields, so nothing is allocated per row. */
class SideReader {
  private sheet: Sheet;
  private readonly recognition: Recognition;
  private readonly choice: SideChoice;
  private cells: SideCells;
  private readonly keys: SideKeys;
  private readonly parties: SideParties;
  private readonly days: SideDays;
  private readonly findings: FindingList;
  private readonly habit: DateHabit;
  /** What the profile knows; null for an unknown form. */
  private form: SideForm | null = null;
  private readonly money: MoneyChoice | null;
  private readonly keyColumn: number;
  private readonly keyIsCode: boolean;
  private readonly amountColumn: number;
  private readonly dateColumn: number;
  private readonly partyColumn: number;
  private readonly timeColumn: number;
  private readonly wanted: number;
  private readonly capacity: number;
  private readonly inParts: boolean;
  private readonly side: CompareSide;
  /** Physical line of each record, from the first record on whose line is not simply its number. */
  private lines: Uint32Array | null = null;
  /** The record in the sheet at hand and in the whole file. */
  private index = 0;
  private record = 0;
  private rows = 0;

  /** `capacity`: records at most; `size_bytes`: of a file that comes in parts. */
  constructor(
    sheet: Sheet,
    recognition: Recognition,
    choice: SideChoice,
    capacity: number,
    size_bytes?: number,
  ) {
    this.sheet = sheet;
    this.recognition = recognition;
    this.choice = choice;
    this.money = moneyChoice(sheet, recognition, choice.amount);
    this.keyColumn = this.column(choice.key);
    this.keyIsCode = choice.key?.startsWith(CODE_CHOICE) ?? false;
    this.amountColumn = this.money ? -1 : this.column(choice.amount);
    this.dateColumn = this.column(choice.date);
    this.partyColumn = this.column(choice.party);
    this.timeColumn = recognition.map.time ?? -1;
    const { keyColumn, amountColumn, dateColumn, partyColumn, timeColumn } = this;
    this.wanted = Math.max(keyColumn, amountColumn, dateColumn, partyColumn, timeColumn, 0) + 1;
    this.cells = new SideCells(sheet, this.wanted);
    this.keys = new SideKeys(size_bytes ?? sheet.bytes);
    this.parties = new SideParties(sheet.bytes);
    this.days = new SideDays(sheet.bytes);
    this.findings = new FindingList(sheet.name);
    this.habit = habitOf(sheet, recognition);
    this.capacity = capacity;
    this.inParts = size_bytes !== undefined;
    this.side = emptySide(capacity, choice);
  }

  /** Reads the records of a stretch; false where the form says that its data end. */
  read({ sheet, firstRecord, cells: plain }: Stretch, hooks: SideHooks): boolean {
    this.turnTo(sheet, firstRecord, plain);
    const { cells, form } = this;
    const from = Math.max(0, this.recognition.firstRecord - firstRecord);
    for (let index = from; index < sheet.rowCount; index++) {
      if (((firstRecord + index) & STEP_ROWS) === 0) {
        if (hooks.cancelled?.()) throw new Refusal('jobs.cancelled');
        hooks.onProgress?.(index, sheet.rowCount);
      }
      this.index = index;
      this.record = firstRecord + index;
      if (!cells.seek(index)) continue;
      if (form) {
        const kind = form.kindOf(index, cells);
        if (kind === 'end') return false;
        if (kind === 'skip') continue;
      }
      this.readRow();
    }
    return true;
  }

  finish(): CompareSide {
    const { keys, parties, findings, lines, rows } = this;
    const side = { ...this.side, extra: keys.extra(), recordLine: lines };
    return trimSide({ ...side, parties: parties.names, findings: findings.list() }, rows);
  }

  private turnTo(sheet: Sheet, firstRecord: number, plain: PlainCells | null): void {
    this.sheet = sheet;
    this.cells = new SideCells(sheet, this.wanted, plain);
    this.keys.turnTo(sheet.bytes);
    this.parties.turnTo(sheet.bytes);
    this.days.turnTo(sheet.bytes);
    if (this.recognition.profile)
      this.form = new SideForm(sheet, this.recognition, this.timeColumn, this.days);
    if (sheet.rowLine !== null) this.noteLines(sheet.rowLine, firstRecord);
  }

  private noteLines(rowLine: Uint32Array, firstRecord: number): void {
    if (!this.inParts) {
      this.lines = rowLine;
      return;
    }
    if (this.lines === null) {
      this.lines = new Uint32Array(new SharedArrayBuffer(this.capacity * 4));
      for (let record = 0; record < firstRecord; record++) this.lines[record] = record + 1;
    }
    this.lines.set(rowLine, firstRecord);
  }

  private readRow(): void {
    const { side, rows, keys } = this;
    const hasKey = this.keyColumn >= 0 && this.readKey();
    const amount = this.readAmount();
    const day = this.dateColumn >= 0 ? this.readDay() : NO_DAY;
    const party = this.partyColumn >= 0 ? this.readParty() : 0;
    if (!hasKey && day === NO_DAY && this.isNoData(amount, party)) return;
    this.noteRecord(rows);
    if (hasKey) {
      side.keyStart[rows] = keys.start;
      side.keyBytes[rows] = keys.length;
      side.keyHash[rows] = keys.hash;
    }
    side.amountE5[rows] = amount;
    side.day[rows] = day;
    side.party[rows] = party;
    this.rows = rows + 1;
  }

  /** Rows mostly follow each other; their records are written down only from the first gap on. */
  private noteRecord(row: number): void {
    const { side, record } = this;
    if (row === 0) side.firstRecord = record;
    if (side.record === null) {
      if (record === side.firstRecord + row) return;
      side.record = new Uint32Array(new SharedArrayBuffer(this.capacity * 4));
      for (let before = 0; before < row; before++) side.record[before] = side.firstRecord + before;
    }
    side.record[row] = record;
  }

  /** A line without key and date: nothing in it at all, or the total of a form that nobody described. */
  private isNoData(amount: number, party: number): boolean {
    if (Number.isNaN(amount) && party === 0) {
      if (this.cells.texts().some(text => text !== '')) this.note('info', 'compare.row_empty', null);
      return true;
    }
    if (this.recognition.profile || this.cells.startsPlain() || !looksLikeTotal(this.cells.texts()))
      return false;
    this.note('info', 'compare.row_total', null);
    return true;
  }

  private readKey(): boolean {
    const { cells, keyColumn } = this;
    const state = this.keyIsCode
      ? this.keys.readText(codeIn(this.keyText()))
      : this.keys.read(cells.starts[keyColumn]!, cells.ends[keyColumn]!, this.keyText);
    if (state === 'destroyed') this.note('warn', 'compare.key_destroyed', this.choice.key);
    if (state === 'long') this.note('warn', 'compare.key_long', this.choice.key);
    return state === 'key';
  }

  private readonly keyText = () => this.cells.text(this.keyColumn);
  private readonly partyText = () => this.cells.text(this.partyColumn);

  private readAmount(): number {
    if (this.form && this.money) return this.checked(this.form.money(this.index, this.money));
    const { cells, amountColumn } = this;
    if (amountColumn < 0) return AMOUNT_NONE;
    const amount = scanAmount(this.sheet.bytes, cells.starts[amountColumn]!, cells.ends[amountColumn]!);
    if (amount !== UNREADABLE) return this.checked(amount);
    const cell = parseAmount(cells.text(amountColumn));
    return this.checked(cell === 'none' ? AMOUNT_NONE : cell === 'bad' ? UNREADABLE : cell.e5);
  }

  private checked(amount: number): number {
    if (Number.isNaN(amount) || (amount <= MOST_E5 && amount >= -MOST_E5)) return amount;
    const column = this.amountColumn >= 0 ? this.amountColumn : (this.recognition.map.amount ?? -1);
    const heading = this.recognition.headings[column] ?? this.choice.amount;
    this.note('warn', 'compare.amount_unreadable', heading);
    return UNREADABLE;
  }

  private readDay(): number {
    const { cells, dateColumn } = this;
    const day = this.days.read(cells.starts[dateColumn]!, cells.ends[dateColumn]!);
    if (day !== NO_DAY) return day;
    const moment = parseMoment(cells.text(dateColumn), this.habit);
    if (moment === 'bad') this.note('warn', 'compare.date_unreadable', this.choice.date);
    return typeof moment === 'string' ? NO_DAY : moment.day;
  }

  private readParty(): number {
    const { cells, partyColumn } = this;
    return this.parties.number(cells.starts[partyColumn]!, cells.ends[partyColumn]!, this.partyText);
  }

  private column(heading: string | null): number {
    if (heading === null) return -1;
    const index = columnOfHeading(this.sheet, this.recognition, heading);
    if (index < 0) throw new Refusal('compare.column_missing', { heading }, { sheet: this.sheet.name });
    return index;
  }

  private note(severity: 'warn' | 'info', code: string, heading: string | null): void {
    const { rowLine } = this.sheet;
    const row = rowLine === null ? this.record + 1 : rowLine[this.index]!;
    this.findings.once(severity, code, heading === null ? {} : { heading }, { row });
  }
}

/** Refuses `compare.no_direction` where money by direction is chosen for a form that nobody described. */
function moneyChoice(sheet: Sheet, recognition: Recognition, amount: string | null): MoneyChoice | null {
  const choice = MONEY_CHOICES.find(each => each === amount);
  if (choice && !recognition.profile) throw new Refusal('compare.no_direction', {}, { sheet: sheet.name });
  return choice ?? null;
}

function emptySide(rows: number, choice: SideChoice): CompareSide {
  // Pages of shared memory cost nothing until they are written, so room for every record is taken at once.
  const shared = (bytesPerRow: number) => new SharedArrayBuffer(rows * bytesPerRow);
  return {
    rows,
    firstRecord: 0,
    record: null,
    recordLine: null,
    bytes: new Uint8Array(0),
    extra: new Uint8Array(0),
    keyStart: new Uint32Array(shared(4)),
    keyBytes: new Uint16Array(shared(2)),
    keyHash: new Uint32Array(shared(4)),
    amountE5: new Float64Array(shared(8)),
    day: new Int32Array(shared(4)),
    party: new Int32Array(shared(4)),
    parties: [],
    chosen: { key: choice.key !== null, date: choice.date !== null, party: choice.party !== null },
    findings: [],
  };
}

function trimSide(side: CompareSide, rows: number): CompareSide {
  return {
    ...side,
    rows,
    record: side.record?.subarray(0, rows) ?? null,
    keyStart: side.keyStart.subarray(0, rows),
    keyBytes: side.keyBytes.subarray(0, rows),
    keyHash: side.keyHash.subarray(0, rows),
    amountE5: side.amountE5.subarray(0, rows),
    day: side.day.subarray(0, rows),
    party: side.party.subarray(0, rows),
  };
}
