import { contextBridge, ipcRenderer } from 'electron';
import { HOST_CHANNELS, type Host } from '../../src/contract/host.ts';

// The bridge: one export, and the page's port. It runs sandboxed and knows nothing but these channels.

const host: Host = {
  kind: 'desktop',
  save: (ticket, name) => ipcRenderer.invoke(HOST_CHANNELS.save, ticket, name),
  reveal: ticket => ipcRenderer.invoke(HOST_CHANNELS.reveal, ticket),
  openExternal: address => ipcRenderer.send(HOST_CHANNELS.external, address),
};
contextBridge.exposeInMainWorld('host', host);

/** The page's modules listen by the time it has loaded; a port that comes earlier waits for that. */
const loaded = new Promise<void>(resolve => window.addEventListener('load', () => resolve(), { once: true }));

ipcRenderer.on(HOST_CHANNELS.port, async event => {
  await loaded;
  // Ports cannot cross the context bridge. The page is the only listener of its own window.
  window.postMessage(HOST_CHANNELS.port, window.location.origin, event.ports as MessagePort[]);
});

// After a reload the page needs a new port; the service's restart sends one unasked.
ipcRenderer.send(HOST_CHANNELS.port);
