import { join } from 'node:path';
import {
  DEMO_SEED,
  type DemoFile,
  type DemoPlan,
  filesOfPlan,
  planDemo,
  writeDemo,
} from '../../src/services/demo.ts';
import { CALENDAR } from '../demo/calendar.ts';
import type { Stage } from './stage.ts';

const OPTIONS = { clients: 12, months: 1 };

export interface DemoAgency {
  plan: DemoPlan;
  files: DemoFile[];
  /** Path of a written file by the profile that it is recognised by. */
  path(file: DemoFile): string;
  /** The first file of a profile; null names the form that nothing knows. */
  of(profile: string | null): DemoFile;
  /** The list exported again some days later. */
  reexport: DemoFile;
}

const written = new WeakMap<Stage, Promise<DemoAgency>>();

/** A small demo agency as real files in the stage's folder, written once. */
export function demoAgency(stage: Stage): Promise<DemoAgency> {
  const known = written.get(stage) ?? write(stage);
  written.set(stage, known);
  return known;
}

async function write(stage: Stage): Promise<DemoAgency> {
  const folder = join(stage.folder, 'demo');
  await writeDemo(folder, CALENDAR, { options: OPTIONS });
  const plan = planDemo(DEMO_SEED, OPTIONS, CALENDAR);
  const files = filesOfPlan(plan);
  const found = (test: (file: DemoFile) => boolean, what: string) => {
    const file = files.find(test);
    if (!file) throw new Error(`the demo agency has no ${what}`);
    return file;
  };
  return {
    plan,
    files,
    path: file => join(folder, ...file.name.split('/')),
    of: profile => found(file => file.profile === profile && file.source !== 'about', `file of ${profile}`),
    reexport: found(file => file.name.includes('重新导出'), 're-export'),
  };
}
