import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { StagedFile } from '../../domain/job.ts';
import { useNotify } from './notify.tsx';
import { uploadFile } from './upload.ts';

export interface Staging {
  /** Share of all bytes sent, 0 to 1; null while nothing is sent. */
  share: number | null;
  /** Stages files one after the other; null if it was cancelled or refused (the user has then been told). */
  stage(files: readonly File[]): Promise<StagedFile[] | null>;
  cancel(): void;
}

/** Uploads of one drop zone; ends with the component. */
export function useStaging(): Staging {
  const [share, setShare] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  const notify = useNotify();
  const queries = useQueryClient();
  const cancel = useCallback(() => stop.current?.abort(), []);
  useEffect(() => cancel, [cancel]);

  const stage = useCallback(
    async (files: readonly File[]) => {
      stop.current?.abort();
      const own = new AbortController();
      stop.current = own;
      const all_bytes = files.reduce((sum, file) => sum + file.size, 0);
      let sent_bytes = 0;
      try {
        setShare(0);
        const staged: StagedFile[] = [];
        for (const file of files) {
          const onProgress = (part: number) =>
            setShare((sent_bytes + part * file.size) / Math.max(1, all_bytes));
          staged.push(await uploadFile(file, onProgress, own.signal));
          sent_bytes += file.size;
        }
        void queries.invalidateQueries({ queryKey: ['statements', 'files'] });
        return staged;
      } catch (error) {
        if (!own.signal.aborted) notify.refusal(error);
        return null;
      } finally {
        if (stop.current === own) setShare(null);
      }
    },
    [notify, queries],
  );
  return { share, stage, cancel };
}
