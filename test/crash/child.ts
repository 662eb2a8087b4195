import { writeSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import type { Fen } from '../../src/domain/money.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { command, type Tx } from '../../src/ledger/command.ts';
import { setPeriod } from '../../src/ledger/periods.ts';
import { hold, post, settle, voidHold } from '../../src/ledger/post.ts';
import { reverse } from '../../src/ledger/reverse.ts';
import { contentHash } from '../../src/store/canonical.ts';
import { insertRow, updateRow } from '../../src/store/changes.ts';
import { openConnection } from '../../src/store/dialect/sqlite.ts';
import { keepSourceFile, SourceRowWriter } from '../../src/store/imports.ts';
import { available, bank, free, head, leg, onOrder, POOLS, unclaimed } from '../ledger/book.ts';
import { dice } from './dice.ts';

/**
 * Works on a book until it is killed. Command n is the same in every life, so a life begins with the command that the
 * last one did not acknowledge. Lines out: `begin n`, `step`, `done n answer`, `refused n code`.
 */
const [path, seedText, fromText, bulkText] = process.argv.slice(2) as [string, string, string, string];
const say = (line: string) => writeSync(1, `${line}\n`);
const BULK_EVERY = 9;
/** Legs between two signs of life inside an import. */
const STEP = 4_000;

type Work = (tx: Tx, pick: (below: number) => number, n: number) => unknown;

const WORKS: Work[] = [
  (tx, pick) =>
    post(tx, {
      ...head(),
      legs: [leg(bank, unclaimed, 1 + pick(90_000)), leg(unclaimed, free(1 + pick(4)), 1 + pick(900))],
    }),
  (tx, pick) =>
    post(tx, { ...head(), legs: [leg(free(1 + pick(4)), available(1 + pick(POOLS)), 1 + pick(2_000))] }),
  (tx, pick) =>
    hold(tx, { ...head(), legs: [leg(free(1 + pick(4)), bank, 1 + pick(500)), leg(bank, unclaimed, 1)] }),
  (tx, pick) => settle(tx, head(), 1 + pick(30), (1 + pick(40)) as Fen),
  (tx, pick) => voidHold(tx, head(), 1 + pick(30), (1 + pick(40)) as Fen),
  (tx, pick) => reverse(tx, 1 + pick(40), head('2026-03-05')),
  (tx, pick) => setPeriod(tx, '2026-02', pick(4) === 0 ? 'closed' : 'open') ?? null,
  (tx, _, n) => ({ client: insertRow(tx, 'client', { name: `新客户${n}`, search_key: `新客户${n}` }) }),
  (tx, pick, n) => ({ changed: updateRow(tx, 'client', 1 + pick(4), { note: `第 ${n} 次` }) }),
];

/** An import: a kept file, its rows, and a leg on each. */
const importFile: Work = (tx, pick, n) => {
  const size = Number(bulkText);
  const name = `流水-${n}.csv`;
  const content = Buffer.from(name);
  const sha256 = contentHash(name).toString('hex');
  const source = { sha256, name, bytes: content.length, profile: 'test', money: null };
  const file = keepSourceFile(tx, source, [deflateSync(content)]);
  const rows = new SourceRowWriter(tx);
  const legs = function* () {
    for (let at = 1; at <= size; at += 1) {
      if (at % STEP === 0) say('step');
      const raw = `["${n}","${at}"]`;
      const identity = `test\u001f${n}-${at}`;
      const sourceRow = rows.add({
        file,
        sheet: '',
        row: at,
        identity,
        version: 1,
        contentHash: contentHash(raw),
        state: 'booked',
        raw,
      });
      const pool = 1 + pick(POOLS);
      const order = at % 2 === 1;
      const [debit, credit] = order ? [onOrder(pool), available(pool)] : [available(pool), onOrder(pool)];
      yield leg(debit, credit, 1, {
        sourceRow,
        caseNo: `${n}-${at}`,
        effectiveOn: `2026-03-${String(1 + (at % 28)).padStart(2, '0')}`,
      });
    }
  };
  const fund = Array.from({ length: POOLS }, (_, pool) => [
    leg(available(pool + 1), { code: '3001' }, size),
    leg(onOrder(pool + 1), { code: '3001' }, size),
  ]).flat();
  post(tx, { ...head('2026-03-01'), legs: fund });
  return post(tx, { ...head('2026-03-01'), legs: legs() });
};

const connection = openConnection(path, { readOnly: false });
for (let n = Number(fromText); ; n += 1) {
  const pick = dice(Number(seedText) + n * 7_919);
  const isBulk = n % BULK_EVERY === BULK_EVERY - 1;
  const work = isBulk ? importFile : WORKS[pick(WORKS.length)]!;
  const call = {
    actor: '会计',
    procedure: 'work',
    key: `work-${n}`,
    input: n,
    at: '2026-03-01T00:00:00.000Z',
  };
  say(`begin ${n}`);
  try {
    say(`done ${n} ${JSON.stringify(await command(connection, call, tx => work(tx, pick, n)))}`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(`refused ${n} ${error.code}`);
  }
}
