import { useCallback, useEffect, useState } from 'react';
import type { GridColumn, GridQuery } from '../../domain/grid.ts';
import { desk, saveExport } from '../app/client.ts';
import { useJob } from '../app/events.tsx';
import { useNotify } from '../app/notify.tsx';
import { useTexts } from '../app/texts.ts';
import { headingOf } from './cell-text.ts';
import { type RowSelection, selectionForEngine } from './selection.ts';

/** Saves what a job made as soon as it is made. Hands back what starts to wait for a job. */
export function useSavedWhenDone(): (jobId: string) => void {
  const notify = useNotify();
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  const state = job?.state;
  const result = job?.result;
  useEffect(() => {
    if (state === undefined || state === 'running') return;
    setJobId(null);
    if (state === 'done' && result?.kind === 'export') saveExport(result.fileId).catch(notify.refusal);
    else if (job?.refusal) notify.refusal(job.refusal);
  }, [state, result, job, notify]);
  return setJobId;
}

/** The suffix of the file a grid shows; the export gets its own. */
const SUFFIX = /\.(csv|tsv|txt|xlsx?|html?|zip)(?= |$)/i;

/** Exports what the grid shows: its columns in their order, its filter and sort, the selection where there is one. */
export function useGridExport(args: {
  grid: string;
  name: string;
  query: GridQuery;
  selection: RowSelection;
  chosen: number;
  columns: readonly GridColumn[];
}) {
  const { t } = useTexts();
  const notify = useNotify();
  const wait = useSavedWhenDone();
  const { grid, name, query, selection, chosen, columns } = args;
  return useCallback(
    async (format: 'xlsx' | 'csv') => {
      try {
        const { jobId } = await desk.grids.export({
          grid,
          selection: chosen > 0 ? selectionForEngine(selection) : { query, except: [] },
          sort: query.sort,
          columns: columns.map(column => ({ key: column.key, heading: headingOf(column, t) })),
          format,
          name: name.replace(SUFFIX, '').slice(0, 120),
        });
        wait(jobId);
        notify.info('grid.export.started');
      } catch (error) {
        notify.refusal(error);
      }
    },
    [grid, name, query, selection, chosen, columns, t, notify, wait],
  );
}
