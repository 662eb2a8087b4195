import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { StagedFile } from '../../../domain/job.ts';
import { desk } from '../../app/client.ts';
import { useStaging } from '../../app/staging.ts';

/**
 * One list brought in to be looked at. It is no statement, so it leaves the files of the session when another one
 * comes, when it was taken in, and with the screen.
 */
export function useStagedList() {
  const staging = useStaging();
  const queries = useQueryClient();
  const [file, setFile] = useState<StagedFile | null>(null);
  const held = useRef<string | null>(null);
  const put = useCallback(
    (next: StagedFile | null) => {
      const before = held.current;
      held.current = next?.id ?? null;
      setFile(next);
      if (before === null || before === held.current) return;
      const gone = () => queries.invalidateQueries({ queryKey: ['statements', 'files'] });
      // Nobody waits for it: a file that stays behind is only listed a little longer.
      void desk.files.drop({ fileId: before }).then(gone, gone);
    },
    [queries],
  );
  useEffect(() => () => put(null), [put]);
  const take = async (files: File[]) => {
    const staged = await staging.stage(files.slice(0, 1));
    if (staged?.[0]) put(staged[0]);
  };
  return { file, take, drop: () => put(null), staging };
}
