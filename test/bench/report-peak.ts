/** Loaded with `--import` into every measured Node process: leaves its peak memory (MB) where the bench looks for it. */
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const target = process.env.BENCH_PEAK;
  if (target) writeFileSync(target, String(process.resourceUsage().maxRSS / 1024));
});
