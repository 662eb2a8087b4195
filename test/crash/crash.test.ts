import { expect, it } from 'vitest';
import { crashRuns } from './run.ts';

it('kill -9 at random moments leaves a clean book with all that was acknowledged', {
  timeout: 240_000,
}, async () => {
  // The seed stands in the message of a failure; `node test/crash/run.ts --seed` plays it again.
  const seed = Date.now() % 1_000_000_000;
  const report = await crashRuns({ kills: 6, seed, bulkRows: 100_000 });
  expect(report.kills).toBe(6);
  expect(report.acknowledged).toBeGreaterThan(0);
});
