import type { TableHash } from '../store/canonical.ts';
import type { Connection, Statement } from '../store/dialect/sqlite.ts';
import type { TransferKind } from '../store/schema/tables.ts';
import type { Tx } from '../store/transaction.ts';

/** Rows that wait before one statement moves them: no statement is longer, and a command can be cancelled in between. */
const STEP = 10_000;

const STAGE = `CREATE TEMP TABLE IF NOT EXISTS stage (
  id INTEGER PRIMARY KEY, leg INTEGER, kind TEXT, debit INTEGER, credit INTEGER, amount_fen INTEGER, hold_id INTEGER,
  reverses_id INTEGER, effective_on TEXT, event TEXT, source_row INTEGER, case_no TEXT, debit_item INTEGER,
  credit_item INTEGER)`;
const PUT = `INSERT INTO temp.stage (id, leg, kind, debit, credit, amount_fen, effective_on, event, source_row, case_no,
  hold_id, reverses_id, debit_item, credit_item) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
/** Plain postings, nearly all of an import: so many are staged by one call. */
const POSTS_AT_ONCE = 25;
const POST_COLUMNS = 9;
const putPosts = (count: number) =>
  `INSERT INTO temp.stage (id, leg, kind, debit, credit, amount_fen, effective_on, event, source_row, case_no)
  VALUES ${Array(count).fill("(?, ?, 'post', ?, ?, ?, ?, ?, ?, ?)").join(', ')}`;
const MOVE = `INSERT INTO main.transfer (id, batch, leg, kind, debit, credit, amount_fen, hold_id, reverses_id,
  effective_on, event, source_row, case_no, debit_item, credit_item)
  SELECT id, ?, leg, kind, debit, credit, amount_fen, hold_id, reverses_id, effective_on, event, source_row, case_no,
    debit_item, credit_item FROM temp.stage ORDER BY id`;

/** What a transfer carries besides kind, sides and amount. */
export interface TransferFacts {
  day: string;
  event: string;
  caseNo: string | null;
  sourceRow: number | null;
  holdId: number | null;
  reversesId: number | null;
  debitItem: number | null;
  creditItem: number | null;
}

/** The way of transfers into their table: staged row by row, moved by one statement for each step. */
export class TransferStage {
  private readonly tx: Tx;
  private readonly batch: number;
  private readonly put: Statement;
  private readonly putPosts: Statement;
  private readonly posts: (string | number | null)[] = [];
  private readonly stored: () => void;
  private readonly hash: TableHash;
  private nextId: number;
  private waiting = 0;
  legs = 0;

  /** `stored` is called whenever what was staged has reached the table. */
  constructor(tx: Tx, batch: number, stored: () => void) {
    const { connection } = tx;
    connection.prepare(STAGE).run();
    this.tx = tx;
    this.batch = batch;
    this.stored = stored;
    this.hash = tx.effects.of('transfer');
    this.put = connection.prepare(PUT);
    this.putPosts = connection.prepare(putPosts(POSTS_AT_ONCE));
    this.nextId = highestId(connection, 'transfer') + 1;
  }

  /** Stages one transfer and takes it into the effect of the command. */
  write(kind: TransferKind, debit: number, credit: number, amountFen: number, facts: TransferFacts): void {
    const { day, event, caseNo, sourceRow, holdId, reversesId, debitItem, creditItem } = facts;
    const id = this.nextId++;
    const leg = ++this.legs;
    const isPlain = holdId === null && reversesId === null && debitItem === null && creditItem === null;
    if (kind === 'post' && isPlain) {
      this.posts.push(id, leg, debit, credit, amountFen, day, event, sourceRow, caseNo);
      if (this.posts.length === POSTS_AT_ONCE * POST_COLUMNS) {
        this.putPosts.run(this.posts);
        this.posts.length = 0;
      }
    } else
      this.put.run(
        id,
        leg,
        kind,
        debit,
        credit,
        amountFen,
        day,
        event,
        sourceRow,
        caseNo,
        holdId,
        reversesId,
        debitItem,
        creditItem,
      );
    const row = this.hash.row();
    row.number(id).number(this.batch).number(leg).text(kind);
    row.number(debit).number(credit).number(amountFen).number(holdId).number(reversesId);
    row.text(day).text(event).number(sourceRow).text(caseNo).number(debitItem).number(creditItem).end();
    this.waiting += 1;
    if (this.waiting === STEP) this.flush();
  }

  /** Moves what is staged into the table; between steps a command may be cancelled. */
  flush(): void {
    const { connection } = this.tx;
    if (this.waiting === 0) return;
    if (this.waiting === STEP) this.tx.checkpoint();
    if (this.posts.length > 0) {
      connection.prepare(putPosts(this.posts.length / POST_COLUMNS)).run(this.posts);
      this.posts.length = 0;
    }
    connection.prepare(MOVE).run(this.batch);
    connection.prepare('DELETE FROM temp.stage').run();
    this.waiting = 0;
    this.stored();
  }
}

/** The highest id of a table whose rows never go away; 0 in an empty one. */
export function highestId(connection: Connection, table: 'batch' | 'transfer' | 'hold'): number {
  return (connection.prepareValue(`SELECT max(id) FROM ${table}`).get() as number | null) ?? 0;
}
