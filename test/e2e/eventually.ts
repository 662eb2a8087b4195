import { AssertionError } from 'node:assert';
import { setTimeout as pause } from 'node:timers/promises';

const AGAIN_AFTER_MS = 40;

/**
 * Repeats an assertion until it holds, for what a page reaches in its own time. What is still wrong at the end is
 * thrown as it is.
 */
export async function eventually<T>(assertion: () => Promise<T>, within_ms = 40_000): Promise<T> {
  const end = performance.now() + within_ms;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (!(error instanceof AssertionError) || performance.now() > end) throw error;
      await pause(AGAIN_AFTER_MS);
    }
  }
}
