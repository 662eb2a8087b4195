import type { DayRange } from '../../../domain/reports/types.ts';
import { ledgerPath, lineagePath, sourceFilePath } from '../../app/routes.ts';
import { type ScreenTitle, useTrail } from '../accounts/trail.tsx';
import type { PostingWays } from './posting-panel.tsx';

/** Ways from a posting on the screen called `title`, kept in its trail. */
export function usePostingWays(title: ScreenTitle, range: DayRange | null) {
  const { crumbs, open } = useTrail(title);
  const ways: PostingWays = {
    openAccount: account => range && open(ledgerPath(account, range)),
    openRow: (file, row) => open(sourceFilePath(file, row)),
    openLineage: of => open(lineagePath(of)),
  };
  return { crumbs, ways, open };
}
