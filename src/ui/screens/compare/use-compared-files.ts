import { useQuery } from '@tanstack/react-query';
import { COMPARE_TABS, type CompareSummary } from '../../../domain/compare.ts';
import { desk } from '../../app/client.ts';
import { useTexts } from '../../app/texts.ts';
import { unitOf } from '../statements/sums.tsx';
import type { Side } from './choice.ts';

/**
 * The staged files of a comparison: from the address, or, where one came by the job tray, from where the first rows
 * of its tabs stand. Null while unknown.
 */
export function useComparedFiles(
  comparisonId: string,
  summary: CompareSummary,
  search: URLSearchParams,
): Record<Side, string> | null {
  const [left, right] = [search.get('left'), search.get('right')];
  const asked = useQuery({
    queryKey: ['compare', 'files', comparisonId],
    queryFn: () => findFiles(comparisonId, summary),
    enabled: left === null || right === null,
  });
  return left !== null && right !== null ? { left, right } : (asked.data ?? null);
}

/** Unit of the amounts where both files hold one and the same currency. */
export function useComparedUnit(files: Record<Side, string> | null): string | undefined {
  const { t } = useTexts();
  const inspection = (fileId: string | undefined) => ({
    queryKey: ['statements', 'inspection', fileId],
    queryFn: () => desk.statements.inspection({ fileId: fileId! }),
    enabled: fileId !== undefined,
  });
  const left = useQuery(inspection(files?.left)).data;
  const right = useQuery(inspection(files?.right)).data;
  if (!left || !right) return undefined;
  const unit = unitOf(left, t);
  return unit === unitOf(right, t) ? unit : undefined;
}

async function findFiles(
  comparisonId: string,
  summary: CompareSummary,
): Promise<Record<Side, string> | null> {
  const found: Partial<Record<Side, string>> = {};
  for (const tab of COMPARE_TABS) {
    if (summary.tabs[tab].count === 0) continue;
    const grid = `compare:${comparisonId}:${tab}`;
    const { rows } = await desk.grids.window({ grid, query: { filter: [], sort: [] }, from: 0, count: 1 });
    if (!rows[0]) continue;
    const { left, right } = await desk.compare.origin({ comparisonId, tab, rowId: rows[0].id });
    if (left) found.left ??= left.fileId;
    if (right) found.right ??= right.fileId;
    if (found.left && found.right) return { left: found.left, right: found.right };
  }
  return null;
}
