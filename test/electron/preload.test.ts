import { describe, expect, it, vi } from 'vitest';
import { HOST_CHANNELS, type Host } from '../../src/contract/host.ts';

describe('the preload', () => {
  it('gives the page one export, asks for its port, and hands it over once the page has loaded', async () => {
    const exported: [string, Host][] = [];
    const sent: unknown[][] = [];
    const listeners: Record<string, (event: { ports: object[] }) => Promise<void>> = {};
    const ipcRenderer = {
      invoke: vi.fn(async () => true),
      send: (...message: unknown[]) => sent.push(message),
      on: (channel: string, listener: (typeof listeners)[string]) => {
        listeners[channel] = listener;
      },
    };
    const contextBridge = { exposeInMainWorld: (name: string, host: Host) => exported.push([name, host]) };
    vi.doMock('electron', () => ({ contextBridge, ipcRenderer }));
    let load = () => {};
    const postMessage = vi.fn();
    const addEventListener = (_name: string, listener: () => void) => {
      load = listener;
    };
    vi.stubGlobal('window', { addEventListener, postMessage, location: { origin: 'app://desk' } });

    await import('../../electron/preload/index.ts');
    expect(exported.map(([name]) => name)).toEqual(['host']);
    expect(Object.keys(exported[0]![1]).sort()).toEqual(['kind', 'openExternal', 'reveal', 'save']);
    expect(Object.keys(listeners)).toEqual([HOST_CHANNELS.port]);
    expect(sent).toEqual([[HOST_CHANNELS.port]]);

    const port = {};
    const handed = listeners[HOST_CHANNELS.port]!({ ports: [port] });
    await Promise.resolve();
    expect(postMessage).not.toHaveBeenCalled();
    load();
    await handed;
    expect(postMessage).toHaveBeenCalledExactlyOnceWith(HOST_CHANNELS.port, 'app://desk', [port]);

    const [, host] = exported[0]!;
    await host.save('ticket', 'name.xlsx');
    expect(ipcRenderer.invoke).toHaveBeenCalledExactlyOnceWith(HOST_CHANNELS.save, 'ticket', 'name.xlsx');
    vi.unstubAllGlobals();
  });
});
