import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { RPCHandler } from '@orpc/server/message-port';
import { Desk } from './desk.ts';
import type { HostContext } from './implementer.ts';
import { createRouter, type DeskRouter } from './router.ts';
import type { Staging } from './staging.ts';

export interface GateOptions {
  /** Per-user folder for settings and staged files. */
  dataFolder: string;
  /** Clock of the waits between tries of a PIN; the machine's where absent. */
  now_ms?: () => number;
}

/** The service behind every host. */
export interface Gate {
  router: DeskRouter;
  staging: Staging;
  /** Where a call comes from; who is at the workstation is asked at each call. */
  context(host: HostContext['host']): HostContext;
  /** Serves one page over a port (desktop). */
  serve(port: {
    addEventListener: MessagePort['addEventListener'];
    postMessage: MessagePort['postMessage'];
    start?(): void;
  }): void;
  close(): Promise<void>;
}

export async function createGate({ dataFolder, now_ms = Date.now }: GateOptions): Promise<Gate> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const desk = new Desk(dataFolder, productVersion(), { machineUser: userInfo().username, now_ms });
  await desk.staging.open();
  const router = createRouter(desk);
  const context: Gate['context'] = host => ({ host });
  return {
    router,
    staging: desk.staging,
    context,
    serve: port => {
      new RPCHandler(router).upgrade(port as MessagePort, { context: context('desktop') });
      port.start?.();
    },
    close: () => desk.close(),
  };
}

/** The version stands in package.json, two levels above the sources and above the built service alike. */
function productVersion(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}
