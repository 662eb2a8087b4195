import { useState } from 'react';
import { desk, saveExport } from '../../app/client.ts';
import { jobEnded, useJob } from '../../app/events.tsx';
import { useNotify } from '../../app/notify.tsx';
import { useCommand } from '../clients/use-command.ts';

interface Wanted {
  month: string;
  clients: number[] | null;
}

/** Makes packs as a job and saves the archive that comes of it; the job can be watched and cancelled. */
export function useMaking() {
  const notify = useNotify();
  const [jobId, setJobId] = useState<string | null>(null);
  const start = useCommand<Wanted, { jobId: string }>(desk.packs.generate);
  const job = useJob(jobId);
  const follow = async (id: string) => {
    setJobId(id);
    const ended = await jobEnded(id);
    setJobId(null);
    if (ended?.result?.kind === 'export') {
      if (await saveExport(ended.result.fileId))
        notify.success('screens.packs.saved', { name: ended.result.name });
    } else if (ended?.refusal && ended.state !== 'cancelled') notify.refusal(ended.refusal);
  };
  return {
    busy: start.busy || jobId !== null,
    job: jobId === null ? null : job,
    fault: start.fault,
    make: async (wanted: Wanted) => {
      const sent = await start.send(wanted);
      if (sent) await follow(sent.jobId);
    },
    letters: async (on: string, clients: number[] | null) => {
      try {
        await follow((await desk.packs.letters({ on, clients })).jobId);
      } catch (fault) {
        notify.refusal(fault);
      }
    },
    cancel: () => {
      if (jobId !== null) void desk.jobs.cancel({ id: jobId });
    },
  };
}
