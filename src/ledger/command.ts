import { Refusal } from '../domain/refusal.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import { appendLog, beginTx, type Call, inputHash, type Tx } from '../store/transaction.ts';

export type { Call, Tx };

const queues = new WeakMap<Connection, Promise<unknown>>();

/**
 * Runs a command: one immediate transaction that becomes one entry of the 操作日志, or nothing at all. The same key
 * with the same procedure and input gets the stored answer; with another one it is refused (`ledger.key_conflict`).
 * Only success is kept under a key: a refusal is judged again. Commands of a connection queue behind each other.
 * `answer` and `input` are plain data. Resolved means on disk.
 */
export function command<Answer>(
  connection: Connection,
  call: Call,
  work: (tx: Tx) => Answer | Promise<Answer>,
  isCancelled?: () => boolean,
): Promise<Answer> {
  const before = queues.get(connection) ?? Promise.resolve();
  const run = before.catch(() => undefined).then(() => runAlone(connection, call, work, isCancelled));
  queues.set(connection, run);
  return run;
}

async function runAlone<Answer>(
  connection: Connection,
  call: Call,
  work: (tx: Tx) => Answer | Promise<Answer>,
  isCancelled?: () => boolean,
): Promise<Answer> {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const known = storedAnswer(connection, call);
    if (known) return known.answer as Answer;
    const tx = beginTx(connection, call, isCancelled);
    const answer = await work(tx);
    if (tx.unfinished > 0) throw new Error(`${call.procedure}: a batch was begun and not finished`);
    connection.guard(() => appendLog(tx, call, answer));
    connection.exec('COMMIT');
    return answer;
  } catch (error) {
    return connection.guard(() => {
      throw error;
    });
  } finally {
    // A damaged or full disk may have ended the transaction already.
    if (connection.inTransaction) connection.exec('ROLLBACK');
  }
}

function storedAnswer(connection: Connection, call: Call): { answer: unknown } | null {
  const sql = 'SELECT seq, procedure, input_hash, answer FROM log WHERE key = ?';
  const row = connection.prepareRaw(sql).get(call.key) as [number, string, string, string] | undefined;
  if (!row) return null;
  const [seq, procedure, hash, answer] = row;
  if (procedure !== call.procedure || hash !== inputHash(call.input))
    throw new Refusal('ledger.key_conflict', { key: call.key, procedure, seq });
  return { answer: JSON.parse(answer) };
}
