import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { sourceFilePath } from '../../app/routes.ts';

/** Opens the file that a source row stands in, at the row. */
export function useOpenRow(): (sourceRow: number) => Promise<void> {
  const go = useNavigate();
  const notify = useNotify();
  return useCallback(
    async sourceRow => {
      try {
        const { file, row } = await desk.drill.row({ row: sourceRow });
        void go(sourceFilePath(file, row));
      } catch (error) {
        notify.refusal(error);
      }
    },
    [go, notify],
  );
}
