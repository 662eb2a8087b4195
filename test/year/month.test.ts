import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DEMO_SEED } from '../../src/services/demo.ts';
import { Agency } from './agency.ts';
import { Walk } from './walk.ts';

it('a month goes by the command line from its files to its close, once more to no effect, and with a late row', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'duizhang-month-'));
  process.env.DUIZHANG_DATA = join(folder, 'data');
  try {
    const size = { seed: DEMO_SEED, clients: 2, months: 1, firstMonth: '2026-03' };
    const walk = new Walk(new Agency(size, folder), folder);
    await walk.run();
    expect(walk.faults).toEqual([]);
    expect(walk.steps.steps.map(({ name }) => name)).toContain('迟到行');
  } finally {
    delete process.env.DUIZHANG_DATA;
    await rm(folder, { recursive: true, force: true });
  }
}, 180_000);
