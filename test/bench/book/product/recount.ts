/** Recounts every account and month of a book from its transfers alone and compares the kept sums. Arguments: book. */
import { Findings } from '../../../../src/ledger/verify/findings.ts';
import { Recount, type TransferRow } from '../../../../src/ledger/verify/sums.ts';
import { rowsById } from '../../../../src/ledger/verify/windows.ts';
import { EFFECT_COLUMNS } from '../../../../src/store/canonical.ts';
import { bookAnswer, openBench } from './book.ts';

const connection = openBench(process.argv[2]!);
const recount = new Recount();
for (const row of rowsById(connection, 'transfer', EFFECT_COLUMNS.transfer)) recount.take(row as TransferRow);
const findings = new Findings();
recount.compare(connection, findings);
if (!findings.ok) throw new Error(JSON.stringify(findings.list.slice(0, 3)));
const { availableFen, onOrderFen } = bookAnswer(connection, 0);
connection.close();
console.log(JSON.stringify({ availableFen, onOrderFen }));
