import type { PoolRecord } from '../contract/pools.ts';
import type { RowScope } from '../domain/parties/types.ts';
import type { GrantScope } from '../domain/pools/grants.ts';
import type { PoolSettings } from '../domain/pools/pace.ts';
import type { DayRange } from '../domain/reports/types.ts';
import type { Language } from '../domain/text.ts';
import {
  describeLot,
  listPools,
  type MovesRequest,
  type PoolCaller,
  poolJson,
  poolMoves,
  poolOfAccount,
  poolPage,
  recordPool,
  setPoolAlarm,
  setPoolSettings,
  showPool,
  statementOfPool,
} from '../services/pools.ts';
import type { ReportFormat } from '../services/reports/cells.ts';
import { writePoolStatement } from '../services/reports/pool-sheet.ts';
import { Words } from '../services/reports/words.ts';
import { rulesOf } from '../services/rules.ts';
import { readBook } from '../store/reports.ts';
import type { BookRoom } from './book-room.ts';
import { loadCatalogue, paperOf } from './resources.ts';
import { shippedRulebook } from './rulebook.ts';

type Room = Pick<BookRoom, 'connection'>;
interface Scoped {
  scope: RowScope;
  today: string;
}
interface Called {
  caller: PoolCaller;
}

const withRules = ({ connection }: Room) => ({ rules: rulesOf(connection, shippedRulebook()) });

/** What any connection to the book answers about its pools. */
export const poolReads = {
  'pools/list': (room: Room, { scope, today }: Scoped) =>
    listPools(room.connection, scope, { today, ...withRules(room) }),
  'pools/page': (room: Room, { scope, ...asked }: Scoped & DayRange & { pool: number }) =>
    poolPage(room.connection, scope, { ...asked, ...withRules(room) }),
  'pools/moves': ({ connection }: Room, { scope, ...asked }: Omit<Scoped, 'today'> & MovesRequest) =>
    poolMoves(connection, scope, asked),
  'pools/show': (room: Room, { scope, account, on, today }: Scoped & { account: string; on: string }) => {
    const { id: pool } = poolOfAccount(room.connection, scope, account);
    return poolJson(showPool(room.connection, scope, { pool, on, today, ...withRules(room) }));
  },
  'pools/write': async (
    room: Room,
    {
      scope,
      today,
      pool: id,
      from,
      to,
      format,
      path,
      language,
    }: Scoped & DayRange & { pool: number; format: ReportFormat; path: string; language: Language },
  ) => {
    const { connection } = room;
    const { pool, statement } = statementOfPool(connection, scope, { pool: id, from, to });
    const days =
      format === 'csv'
        ? []
        : poolPage(connection, scope, { pool: id, from, to, today, ...withRules(room) }).days;
    const words = new Words({ language, catalogue: loadCatalogue(language) });
    const report = { book: readBook(connection).name, pool, statement, days, from, to };
    await writePoolStatement(report, { format, path, words, paper: paperOf(language, to) });
    return { name: pool.name };
  },
};

/** What only the one writer does to pools. */
export const poolWrites = {
  'pools/setSettings': ({ connection }: Room, { caller, ...settings }: Called & PoolSettings) =>
    setPoolSettings(connection, caller, settings),
  'pools/setAlarm': (
    { connection }: Room,
    { caller, ...wanted }: Called & { client: number; alarmDays: number | null | 'follow' },
  ) => setPoolAlarm(connection, caller, wanted),
  'pools/describeLot': (
    { connection }: Room,
    {
      caller,
      ...wanted
    }: Called & { pool: number; lot: string; scope: GrantScope | null; expiresOn: string | null },
  ) => describeLot(connection, caller, wanted),
  'pools/record': (
    { connection }: Room,
    { caller, ...wanted }: Called & { pool: number; on: string; record: PoolRecord },
  ) => recordPool(connection, caller, wanted),
};
