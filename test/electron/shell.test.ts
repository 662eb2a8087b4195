import { beforeEach, describe, expect, it, vi } from 'vitest';
import { contentSecurityPolicy, HOST_CHANNELS } from '../../src/contract/host.ts';
import { fakeElectron } from './fake-electron.ts';

type Fake = ReturnType<typeof fakeElectron>;

/** Runs electron/main over a fresh stand-in, as if the app had just become ready. */
async function startShell(prepare: (fake: Fake) => void = () => undefined) {
  vi.resetModules();
  const fake = fakeElectron();
  prepare(fake);
  vi.doMock('electron', () => fake.electron);
  await import('../../electron/main/index.ts');
  await vi.waitFor(() => {
    if (fake.seen.lock) expect(fake.seen.windows).toHaveLength(1);
  });
  return fake;
}

let fake: Fake;
let seen: Fake['seen'];
beforeEach(async () => {
  fake = await startShell();
  seen = fake.seen;
});

const page = () => ({
  sender: seen.windows[0]!.webContents,
  senderFrame: seen.windows[0]!.webContents.mainFrame,
});
const TICKET = 'abcdefghijklmnop_-0123456789';

describe('the window', () => {
  it.each([
    ['contextIsolation', true],
    ['sandbox', true],
    ['nodeIntegration', false],
    ['nodeIntegrationInWorker', false],
    ['nodeIntegrationInSubFrames', false],
    ['webSecurity', true],
    ['allowRunningInsecureContent', false],
    ['experimentalFeatures', false],
    ['webviewTag', false],
    ['plugins', false],
    ['navigateOnDragDrop', false],
    ['spellcheck', false],
    ['devTools', false],
  ])('has %s %s', (setting, value) => {
    expect(seen.windows[0]!.options.webPreferences[setting]).toBe(value);
  });

  it('has exactly one preload and loads our own address, never a file', () => {
    expect(seen.windows[0]!.options.webPreferences.preload).toMatch(/preload[\\/]index\.cjs$/);
    expect(seen.windows[0]!.url).toBe('app://desk/');
    expect(seen.windows).toHaveLength(1);
  });

  it('runs in a sandboxed program whose scheme gets no more than it needs', () => {
    expect(seen.sandboxed).toBe(true);
    expect(seen.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    expect(seen.switches).toContain('disable-background-networking');
  });

  it('opens developer tools from a checkout only', async () => {
    const checkout = await startShell(({ electron }) => {
      electron.app.isPackaged = false;
    });
    expect(checkout.seen.windows[0]!.options.webPreferences.devTools).toBe(true);
    expect(JSON.stringify(checkout.seen.menu)).toContain('toggleDevTools');
    expect(JSON.stringify(seen.menu)).not.toMatch(/toggleDevTools|"reload"/);
  });

  it('has a Chinese menu', () => {
    expect(seen.menu.map(({ label }) => label)).toEqual(['文件', '编辑', '视图', '窗口']);
    for (const { submenu } of seen.menu)
      for (const item of submenu) if (item.role) expect(item.label).toMatch(/\p{Script=Han}/u);
  });
});

describe('what the page may not do', () => {
  it.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'fullscreen',
    'openExternal',
    'hid',
    'unknown',
  ])('is refused the permission %s', permission => {
    const answers: boolean[] = [];
    seen.permissionRequest!({}, permission, yes => answers.push(yes));
    expect(answers).toEqual([false]);
  });

  it('is refused every permission check and every device', () => {
    expect(seen.permissionCheck!()).toBe(false);
    expect(seen.devicePermission!()).toBe(false);
  });

  it('opens no window and no webview', () => {
    const contents = seen.windows[0]!.webContents;
    expect(contents.openHandler!()).toEqual({ action: 'deny' });
    const event = { preventDefault: vi.fn() };
    contents.emit('will-attach-webview', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('does not leave by %s', name => {
    const away = [
      'https://example.com/',
      'file:///etc/passwd',
      'app://other/',
      'app://desk.example.com/',
      'about:blank',
    ];
    for (const url of [...away, 'app://desk/other.html', 'javascript:alert(1)']) {
      const event = { url, preventDefault: vi.fn() };
      seen.windows[0]!.webContents.emit(name, event);
      expect(event.preventDefault, url).toHaveBeenCalledOnce();
    }
    const home = { url: 'app://desk/', preventDefault: vi.fn() };
    seen.windows[0]!.webContents.emit(name, home);
    expect(home.preventDefault).not.toHaveBeenCalled();
  });

  it.each([
    ['app://desk/assets/index.js', false],
    ['data:image/png;base64,AA==', false],
    ['blob:app://desk/1', false],
    ['https://example.com/', true],
    ['http://127.0.0.1:80/', true],
    ['ws://127.0.0.1/', true],
    ['file:///etc/passwd', true],
    ['app://desk.example.com/', true],
    ['blob:https://example.com/1', true],
  ])('requests %s: cancelled %s', (url, cancel) => {
    const verdicts: { cancel: boolean }[] = [];
    seen.beforeRequest!({ url }, verdict => verdicts.push(verdict));
    expect(verdicts).toEqual([{ cancel }]);
  });

  it('downloads nothing by itself', () => {
    const event = { preventDefault: vi.fn() };
    seen.session.emit('will-download', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });
});

describe('the doors', () => {
  const strangers = () => ({
    'another window': { ...page(), sender: {} },
    'a subframe': { ...page(), senderFrame: { ...page().senderFrame, parent: {} } },
    'a remote page': { ...page(), senderFrame: { ...page().senderFrame, url: 'https://example.com/' } },
    'a file': { ...page(), senderFrame: { ...page().senderFrame, url: 'file:///index.html' } },
    'a look-alike': { ...page(), senderFrame: { ...page().senderFrame, url: 'app://desk.example.com/' } },
    'a frame that is gone': { ...page(), senderFrame: null },
    'a detached frame': { ...page(), senderFrame: { ...page().senderFrame, detached: true } },
  });

  it('are exactly four', () => {
    expect(Object.keys(seen.listeners).sort()).toEqual([HOST_CHANNELS.external, HOST_CHANNELS.port].sort());
    expect(Object.keys(seen.handlers).sort()).toEqual([HOST_CHANNELS.reveal, HOST_CHANNELS.save].sort());
  });

  it('stay shut to strangers', async () => {
    for (const [who, event] of Object.entries(strangers())) {
      seen.listeners[HOST_CHANNELS.port]!(event);
      seen.listeners[HOST_CHANNELS.external]!(event, 'https://pay.weixin.qq.com/');
      expect(() => seen.handlers[HOST_CHANNELS.save]!(event, TICKET, 'a.xlsx'), who).toThrow('refused');
      await expect(seen.handlers[HOST_CHANNELS.reveal]!(event, TICKET), who).rejects.toThrow('refused');
    }
    expect(seen.channels).toEqual([]);
    expect(seen.opened).toEqual([]);
    expect(seen.services[0]!.sent).toEqual([]);
    expect(seen.dialogOptions).toBeNull();
  });

  it('hand each end of a fresh channel to service and page, and keep none', () => {
    seen.listeners[HOST_CHANNELS.port]!(page());
    const [{ port1, port2 }] = seen.channels as [{ port1: object; port2: object }];
    expect(seen.services[0]!.sent).toEqual([[{ verb: 'connect' }, [port1]]]);
    expect(seen.windows[0]!.webContents.posted).toEqual([[HOST_CHANNELS.port, null, [port2]]]);
  });

  it('open outside addresses letter for letter', () => {
    const open = (address: unknown) => seen.listeners[HOST_CHANNELS.external]!(page(), address);
    const near = [
      'https://pay.weixin.qq.com',
      'https://pay.weixin.qq.com/?a',
      'HTTPS://pay.weixin.qq.com/',
      'file:///',
    ];
    for (const address of [
      ...near,
      'https://pay.weixin.qq.com@example.com/',
      '',
      null,
      {},
      ['https://b.alipay.com/'],
    ])
      open(address);
    expect(seen.opened).toEqual([]);
    open('https://pay.weixin.qq.com/');
    expect(seen.opened).toEqual(['https://pay.weixin.qq.com/']);
  });

  it.each([
    [''],
    ['short'],
    ['../../../../etc/passwd'],
    ['a'.repeat(32_768)],
    [null],
    [{}],
    [`${TICKET}/..`],
  ])('refuse the ticket %j', async ticket => {
    expect(() => seen.handlers[HOST_CHANNELS.save]!(page(), ticket, 'a.xlsx')).toThrow('refused');
    await expect(seen.handlers[HOST_CHANNELS.reveal]!(page(), ticket)).rejects.toThrow('refused');
    expect(seen.services[0]!.sent).toEqual([]);
  });

  it('save where the person says, under a name without folders', async () => {
    const answer = seen.handlers[HOST_CHANNELS.save]!(
      page(),
      TICKET,
      '../..\\etc/\u202Ereport:1.xlsx',
    ) as Promise<boolean>;
    await vi.waitFor(() => expect(seen.services[0]!.sent).toHaveLength(1));
    expect(seen.dialogOptions!.defaultPath).toBe('_.._etc_report_1.xlsx');
    const [{ verb, call, ticket, path }] = seen.services[0]!.sent[0]!;
    expect({ verb, ticket, path }).toEqual({ verb: 'save', ticket: TICKET, path: '/chosen/report.xlsx' });
    seen.services[0]!.emit('message', { call, done: '' });
    await expect(answer).resolves.toBe(true);
  });

  it('answer false when the person declines, and ask nothing of the service', async () => {
    seen.dialogAnswer = { canceled: true, filePath: '' };
    await expect(seen.handlers[HOST_CHANNELS.save]!(page(), TICKET, 'a.xlsx')).resolves.toBe(false);
    expect(seen.services[0]!.sent).toEqual([]);
  });

  it('show why a file was not saved', async () => {
    const answer = seen.handlers[HOST_CHANNELS.save]!(page(), TICKET, 'a.xlsx') as Promise<boolean>;
    await vi.waitFor(() => expect(seen.services[0]!.sent).toHaveLength(1));
    seen.services[0]!.emit('message', { call: 1, fault: { zh: '磁盘已满', en: 'disk full' } });
    await expect(answer).resolves.toBe(false);
    expect(seen.messages[0]).toContain('磁盘已满');
  });

  it('reveal what the service names', async () => {
    const answer = seen.handlers[HOST_CHANNELS.reveal]!(page(), TICKET);
    seen.services[0]!.emit('message', { call: 1, done: '/chosen/report.xlsx' });
    await answer;
    expect(seen.revealed).toEqual(['/chosen/report.xlsx']);
  });
});

describe('the service', () => {
  it('is one utility process without arguments', () => {
    expect(seen.forks).toHaveLength(1);
    expect(String(seen.forks[0]![0])).toMatch(/main[\\/]service\.js$/);
    expect(seen.forks[0]![1]).toEqual([]);
  });

  it('is started again after a crash, the page gets a new port, and open questions fail by name', async () => {
    const answer = seen.handlers[HOST_CHANNELS.save]!(page(), TICKET, 'a.xlsx') as Promise<boolean>;
    await vi.waitFor(() => expect(seen.services[0]!.sent).toHaveLength(1));
    seen.services[0]!.emit('exit', 1);
    await expect(answer).resolves.toBe(false);
    expect(seen.services).toHaveLength(2);
    expect(seen.services[1]!.sent.map(([message]) => message)).toEqual([{ verb: 'connect' }]);
    expect(seen.windows[0]!.webContents.posted).toHaveLength(1);
  });

  it('is given up after six ends in a minute, with a sentence', () => {
    for (let end = 0; end < 6; end += 1) seen.services.at(-1)!.emit('exit', 1);
    expect(seen.services).toHaveLength(6);
    expect(seen.errors).toEqual([expect.stringContaining('6')]);
  });

  it('ends with the program and is not started again', () => {
    fake.electron.app.emit('will-quit');
    expect(seen.services[0]!.killed).toBe(true);
    seen.services[0]!.emit('exit', 0);
    expect(seen.services).toHaveLength(1);
  });

  it('stages files that a person opened with the program, by absolute path and kind', () => {
    const args = [
      '/bin/desk',
      '--flag',
      'relative.csv',
      '/home/a/账单.csv',
      '/home/a/run.sh',
      '/home/b.XLSX',
    ];
    fake.electron.app.emit('second-instance', {}, args);
    const staged = seen.services[0]!.sent.map(([message]) => message);
    expect(staged.map(({ verb, path }) => [verb, path])).toEqual([
      ['stage', '/home/a/账单.csv'],
      ['stage', '/home/b.XLSX'],
    ]);
  });
});

describe('a second instance', () => {
  it('ends at once and opens nothing', async () => {
    const second = await startShell(({ seen: mine }) => {
      mine.lock = false;
    });
    expect(second.seen.quits).toBe(1);
    expect(second.seen.windows).toEqual([]);
    expect(second.seen.services).toEqual([]);
  });
});

describe('the page protocol', () => {
  it('answers nothing from outside', async () => {
    const response = await seen.schemeHandlers.app!({ method: 'GET', url: 'app://desk/../../package.json' });
    expect(response.status).toBe(404);
  });
});

describe('the policy', () => {
  it('has no unsafe source and nothing remote', () => {
    const policy = contentSecurityPolicy('n');
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toMatch(/unsafe|https?:|\*|wss?:/);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
  });
});
