import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { Refusal } from '../domain/refusal.ts';
import type { Dialect, Encoding, Sheet } from '../domain/table.ts';
import { Budget } from './budget.ts';
import { detectDialect } from './delimiter.ts';
import { BOM_BYTES, bufferOver, startsWithBom } from './encoding.ts';
import { kindOf } from './kind.ts';
import type { OpenOptions } from './open.ts';
import { lineEndOf, type PlainCells, scanPart } from './records.ts';

const LF = 10;
/** Fits the processor's cache beside what is made of it. */
const PART_BYTES = 512 * 1024;
/** A form is recognised within so many records; a part must hold them all. */
const LEAST_RECORDS = 400;

/** Refusals that say nothing about the file. */
const ENDINGS = ['files.cancelled', 'files.limit_time'];

/** Some records of a text in a row. The bytes of its sheet last until the next part is asked for. */
export interface SheetPart {
  /** `rowStart` counts from the part's first byte; `rowLine` is null where the line is the record in the file + 1. */
  sheet: Sheet;
  /** Record in the whole file of the part's first one. */
  firstRecord: number;
  cells: PlainCells;
}

/** The file is no plain UTF-8 text, or something in it is to be refused; `openFile` has the words for that. */
class NotPlain extends Error {}

/**
 * Reads a plain UTF-8 text part by part, so that a file of any length takes the memory of one part: for passes that
 * need each record once. Answers what `work` makes of the parts, or null where the file must be read by `openFile`
 * instead: any other kind or encoding, and everything that is refused. What `work` throws goes through.
 * Refuses `files.cancelled` and `files.limit_time`; the limits on size, rows, columns and cells are those of `openFile`.
 */
export function readInParts<T>(
  input: { path: string; name: string },
  options: OpenOptions,
  work: (parts: TextParts) => T,
  part_bytes = PART_BYTES,
): T | null {
  let file = -1;
  try {
    file = openSync(input.path, 'r');
    const facts = fstatSync(file);
    if (!facts.isFile() || facts.size === 0 || facts.size > options.limits.file_bytes) return null;
    const name = basename(input.name);
    const budget = new Budget(options.limits, name, options.cancelled, options.onProgress);
    return work(new TextParts(name, file, facts.size, budget, part_bytes));
  } catch (error) {
    if (error instanceof NotPlain || file < 0) return null;
    throw error;
  } finally {
    if (file >= 0) closeSync(file);
  }
}

/** The parts of one file, to be gone through once. */
export class TextParts implements Iterable<SheetPart> {
  readonly name: string;
  readonly size_bytes: number;
  /** Of the whole file at most. */
  readonly mostRecords: number;
  encoding: Encoding = 'utf-8';
  private readonly file: number;
  private readonly budget: Budget;
  private readonly buffer: Uint8Array;
  // Zero pages cost nothing until they are touched: room for the worst part, a few hundred KB for an honest one.
  private readonly starts: Uint32Array;
  private readonly cells: PlainCells;
  private dialect: Dialect | null = null;
  private lineEnd = 0;
  private records = 0;
  private lines = 0;

  constructor(name: string, file: number, size_bytes: number, budget: Budget, part_bytes: number) {
    this.name = name;
    this.file = file;
    this.size_bytes = size_bytes;
    this.budget = budget;
    this.buffer = new Uint8Array(part_bytes);
    this.starts = new Uint32Array(part_bytes + 1);
    this.cells = { first: new Uint32Array(part_bytes + 1), ends: new Uint32Array(part_bytes + 1) };
    this.mostRecords = Math.min(size_bytes, budget.limits.rows);
  }

  *[Symbol.iterator](): Generator<SheetPart> {
    const { buffer, size_bytes } = this;
    /** Bytes of a record that the last part cut off. */
    let held = 0;
    for (let done = 0; done < size_bytes; ) {
      this.budget.step();
      const filled = this.fill(held, done);
      done += filled - held;
      const from = done === filled && startsWithBom(buffer) ? BOM_BYTES : 0;
      if (done === filled) this.begin(buffer.subarray(0, filled), from);
      const sheet = this.scan(buffer.subarray(from, filled), done === size_bytes);
      const end = from + sheet.rowStart[sheet.rowCount]!;
      // Lines end in CR only where the whole text has no LF.
      if (this.lineEnd !== LF && done < size_bytes) throw new NotPlain();
      if (end === 0 || (this.records === 0 && done < size_bytes && sheet.rowCount < LEAST_RECORDS))
        throw new NotPlain();
      yield { sheet, firstRecord: this.records, cells: this.cells };
      this.records += sheet.rowCount;
      this.budget.progress(done, size_bytes);
      buffer.copyWithin(0, end, filled);
      held = filled - end;
    }
  }

  /** Fills the buffer behind what is held; answers how many bytes it then holds. */
  private fill(held: number, position: number): number {
    const { buffer } = this;
    const wanted = Math.min(buffer.length, held + this.size_bytes - position);
    let filled = held;
    while (filled < wanted) {
      const read = readSync(this.file, buffer, filled, wanted - filled, position + filled - held);
      if (read === 0) throw new NotPlain();
      filled += read;
    }
    return filled;
  }

  private begin(bytes: Uint8Array, from: number): void {
    if (kindOf(bytes) !== 'text') throw new NotPlain();
    if (from > 0) this.encoding = 'utf-8-bom';
    const text = bytes.subarray(from);
    this.dialect = detectDialect(text);
    this.lineEnd = lineEndOf(text);
  }

  private scan(bytes: Uint8Array, isLast: boolean): Sheet {
    const { budget, records, lines, lineEnd, starts, cells } = this;
    const dialect = this.dialect!;
    const place = { records, lines, lineEnd, isLast };
    try {
      const { linesAfter, ...found } = scanPart(bytes, dialect, budget, place, starts, cells);
      const whole = bytes.subarray(0, found.rowStart[found.rowCount]!);
      if (!isUtf8(whole) || bufferOver(whole).includes(0)) throw new NotPlain();
      this.lines = linesAfter;
      return { name: '', hidden: false, bytes: whole, dialect, ...found, dates1904: false };
    } catch (error) {
      // Only the whole file has the right place of what is wrong in it.
      if (error instanceof Refusal && !ENDINGS.includes(error.code)) throw new NotPlain();
      throw error;
    }
  }
}
