import type { Container } from './table.ts';

/** All digits, and nothing but zeros from the 16th on. */
const CUT = /^[1-9]\d{14}(0{2,})$/;
/** Zeros beyond the 15th digit that may be chance: of 17-digit ids one in a hundred ends so. */
const CHANCE_ZEROS = 2;
const CHANCE_LENGTH = 15 + CHANCE_ZEROS;

/**
 * Judges the ids of one column of a file: a spreadsheet that took an id for a number keeps 15 digits of it and writes
 * zeros for the rest, and such an id names no row any more.
 *
 * - In a workbook (XLSX, XLS) nothing is held against digits: they stand in a text cell, written one by one; a number
 *   cell that lost digits is read as `7.3E+18`.
 * - Elsewhere three or more zeros beyond the 15th digit are destroyed.
 * - Two zeros beyond it (17 digits) are judged by the other ids of that length in the column: destroyed where more than
 *   half of them end so, else genuine.
 * - One zero (16 digits) says nothing.
 */
export class IdColumn {
  private readonly inTextCells: boolean;
  /** 17-digit ids that end in two zeros, and all of them. */
  private chance = 0;
  private sameLength = 0;
  private sure = 0;

  constructor(container: Container) {
    this.inTextCells = container === 'xlsx' || container === 'xls';
  }

  /** Takes an id into the evidence; each once, before any is judged. */
  take(text: string): void {
    if (this.inTextCells) return;
    const zeros = zerosBeyond(text);
    if (zeros > CHANCE_ZEROS) this.sure += 1;
    if (text.length !== CHANCE_LENGTH || !/^\d+$/.test(text)) return;
    this.sameLength += 1;
    if (zeros === CHANCE_ZEROS) this.chance += 1;
  }

  /** Whether an id's last digits are gone. Of 17 digits it may only be asked once all have been taken. */
  isCut(text: string): boolean {
    if (this.inTextCells) return false;
    const zeros = zerosBeyond(text);
    return zeros > CHANCE_ZEROS || (zeros === CHANCE_ZEROS && this.mostAreCut());
  }

  /** How many of the ids taken are destroyed. */
  get cutCount(): number {
    return this.sure + (this.mostAreCut() ? this.chance : 0);
  }

  private mostAreCut(): boolean {
    return this.chance * 2 > this.sameLength;
  }
}

function zerosBeyond(text: string): number {
  return CUT.exec(text)?.[1]?.length ?? 0;
}
