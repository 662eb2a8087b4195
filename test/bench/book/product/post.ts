/**
 * Only the ledger's part of an import: events made straight from the rows, expanded and posted with their source rows,
 * without identity, decisions or a stored plan. Arguments: file, book.
 */
import { expand } from '../../../../src/domain/accounting/events/expand.ts';
import type { LedgerEvent, PoolFact } from '../../../../src/domain/accounting/events/facts.ts';
import type { Fen } from '../../../../src/domain/money.ts';
import { accountsOf } from '../../../../src/ledger/accounts.ts';
import { BatchWriter } from '../../../../src/ledger/batch.ts';
import { command, type Tx } from '../../../../src/ledger/command.ts';
import { setPeriod } from '../../../../src/ledger/periods.ts';
import { contentHash } from '../../../../src/store/canonical.ts';
import { insertRow } from '../../../../src/store/changes.ts';
import { keepSourceFile, SourceRowWriter } from '../../../../src/store/imports.ts';
import { bookAnswer, caller, closeBench, openBench } from './book.ts';
import { type FlowRow, readFlow } from './rows.ts';

const STEP_ROWS = 2_000;
const days = new Map<number, string>();
const [path, book] = process.argv.slice(2) as [string, string];
const connection = openBench(book);
const pools = new Map(
  (
    connection
      .prepareRaw('SELECT c.name, c.id, p.id, p.supplier FROM pool p JOIN client c ON c.id = p.client')
      .all() as [string, number, number, number][]
  ).map(([name, client, pool, supplier]) => [name, { pool, supplier, client: { client } } as PoolFact]),
);
const toCome = recharges();
const call = { ...caller(), procedure: 'bench.post', input: null };
const rows = await command(connection, call, tx => postAll(tx));
const answer = bookAnswer(connection, rows);
closeBench(connection);
console.log(JSON.stringify(answer));

/** What a 付款 is to bring, by number: the 充值 behind it says so. */
function recharges(): Map<string, number> {
  const found = new Map<string, number>();
  readFlow(path, ({ kind, no, fen }) => kind === '充值' && found.set(no, fen));
  return found;
}

function postAll(tx: Tx): number {
  const money = insertRow(tx, 'money_account', { kind: 'bank', name: '银行账户', search_key: '' });
  for (let month = 2; month <= 12; month++) setPeriod(tx, `2025-${String(month).padStart(2, '0')}`, 'open');
  const file = keepSourceFile(
    tx,
    { sha256: '0'.repeat(64), name: path, bytes: 0, profile: 'bench', money: null },
    [],
  );
  const sourceRows = new SourceRowWriter(tx);
  const writer = new BatchWriter(tx, { event: 'E00', effectiveOn: '2025-01-01', summary: path });
  const accounts = accountsOf(tx);
  let count = 0;
  const keepRow = (row: FlowRow): number => {
    const raw = JSON.stringify([row.second, row.kind, row.no, row.client, row.fen, row.memo]);
    count += 1;
    return sourceRows.add({
      file,
      sheet: '',
      row: count + 1,
      identity: `template\u001f${row.kind}\u001f${row.no}\u001f1`,
      version: 1,
      contentHash: contentHash(raw),
      state: 'booked',
      raw,
    });
  };
  // In steps, as an import does.
  const postStep = (step: readonly FlowRow[]) => {
    accounts.readCases(step.filter(({ kind }) => kind === '消耗' || kind === '退款').map(({ no }) => no));
    for (const row of step) {
      const sourceRow = keepRow(row);
      const day = dayOf(row.second);
      for (const event of eventsOf(row, money))
        for (const leg of expand(event, accounts).legs) writer.add(leg, day, sourceRow);
    }
  };
  const step: FlowRow[] = [];
  readFlow(path, row => {
    step.push(row);
    if (step.length === STEP_ROWS) postStep(step.splice(0));
  });
  postStep(step);
  writer.finish();
  return count;
}

function dayOf(second: number): string {
  const at = Math.floor(second / 86_400);
  let day = days.get(at);
  if (day === undefined) {
    day = new Date(at * 86_400_000).toISOString().slice(0, 10);
    days.set(at, day);
  }
  return day;
}

function eventsOf({ kind, no: caseNo, client: name, fen }: FlowRow, account: number): LedgerEvent[] {
  const pool = pools.get(name)!;
  const client = pool.client!;
  const amountFen = fen as Fen;
  const money = { money: account, kind: 'bank' } as const;
  const from = { pool, bucket: 'prepay', unsplit: true } as const;
  switch (kind) {
    case '收款':
      return [
        { id: 'E02', step: 'register', caseNo, money, amountFen },
        { id: 'E03', caseNo, money, parts: [{ client, amountFen, as: 'funds' }] },
      ];
    case '付款': {
      const creditedFen = (toCome.get(caseNo) ?? fen) as Fen;
      const paidFrom = { by: 'registered', money } as const;
      return [{ id: 'E17', as: 'fact', caseNo, pool, paidFen: amountFen, creditedFen, paidFrom }];
    }
    case '充值':
      return [{ id: 'E18', caseNo, pool, bucket: 'prepay', creditedFen: amountFen }];
    case '下单':
      return [{ id: 'E27', as: 'fact', caseNo, ...from, amountFen }];
    case '消耗':
      return [{ id: 'E30', caseNo, ...from, source: { kind: 'order' }, amountFen }];
    case '退款':
      return [{ id: 'E36', caseNo, ...from, unspentFen: amountFen }];
    default:
      return [{ id: 'E45', as: 'fact', caseNo, pool, bucket: 'prepay', amountFen }];
  }
}
