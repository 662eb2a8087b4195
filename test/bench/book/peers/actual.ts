/**
 * The list in Actual Budget, single entry: `add` (no matching) or `import` (with matching). Arguments: file, mode.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peer } from '../../peers/peer.ts';
import { readFlow } from '../product/rows.ts';

const [flow, mode] = process.argv.slice(2) as [string, 'add' | 'import'];
const api = peer('@actual-app/api');
const dataDir = mkdtempSync(join(tmpdir(), 'bench-actual-'));
// The engine reports every step on standard output.
console.log = () => undefined;
const transactions: Record<string, unknown>[] = [];
readFlow(flow, ({ second, kind, no, client, fen, memo }) =>
  transactions.push({
    date: new Date(second * 1_000).toISOString().slice(0, 10),
    amount: kind === '收款' || kind === '充值' || kind === '退款' ? fen : -fen,
    payee_name: client,
    imported_id: kind + no,
    notes: memo,
  }),
);
await api.init({ dataDir });
let account = '';
await api.runImport('bench', async () => {
  account = await api.createAccount({ name: 'bench', offbudget: true }, 0);
  if (mode === 'add') await api.addTransactions(account, transactions);
});
if (mode === 'import') await api.importTransactions(account, transactions);
const kept = await api.getTransactions(account, '2000-01-01', '2099-12-31');
await api.shutdown();
rmSync(dataDir, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify({ rows: kept.length })}\n`);
process.exit(0);
