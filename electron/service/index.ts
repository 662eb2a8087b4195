import type { MessageEvent, MessagePortMain } from 'electron';
import { dataFolder } from '../../src/runtime/data-folder.ts';
import { createGate, type Gate } from '../../src/runtime/gate.ts';
import { faultSentences, type ShellDesk, shellDesk } from '../../src/runtime/shell.ts';
import type { ShellReply, ShellRequest } from '../messages.ts';

// The utility process: the whole product behind the desktop's window. It opens no socket.

const opened: Promise<{ gate: Gate; desk: ShellDesk }> = createGate({ dataFolder: dataFolder() }).then(
  gate => ({
    gate,
    desk: shellDesk(gate),
  }),
);

async function act(desk: ShellDesk, request: Exclude<ShellRequest, { verb: 'connect' }>): Promise<string> {
  switch (request.verb) {
    case 'stage':
      return desk.stage(request.path);
    case 'save':
      await desk.save(request.ticket, request.path);
      return '';
    case 'reveal':
      return desk.reveal(request.ticket);
  }
}

async function receive(request: ShellRequest, port: MessagePortMain | undefined): Promise<void> {
  const { gate, desk } = await opened;
  if (request.verb === 'connect') {
    // oRPC speaks to Electron's port by its `on`, to a page's by `addEventListener`.
    if (port) gate.serve(port as unknown as Parameters<Gate['serve']>[0]);
    return;
  }
  const reply: ShellReply = await act(desk, request).then(
    done => ({ call: request.call, done }),
    error => ({ call: request.call, fault: faultSentences(error) }),
  );
  process.parentPort.postMessage(reply);
}

process.parentPort.on('message', (event: MessageEvent) => {
  void receive(event.data as ShellRequest, event.ports[0]);
});

process.on('SIGTERM', () => {
  void opened.then(({ gate }) => gate.close()).finally(() => process.exit(0));
});
