import { NO_DAY } from '../domain/matching/side.ts';
import { scanMoment, scanned } from './dates.ts';

/**
 * Days of `2026-05-01` and `2026/05/01`, with or without a time after them, straight from the bytes.
 * Neighbouring rows mostly share their day, so the calendar is asked only when the digits change.
 */
export class SideDays {
  private bytes: Uint8Array;
  /** The ten bytes of the last date. */
  private head = 0;
  private middle = 0;
  private tail = 0;
  private day = NO_DAY;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The next cells stand in other bytes. */
  turnTo(bytes: Uint8Array): void {
    this.bytes = bytes;
  }

  /** Day number, or `NO_DAY` where the cell must be parsed as text. */
  read(start: number, end: number): number {
    const { bytes } = this;
    const length = end - start;
    if (length !== 10 && (length !== 19 || bytes[start + 10] !== 0x20)) return this.slow(start, end);
    const head =
      (bytes[start]! << 24) | (bytes[start + 1]! << 16) | (bytes[start + 2]! << 8) | bytes[start + 3]!;
    const middle =
      (bytes[start + 4]! << 24) | (bytes[start + 5]! << 16) | (bytes[start + 6]! << 8) | bytes[start + 7]!;
    const tail = (bytes[start + 8]! << 8) | bytes[start + 9]!;
    if (head === this.head && middle === this.middle && tail === this.tail) return this.day;
    const day = this.slow(start, start + 10);
    if (day === NO_DAY) return day;
    this.head = head;
    this.middle = middle;
    this.tail = tail;
    this.day = day;
    return day;
  }

  private slow(start: number, end: number): number {
    return scanMoment(this.bytes, start, end) ? scanned.day : NO_DAY;
  }
}
