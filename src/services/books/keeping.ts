import type { Anchor, Verdict } from '../../ledger/verify/index.ts';
import { type Disk, disk } from '../../store/book/disk.ts';
import type { BookFormat, Keeping } from '../../store/book/format.ts';
import type { DeskShelf } from '../../store/desk.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { SCHEMA, SCHEMA_VERSION } from '../../store/schema/index.ts';

/** Where books are kept from: this workstation's shelf, the clock, new ids, and the check of a whole book. */
export interface BookDesk {
  shelf: DeskShelf;
  now(): Date;
  newId(): string;
  verify(connection: Connection, anchors?: readonly Anchor[]): Verdict;
  /** Another disk than this computer's, to try what happens when it fails. */
  disk?: Disk;
}

/** What the store needs to keep books of this release. */
export function keepingOf(desk: BookDesk): Keeping {
  const format: BookFormat = {
    version: SCHEMA_VERSION,
    statements: SCHEMA,
    migrations: [],
    verify: connection => desk.verify(connection),
  };
  return { disk: desk.disk ?? disk, format, now: () => desk.now() };
}
