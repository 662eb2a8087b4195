import type { MessagePortMain, UtilityProcess } from 'electron';
import type { ShellReply, ShellRequest } from '../messages.ts';

/** What the service said could not be done, in both languages. */
export class ServiceFault extends Error {
  readonly sentences: { zh: string; en: string };

  constructor(sentences: { zh: string; en: string }) {
    super(sentences.en);
    this.name = 'ServiceFault';
    this.sentences = sentences;
  }
}

export interface ServiceEvents {
  fork(): UtilityProcess;
  /** A new process stands in for one that ended; the pages need new ports. */
  restarted(): void;
  /** It ended too often to be started again. */
  givenUp(times: number): void;
  now_ms(): number;
}

const RESTARTS_MOST = 5;
const RESTARTS_WITHIN_MS = 60_000;
const STOPPED = {
  zh: '后台服务刚刚停止，请再试一次',
  en: 'the background service has just stopped; try again',
};

type Question = Extract<ShellRequest, { call: number }>;
type Unnumbered<T> = T extends unknown ? Omit<T, 'call'> : never;

/** The utility process: started, asked, and started again after a crash. */
export class Service {
  private readonly events: ServiceEvents;
  private process: UtilityProcess | null = null;
  private closing = false;
  private calls = 0;
  private readonly waiting = new Map<number, { done(value: string): void; failed(error: Error): void }>();
  private ends_ms: number[] = [];

  constructor(events: ServiceEvents) {
    this.events = events;
    this.start();
  }

  /** Gives a page's port to the service; main keeps no end of it. */
  connect(port: MessagePortMain): void {
    this.process?.postMessage({ verb: 'connect' } satisfies ShellRequest, [port]);
  }

  /** Asks the service; fails with a `ServiceFault` if it cannot be done or the process ends first. */
  ask(question: Unnumbered<Question>): Promise<string> {
    const call = ++this.calls;
    return new Promise((done, failed) => {
      if (!this.process) return failed(new ServiceFault(STOPPED));
      this.waiting.set(call, { done, failed });
      this.process.postMessage({ ...question, call });
    });
  }

  /** Ends the process for good. */
  close(): void {
    this.closing = true;
    this.process?.kill();
  }

  private start(): void {
    const process = this.events.fork();
    this.process = process;
    process.on('message', (reply: ShellReply) => this.receive(reply));
    process.once('exit', () => this.ended());
  }

  private receive(reply: ShellReply): void {
    const waiting = this.waiting.get(reply.call);
    this.waiting.delete(reply.call);
    if ('fault' in reply) waiting?.failed(new ServiceFault(reply.fault));
    else waiting?.done(reply.done);
  }

  private ended(): void {
    this.process = null;
    for (const { failed } of this.waiting.values()) failed(new ServiceFault(STOPPED));
    this.waiting.clear();
    if (this.closing) return;
    const now_ms = this.events.now_ms();
    this.ends_ms = [...this.ends_ms.filter(end_ms => now_ms - end_ms < RESTARTS_WITHIN_MS), now_ms];
    if (this.ends_ms.length > RESTARTS_MOST) {
      this.events.givenUp(this.ends_ms.length);
      return;
    }
    this.start();
    this.events.restarted();
  }
}
