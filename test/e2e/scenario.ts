import type { Page } from 'playwright-core';
import type { Stage } from './stage.ts';

/** One story of a user, on a page of its own; it may leave files and settings behind, but settings as they were. */
export interface Scenario {
  name: string;
  run(stage: Stage, page: Page): Promise<void>;
}
