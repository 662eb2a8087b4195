import { EventEmitter } from 'node:events';

/** A stand-in for the `electron` module that only remembers what the shell asked of it. */
export function fakeElectron() {
  const seen = {
    windows: [] as FakeWindow[],
    services: [] as FakeService[],
    forks: [] as unknown[][],
    switches: [] as string[],
    sandboxed: false,
    schemes: [] as { scheme: string; privileges: Record<string, boolean> }[],
    schemeHandlers: {} as Record<string, (request: { method: string; url: string }) => Promise<Response>>,
    listeners: {} as Record<string, (event: unknown, ...args: unknown[]) => void>,
    handlers: {} as Record<string, (event: unknown, ...args: unknown[]) => unknown>,
    opened: [] as string[],
    revealed: [] as string[],
    errors: [] as string[],
    messages: [] as string[],
    menu: [] as { label: string; submenu: { label?: string; role?: string }[] }[],
    channels: [] as { port1: object; port2: object }[],
    permissionRequest: null as
      | null
      | ((contents: unknown, name: string, answer: (yes: boolean) => void) => void),
    permissionCheck: null as null | (() => boolean),
    devicePermission: null as null | (() => boolean),
    beforeRequest: null as
      | null
      | ((request: { url: string }, answer: (verdict: { cancel: boolean }) => void) => void),
    session: new EventEmitter(),
    dialogAnswer: { canceled: false, filePath: '/chosen/report.xlsx' } as {
      canceled: boolean;
      filePath: string;
    },
    dialogOptions: null as null | { defaultPath: string },
    lock: true,
    quits: 0,
  };

  class FakeContents extends EventEmitter {
    mainFrame = { url: 'app://desk/', parent: null, detached: false };
    posted: [string, unknown, object[]][] = [];
    openHandler: (() => { action: string }) | null = null;
    setWindowOpenHandler(handler: () => { action: string }) {
      this.openHandler = handler;
    }
    postMessage(channel: string, message: unknown, ports: object[]) {
      this.posted.push([channel, message, ports]);
    }
  }

  class FakeWindow extends EventEmitter {
    options: { webPreferences: Record<string, unknown> };
    webContents = new FakeContents();
    url = '';
    constructor(options: { webPreferences: Record<string, unknown> }) {
      super();
      this.options = options;
      seen.windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
    async loadURL(url: string) {
      this.url = url;
    }
    show() {}
    focus() {}
    restore() {}
    isMinimized() {
      return false;
    }
  }

  class FakeService extends EventEmitter {
    sent: [Record<string, unknown>, object[]][] = [];
    killed = false;
    postMessage(message: Record<string, unknown>, ports: object[] = []) {
      this.sent.push([message, ports]);
    }
    kill() {
      this.killed = true;
    }
  }

  const app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    commandLine: { appendSwitch: (name: string) => seen.switches.push(name) },
    enableSandbox: () => {
      seen.sandboxed = true;
    },
    getPreferredSystemLanguages: () => ['zh-Hans-CN'],
    requestSingleInstanceLock: () => seen.lock,
    quit: () => {
      seen.quits += 1;
    },
    whenReady: async () => undefined,
  });

  const session = Object.assign(seen.session, {
    setPermissionRequestHandler: (handler: typeof seen.permissionRequest) => {
      seen.permissionRequest = handler;
    },
    setPermissionCheckHandler: (handler: typeof seen.permissionCheck) => {
      seen.permissionCheck = handler;
    },
    setDevicePermissionHandler: (handler: typeof seen.devicePermission) => {
      seen.devicePermission = handler;
    },
    setDisplayMediaRequestHandler: () => undefined,
    webRequest: {
      onBeforeRequest: (handler: typeof seen.beforeRequest) => {
        seen.beforeRequest = handler;
      },
    },
  });

  const electron = {
    app,
    BrowserWindow: FakeWindow,
    session: { defaultSession: session },
    protocol: {
      registerSchemesAsPrivileged: (schemes: typeof seen.schemes) => seen.schemes.push(...schemes),
      handle: (scheme: string, handler: (typeof seen.schemeHandlers)[string]) => {
        seen.schemeHandlers[scheme] = handler;
      },
    },
    ipcMain: {
      on: (channel: string, listener: (typeof seen.listeners)[string]) => {
        seen.listeners[channel] = listener;
      },
      handle: (channel: string, handler: (typeof seen.handlers)[string]) => {
        seen.handlers[channel] = handler;
      },
    },
    dialog: {
      showSaveDialog: async (_window: unknown, options: { defaultPath: string }) => {
        seen.dialogOptions = options;
        return seen.dialogAnswer;
      },
      showMessageBox: async (_window: unknown, { message }: { message: string }) =>
        seen.messages.push(message),
      showErrorBox: (_title: string, message: string) => seen.errors.push(message),
    },
    shell: {
      openExternal: async (address: string) => seen.opened.push(address),
      showItemInFolder: (path: string) => seen.revealed.push(path),
    },
    Menu: {
      buildFromTemplate: (template: typeof seen.menu) => template,
      setApplicationMenu: (template: typeof seen.menu) => {
        seen.menu = template;
      },
    },
    MessageChannelMain: class {
      port1 = { end: 'service' };
      port2 = { end: 'page' };
      constructor() {
        seen.channels.push(this);
      }
    },
    utilityProcess: {
      fork: (...args: unknown[]) => {
        seen.forks.push(args);
        const service = new FakeService();
        seen.services.push(service);
        return service;
      },
    },
  };
  return { electron, seen };
}
