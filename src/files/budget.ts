import { type Params, type Place, Refusal } from '../domain/refusal.ts';
import type { Limits } from '../domain/table.ts';

const FLOOR_BYTES = 2 ** 20;

/** Bytes worked through so far and bytes in all, of the longest piece of work (reading, unpacking sheets). */
export type Progress = (done_bytes: number, total: number) => void;

/**
 * What one file may still cost. Every reader counts bytes here before it allocates them and passes by `step`
 * between pieces of work, so that a hostile file ends with a name instead of a full disk or a stopped clock.
 */
export class Budget {
  readonly limits: Limits;
  private readonly fileName: string;
  private readonly cancelled: (() => boolean) | undefined;
  private readonly deadline_ms: number;
  private readonly onProgress: Progress | undefined;
  private unpacked_bytes = 0;
  private produced_bytes = 0;

  constructor(limits: Limits, fileName: string, cancelled?: () => boolean, onProgress?: Progress) {
    this.limits = limits;
    this.fileName = fileName;
    this.cancelled = cancelled;
    this.onProgress = onProgress;
    this.deadline_ms = Date.now() + limits.time_ms;
  }

  refusal(code: string, params: Params = {}, place: Place = {}): Refusal {
    return new Refusal(code, params, { file: this.fileName, ...place });
  }

  /** Throws `files.cancelled` or `files.limit_time` when there is no more to be done. */
  step(): void {
    if (this.cancelled?.()) throw this.refusal('files.cancelled');
    if (Date.now() > this.deadline_ms) {
      throw this.refusal('files.limit_time', { limit: Math.round(this.limits.time_ms / 1000) });
    }
  }

  progress(done_bytes: number, total: number): void {
    this.onProgress?.(done_bytes, total);
  }

  file(bytes: number): void {
    const { file_bytes } = this.limits;
    if (bytes > file_bytes) {
      throw this.refusal('files.limit_file_bytes', { bytes, limit: file_bytes });
    }
  }

  /** Counts bytes that came out of a packed part. */
  unpack(bytes: number): void {
    this.unpacked_bytes += bytes;
    this.refuseAbove(this.unpacked_bytes);
  }

  /** Refuses an archive that says of itself that it will not fit. */
  declare(bytes: number): void {
    this.refuseAbove(this.unpacked_bytes + bytes);
  }

  /** Counts bytes about to be allocated for sheets: a small part can repeat one long text a million times. */
  produce(bytes: number): void {
    this.produced_bytes += bytes;
    this.refuseAbove(this.produced_bytes);
  }

  private refuseAbove(bytes: number): void {
    const limit = this.limits.unpacked_bytes;
    if (bytes > limit) throw this.refusal('files.limit_unpacked_bytes', { bytes, limit });
  }

  /** Judges one packed part by what it has unpacked so far. */
  ratio(part: string, packed: number, unpacked: number): void {
    if (unpacked <= FLOOR_BYTES) return;
    const ratio = Math.ceil(unpacked / Math.max(packed, 1));
    const limit = this.limits.ratio;
    if (ratio > limit) throw this.refusal('files.limit_ratio', { part, ratio, limit });
  }

  parts(count: number): void {
    const limit = this.limits.parts;
    if (count > limit) throw this.refusal('files.limit_parts', { count, limit });
  }

  rows(count: number, place: Place = {}): void {
    const limit = this.limits.rows;
    if (count > limit) throw this.refusal('files.limit_rows', { count, limit }, place);
  }

  columns(count: number, place: Place): void {
    const limit = this.limits.columns;
    if (count > limit) throw this.refusal('files.limit_columns', { count, limit }, place);
  }

  /** `length` in UTF-16 code units. */
  cell(length: number, place: Place): void {
    const limit = this.limits.cell_length;
    if (length > limit) throw this.refusal('files.limit_cell_length', { length, limit }, place);
  }
}
