import type { ImportPlan, WaitingRow } from '../../../contract/imports.ts';
import { desk } from '../../app/client.ts';

/** The most rows of carried-out imports that the contract answers. */
const ROWS_MOST = 10_000;

/** A plan of rows that the book keeps: it is carried out without its file. */
export function isOfKeptRows({ fileId, isKept }: Pick<ImportPlan, 'fileId' | 'isKept'>): boolean {
  return fileId === null && isKept;
}

/** Whether a plan can be carried out: its file is at hand, or the book keeps it. */
export function isAtHand({ fileId, isKept }: Pick<ImportPlan, 'fileId' | 'isKept'>): boolean {
  return fileId !== null || isKept;
}

/** Plans of kept rows of these files: deciding again makes others in their place. */
export function replacedBy<P extends Pick<ImportPlan, 'name' | 'fileId' | 'isKept'>>(
  plans: readonly P[],
  rows: readonly Pick<WaitingRow, 'name'>[],
): P[] {
  const names = new Set(rows.map(({ name }) => name));
  return plans.filter(plan => isOfKeptRows(plan) && names.has(plan.name));
}

/**
 * Decides rows that wait once more, all of them or those of a file, and puts the new plans in the place of older ones
 * of the same rows. Answers the new plans.
 */
export async function decideRowsAgain(
  of: { name: string } | null,
  account: string | null,
): Promise<ImportPlan[]> {
  const waiting = await desk.imports.undecided({ limit: ROWS_MOST });
  const rows = of === null ? waiting : waiting.filter(({ name }) => name === of.name);
  const older = replacedBy(await desk.imports.plans(), rows);
  const made = new Set<number>();
  if (of === null) for (const plan of (await desk.imports.decideAgain({})).plans) made.add(plan);
  else
    for (const plan of new Set(rows.map(row => row.plan))) {
      const input = account === null ? { plan } : { plan, account };
      for (const fresh of (await desk.imports.decideAgain(input)).plans) made.add(fresh);
    }
  if (made.size > 0) for (const { plan } of older) await desk.imports.forget({ plan });
  return (await desk.imports.plans()).filter(({ plan }) => made.has(plan));
}
