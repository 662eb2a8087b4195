import type { DeskEvent, Job, Subject } from '../domain/job.ts';

/** The one stream of events: a revision that only grows, and a queue for every listener. */
export class EventHub {
  revision = 1;
  private readonly listeners = new Set<(event: DeskEvent) => void>();

  /** Tells every page that these subjects changed. */
  changed(...subjects: Subject[]): void {
    this.revision += 1;
    this.send({ revision: this.revision, subjects, jobs: [] });
  }

  /** Tells every page how a job stands. */
  moved(job: Job): void {
    this.send({ revision: this.revision, subjects: [], jobs: [job] });
  }

  /** Events from now on, until the listener goes away. */
  async *listen(signal: AbortSignal | undefined): AsyncGenerator<DeskEvent> {
    const waiting: DeskEvent[] = [];
    let wake: (() => void) | null = null;
    const rouse = () => {
      wake?.();
      wake = null;
    };
    const listener = (event: DeskEvent) => {
      waiting.push(event);
      rouse();
    };
    this.listeners.add(listener);
    signal?.addEventListener('abort', rouse);
    try {
      yield { revision: this.revision, subjects: [], jobs: [] };
      while (!signal?.aborted) {
        const event = waiting.shift();
        if (event) yield event;
        else
          await new Promise<void>(resolve => {
            wake = resolve;
          });
      }
    } finally {
      this.listeners.delete(listener);
      signal?.removeEventListener('abort', rouse);
    }
  }

  private send(event: DeskEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}
