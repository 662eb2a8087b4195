import type { ExportPeriod, NewExport } from '../domain/named-export.ts';
import type { RowScope } from '../domain/parties/types.ts';
import {
  dropExport,
  type ExportCaller,
  keepExport,
  listExports,
  planExport,
} from '../services/named-exports.ts';
import type { BookRoom } from './book-room.ts';

type Room = Pick<BookRoom, 'connection'>;
interface Person {
  actor: string;
  scope: RowScope;
}

/** What any connection to the book answers about its named exports. */
export const namedExportReads = {
  'namedExports/list': ({ connection }: Room, person: Person) => listExports(connection, person),
  'namedExports/plan': (
    { connection }: Room,
    { actor, scope, ...asked }: Person & { export: number | string; period: ExportPeriod; today: string },
  ) => planExport(connection, { actor, scope }, asked),
};

/** What only the one writer does to them. */
export const namedExportWrites = {
  'namedExports/keep': (
    { connection }: Room,
    { caller, ...wanted }: { caller: ExportCaller } & NewExport & { id?: number },
  ) => keepExport(connection, caller, wanted),
  'namedExports/drop': (
    { connection }: Room,
    { caller, ...wanted }: { caller: ExportCaller; export: number },
  ) => dropExport(connection, caller, wanted),
};
