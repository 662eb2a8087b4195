import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { ShellReply, ShellRequest } from '../../electron/messages.ts';
import type { Contract } from '../../src/contract/index.ts';

// The built service in the form in which it is packaged, without its sources: out, resources, package.json and the
// modules, in another folder. Node stands in for Electron's utility process. Counts its steps in the last line.

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'duizhang built '));
const STATEMENT = `时间,类型,单号,平台账户ID,客户,版本,金额(元),资金性质,支付方式,备注
2026-10-01 09:30:00,充值,R001,1700000000000000001,甲店,,500.00,非赠款,银行卡,
2026-10-02 10:00:00,下单,O001,1700000000000000001,甲店,PC极速版,120.50,非赠款,账户余额,
`;

let passed = 0;
function step(name: string): void {
  passed += 1;
  console.log(`ok: ${name}`);
}

/** What Electron gives a utility process as `process.parentPort`. */
class ParentPort extends EventEmitter {
  private calls = 0;
  private readonly waiting = new Map<number, (reply: ShellReply) => void>();

  postMessage(reply: ShellReply): void {
    this.waiting.get(reply.call)?.(reply);
  }

  tell(data: ShellRequest, ...ports: object[]): void {
    this.emit('message', { data, ports });
  }

  async ask(
    request: { verb: 'stage'; path: string } | { verb: 'save'; ticket: string; path: string },
  ): Promise<string> {
    const call = ++this.calls;
    const reply = await new Promise<ShellReply>(resolve => {
      this.waiting.set(call, resolve);
      this.tell({ ...request, call });
    });
    assert.ok('done' in reply, JSON.stringify(reply));
    return reply.done;
  }
}

function layOut(): string {
  const home = join(folder, 'app 对账台');
  mkdirSync(home);
  for (const name of ['out', 'resources', 'package.json'])
    cpSync(join(root, name), join(home, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'), 'junction');
  return home;
}

async function tryService(): Promise<void> {
  process.env.DUIZHANG_DATA = join(folder, 'data');
  const parentPort = new ParentPort();
  Object.assign(process, { parentPort });
  await import(pathToFileURL(join(layOut(), 'out', 'main', 'service.js')).href);

  const { port1, port2 } = new MessageChannel();
  parentPort.tell({ verb: 'connect' }, port1);
  const desk: ContractRouterClient<Contract> = createORPCClient(
    new RPCLink({ port: port2 as unknown as MessagePort }),
  );
  port2.start();
  assert.equal((await desk.session.hello()).host, 'desktop');
  step('answers a page over its port');

  const path = join(folder, '流水.csv');
  writeFileSync(path, STATEMENT);
  const fileId = await parentPort.ask({ verb: 'stage', path });
  step('stages a file by its path');

  const { jobId } = await desk.statements.inspect({ fileId });
  for await (const { jobs } of await desk.session.events()) {
    const job =
      jobs.find(({ id }) => id === jobId) ?? (await desk.jobs.list()).find(({ id }) => id === jobId);
    if (job?.state === 'running') continue;
    assert.equal(job?.state, 'done', JSON.stringify(job));
    break;
  }
  const inspection = await desk.statements.inspection({ fileId });
  assert.equal(inspection.rows, 2);
  step('reads it in a thread with the shipped profiles');

  const { ticket } = await desk.files.ticket({ fileId });
  await parentPort.ask({ verb: 'save', ticket, path: join(folder, 'saved.csv') });
  assert.equal(readFileSync(join(folder, 'saved.csv'), 'utf8'), STATEMENT);
  step('saves a ticket’s file');
}

let failed = 0;
try {
  await tryService();
} catch (error) {
  failed = 1;
  console.log((error as Error).stack);
}
rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
console.log(`BUILT ${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed);
