import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { WorkCalendar } from '../domain/calendar/working-days.ts';
import { agentFiles } from './demo/agent-files.ts';
import { bookFiles } from './demo/book-files.ts';
import { clientList } from './demo/client-list.ts';
import { moneyFiles } from './demo/money-files.ts';
import { openingFile } from './demo/opening-file.ts';
import { DEMO_OPTIONS, planDemo } from './demo/plan.ts';
import { platformFiles } from './demo/platform-files.ts';
import { readmeText } from './demo/readme.ts';
import { type DemoFile, plainFile } from './demo/render.ts';
import type { DemoOptions, DemoPlan } from './demo/types.ts';

export { type DemoBookPlan, type DemoImport, demoBookPlan } from './demo/book-plan.ts';
export { type DemoBookTruth, demoBookTruth } from './demo/book-truth.ts';
export { clientList } from './demo/client-list.ts';
export { openingFile } from './demo/opening-file.ts';
export { DEMO_OPTIONS, planDemo } from './demo/plan.ts';
export type { DemoFile, FileTruth } from './demo/render.ts';
export type { DemoOptions, DemoPlan } from './demo/types.ts';

/** Seed of the demo agency that the tour uses. */
export const DEMO_SEED = 20260301;

const WRITTEN_AT_ONCE = 8;

/** Every file of a planned agency; bytes are made when asked for. */
export function filesOfPlan(plan: DemoPlan): DemoFile[] {
  const files = [
    ...plan.months.flatMap(month => [
      ...moneyFiles(plan, month),
      ...agentFiles(plan, month),
      ...platformFiles(plan, month),
    ]),
    ...bookFiles(plan),
    clientList(plan),
    openingFile(plan),
  ];
  const readme = plainFile({ name: 'README.txt', source: 'about', profile: null, truth: null }, () =>
    Buffer.from(`\ufeff${readmeText(plan, files)}`),
  );
  return [...files, readme];
}

let known: { seed: number; files: DemoFile[] } | null = null;

/** Files of the demo agency of a seed in its full size; planned once and kept. */
export function demoFiles(seed: number, calendar: WorkCalendar): DemoFile[] {
  if (known?.seed !== seed) known = { seed, files: filesOfPlan(planDemo(seed, DEMO_OPTIONS, calendar)) };
  return known.files;
}

/** The few files that a tour offers, about one of every source. */
export function demoFileNames(seed: number, calendar: WorkCalendar): { name: string; source: string }[] {
  return demoFiles(seed, calendar)
    .filter(file => file.tour)
    .map(({ name, source }) => ({ name, source }));
}

/**
 * Writes the demo agency into a folder (made if it is not there; files of the same name are replaced).
 * `onProgress` is told files done and in all.
 */
export async function writeDemo(
  folder: string,
  calendar: WorkCalendar,
  {
    seed = DEMO_SEED,
    options = DEMO_OPTIONS,
    onProgress,
  }: { seed?: number; options?: DemoOptions; onProgress?: (done: number, total: number) => void } = {},
): Promise<DemoFile[]> {
  const files = filesOfPlan(planDemo(seed, options, calendar));
  let done = 0;
  const waiting = files.values();
  const writer = async () => {
    for (const file of waiting) {
      const path = join(folder, ...file.name.split('/'));
      await mkdir(dirname(path), { recursive: true });
      await file.write(path);
      done += 1;
      onProgress?.(done, files.length);
    }
  };
  await Promise.all(Array.from({ length: WRITTEN_AT_ONCE }, writer));
  return files;
}
