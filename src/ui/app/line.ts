import type { ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { HOST_CHANNELS, type Host } from '../../contract/host.ts';

/** One connection to the service. `ended` settles when it drops; it is never used again after that. */
export interface Line {
  link: ClientLink<Record<never, never>>;
  isOpen(): boolean;
  ended: Promise<void>;
}

/** A port may arrive before anyone dials, so the newest one waits here. */
const waitingPorts: MessagePort[] = [];
let takePort: ((port: MessagePort) => void) | null = null;

/** Listens for the ports that the desktop's preload hands over. Called once, before anything is drawn. */
export function listenForPorts(): void {
  window.addEventListener('message', event => {
    const port = event.ports[0];
    if (event.source !== window || event.data !== HOST_CHANNELS.port || !port) return;
    if (takePort) {
      takePort(port);
      takePort = null;
    } else {
      waitingPorts.splice(0, waitingPorts.length, port);
    }
  });
}

/** Opens a connection to the service behind this page's host; rejects if it cannot be reached now. */
export function dial(kind: Host['kind']): Promise<Line> {
  return kind === 'desktop' ? dialPort() : dialSocket();
}

async function dialPort(): Promise<Line> {
  const port = waitingPorts.shift() ?? (await new Promise<MessagePort>(resolve => (takePort = resolve)));
  let open = true;
  const ended = new Promise<void>(resolve => {
    port.addEventListener('close', () => {
      open = false;
      resolve();
    });
  });
  const link = new PortLink({ port });
  port.start();
  return { link, isOpen: () => open, ended };
}

function dialSocket(): Promise<Line> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${location.host}/rpc`);
    socket.binaryType = 'arraybuffer';
    // Registered before the link's own listener: a call that fails by the drop must already see it as dropped.
    const ended = new Promise<void>(end => {
      socket.addEventListener('close', () => {
        end();
        reject(new Error('socket closed'));
      });
    });
    const link = new SocketLink({ websocket: socket });
    const isOpen = () => socket.readyState === WebSocket.OPEN;
    socket.addEventListener('open', () => resolve({ link, isOpen, ended }));
  });
}
