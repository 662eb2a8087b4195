import type { GapSide } from '../../../domain/imports/continuity.ts';
import { sourceLinePath } from '../../app/routes.ts';
import { useDone } from '../imports/queries.ts';

/** The way from a side of a break to its line in the file that the import kept; null while that is not known. */
export function useLinePath(): (side: Pick<GapSide, 'plan' | 'sheet' | 'line'>) => string | null {
  const { data } = useDone();
  return ({ plan, sheet, line }) => {
    const file = data?.find(each => each.plan === plan)?.file;
    return file == null ? null : sourceLinePath(file, sheet, line);
  };
}
