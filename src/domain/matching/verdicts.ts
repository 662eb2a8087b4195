import { NO_ROW } from './side.ts';

/** Tab numbers while matching; 0 means still open. */
export const EQUAL = 1;
export const DIFFERING = 2;
export const DUPLICATES = 3;
export const FUZZY = 4;

/** What has been decided about each row so far. */
export class Verdicts {
  readonly leftTab: Uint8Array;
  readonly rightTab: Uint8Array;
  /** Right partner of each left row, or `NO_ROW`. */
  readonly partner: Int32Array;

  constructor(leftRows: number, rightRows: number) {
    this.leftTab = new Uint8Array(leftRows);
    this.rightTab = new Uint8Array(rightRows);
    this.partner = new Int32Array(leftRows).fill(NO_ROW);
  }

  pair(left: number, right: number, tab: number): void {
    this.leftTab[left] = tab;
    this.rightTab[right] = tab;
    this.partner[left] = right;
  }
}
