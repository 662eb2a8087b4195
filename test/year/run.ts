import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Agency } from './agency.ts';
import { Walk } from './walk.ts';

// `node test/year/run.ts --out FOLDER [--clients 60] [--months 12] [--first 2025-09] [--seed 20260301]`: the seeded agency
// year from the first file to the last close, by the command line. Prints a table of its steps; exit 1 on a fault.

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'year' },
    clients: { type: 'string', default: '12' },
    months: { type: 'string', default: '12' },
    first: { type: 'string', default: '2025-10' },
    seed: { type: 'string', default: '20260301' },
  },
});
const folder = resolve(values.out);
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
process.env.DUIZHANG_DATA = join(folder, 'data');
const size = {
  seed: Number(values.seed),
  clients: Number(values.clients),
  months: Number(values.months),
  firstMonth: values.first,
};
const walk = new Walk(new Agency(size, folder), folder);
try {
  await walk.run();
} finally {
  console.log(walk.steps.table());
  console.log(walk.faults.length === 0 ? '没有故障' : walk.faults.join('\n'));
}
process.exitCode = walk.faults.length === 0 ? 0 : 1;
