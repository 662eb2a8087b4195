import { type ClientLink, createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Host } from '../../contract/host.ts';
import { type Contract, contract } from '../../contract/index.ts';
import type { ProcedureMeta } from '../../contract/procedure.ts';
import { dial, type Line, listenForPorts } from './line.ts';

export type Desk = ContractRouterClient<Contract>;
export type ConnectionState = 'connecting' | 'open' | 'lost';

/** The service went away while a command was under way: whether it was done is not known. */
export class Disconnected extends Error {
  constructor() {
    super('disconnected');
    this.name = 'Disconnected';
  }
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4_000;

/** Keeps one line to the service, dials again after a drop and tells who listens. */
export class Connection {
  private readonly open: () => Promise<Line>;
  private readonly wait: (ms: number) => Promise<void>;
  private readonly listeners = new Set<() => void>();
  private current: Promise<Line> | null = null;
  private state: ConnectionState = 'connecting';

  constructor(open: () => Promise<Line>, wait: (ms: number) => Promise<void> = pause) {
    this.open = open;
    this.wait = wait;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getState = (): ConnectionState => this.state;

  /** The open line; waits through as many attempts as it takes. */
  line(): Promise<Line> {
    this.current ??= this.connect();
    return this.current;
  }

  private async connect(): Promise<Line> {
    for (let wait_ms = FIRST_WAIT_MS; ; wait_ms = Math.min(wait_ms * 2, LONGEST_WAIT_MS)) {
      try {
        const line = await this.open();
        void line.ended.then(() => this.dropped());
        this.turn('open');
        return line;
      } catch {
        this.turn('lost');
        await this.wait(wait_ms);
      }
    }
  }

  private dropped(): void {
    this.current = null;
    this.turn('lost');
    void this.line();
  }

  private turn(state: ConnectionState): void {
    if (this.state === state) return;
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}

/** `query` may be asked twice, `command` may not; the contract says which. */
export function kindOf(path: readonly string[]): ProcedureMeta['kind'] {
  let node: unknown = contract;
  for (const step of path) node = (node as Record<string, unknown>)[step];
  return (node as { '~orpc': { meta: ProcedureMeta } })['~orpc'].meta.kind;
}

/**
 * A link over a connection that may drop: queries are asked again on the next line, and so are commands that carry a key,
 * for the service does them once; other commands end in `Disconnected`.
 */
export function lastingLink(connection: Connection): ClientLink<Record<never, never>> {
  return {
    async call(path, input, options) {
      for (;;) {
        const line = await connection.line();
        try {
          return await line.link.call(path, input, options);
        } catch (error) {
          if (error instanceof ORPCError || options.signal?.aborted || line.isOpen()) throw error;
          await line.ended;
          if (kindOf(path) === 'command' && !isKeyed(input)) throw new Disconnected();
        }
      }
    },
  };
}

function isKeyed(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'key' in input;
}

let ownHost: Host | null = null;

/** What this page's host offers: the desktop's bridge, or the browser's own means. */
export function host(): Host {
  ownHost ??= (window as { host?: Host }).host ?? browserHost();
  return ownHost;
}

function browserHost(): Host {
  return {
    kind: 'browser',
    async save(ticket, name) {
      follow({ href: `/download/${encodeURIComponent(ticket)}`, download: name });
      return true;
    },
    openExternal(address) {
      follow({ href: address, target: '_blank', rel: 'noopener noreferrer' });
    },
  };
}

function follow(attributes: { href: string; download?: string; target?: string; rel?: string }): void {
  const link = Object.assign(document.createElement('a'), attributes);
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}

if (typeof window !== 'undefined') listenForPorts();

export const connection = new Connection(() => dial(host().kind));

/** Every procedure of the product, typed. */
export const desk: Desk = createORPCClient(lastingLink(connection));

/** Saves a staged export through the host. Resolves to false if the user declined. */
export async function saveExport(fileId: string): Promise<boolean> {
  const { ticket, name } = await desk.files.ticket({ fileId });
  return host().save(ticket, name);
}
