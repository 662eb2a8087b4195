import { defineConfig } from 'vitest/config';
import { replayEveryCommand } from './replay-plugin.ts';

/** The tests of the product with every command of theirs called a second time; `replay.ts` runs it. */
export default defineConfig({
  root: `${import.meta.dirname}/../..`,
  plugins: [replayEveryCommand()],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/bench/**', 'node_modules/**'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    reporters: ['dot'],
  },
});
