/** The tiles of the desk over a posted book, each asked for as the page asks it, in process. Arguments: book. */
import { DESK_PARTS } from '../../../src/contract/dashboard.ts';
import { DESK_CHARTS } from '../../../src/domain/desk-charts.ts';
import type { BookRoom } from '../../../src/runtime/book-room.ts';
import { dashboardReads } from '../../../src/runtime/dashboard-acts.ts';
import { openConnection } from '../../../src/store/dialect/sqlite.ts';
import { Times } from './grids-questions.ts';

const ROUNDS = 9;
/** The last day of the bench year. */
const TODAY = '2025-12-31';

const [book] = process.argv.slice(2) as [string];
const connection = openConnection(book, { readOnly: true });
const room = { connection } as BookRoom;
const asked = { scope: { kind: 'all' } as const, actor: '', today: TODAY };
const times = new Times();
for (let at = 0; at < ROUNDS; at++) {
  for (const part of DESK_PARTS)
    await times.measure(`lines ${part}`, () => dashboardReads['dashboard/lines'](room, { ...asked, part }));
  for (const chart of DESK_CHARTS)
    await times.measure(`chart ${chart}`, () => dashboardReads['dashboard/chart'](room, { ...asked, chart }));
}
const transfers = connection.prepareValue('SELECT count(*) FROM transfer').get();
connection.close();
console.log(JSON.stringify({ transfers, ms: times.summary() }));
