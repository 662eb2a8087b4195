import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { app, BrowserWindow, dialog, Menu, protocol, session, utilityProcess } from 'electron';
import { type Doors, givePort, openDoors } from './doors.ts';
import { menuTemplate } from './menu.ts';
import { answerPage, PAGE, SCHEME } from './page.ts';
import { closeContents, closeSession, SWITCHES, webPreferences } from './security.ts';
import { Service } from './service.ts';
import { shellLanguage, shellTexts } from './texts.ts';

// Life cycle of the desktop app: one instance, one window, one service. Main brokers ports and reads no traffic.

/** Built, this file stands in out/main, in the checkout as in the packaged archive. */
const OUT = join(import.meta.dirname, '..');
const RESOURCES = join(OUT, '..', 'resources');
const STATEMENT_FILE = /\.(csv|tsv|txt|xlsx|xls|zip)$/i;

let window: BrowserWindow | null = null;
let service: Service | null = null;

for (const name of SWITCHES) app.commandLine.appendSwitch(name);
app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

function openWindow(): void {
  const developer = !app.isPackaged;
  window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    icon: join(RESOURCES, 'icons', 'desk.png'),
    webPreferences: webPreferences(join(OUT, 'preload', 'index.cjs'), developer),
  });
  window.once('ready-to-show', () => window?.show());
  window.on('closed', () => {
    window = null;
  });
  void window.loadURL(PAGE);
}

function focusWindow(): void {
  if (!window) openWindow();
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

/** Files that a person opened with the program; the page learns of them by the service's list. */
function stageFiles(paths: readonly string[]): void {
  for (const path of paths.filter(each => isAbsolute(each) && STATEMENT_FILE.test(each)))
    service?.ask({ verb: 'stage', path }).catch(error => console.error(error.message));
}

function run(): void {
  const language = shellLanguage(app.getPreferredSystemLanguages());
  const text = shellTexts(RESOURCES, language);
  const doors: Doors = { service: () => service!, window: () => window, text, language };
  service = new Service({
    fork: () => utilityProcess.fork(join(OUT, 'main', 'service.js'), [], { serviceName: 'duizhang-service' }),
    restarted: () => givePort(doors),
    givenUp: times => dialog.showErrorBox(text('desktop.name'), text('desktop.service_failed', { times })),
    now_ms: () => performance.now(),
  });
  closeSession(session.defaultSession);
  const read = (path: string) => readFile(path);
  const nonce = () => randomBytes(24).toString('base64url');
  protocol.handle(SCHEME, request => answerPage(join(OUT, 'renderer'), request, read, nonce));
  openDoors(doors);
  const mac = process.platform === 'darwin';
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(text, { mac, developer: !app.isPackaged })));
  openWindow();
  stageFiles(process.argv.slice(1));
}

if (!app.requestSingleInstanceLock()) {
  app.quit();
} else {
  app.on('web-contents-created', (_event, contents) => closeContents(contents));
  app.on('second-instance', (_event, args) => {
    focusWindow();
    stageFiles(args.slice(1));
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    void app.whenReady().then(() => stageFiles([path]));
  });
  app.on('activate', focusWindow);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', () => service?.close());
  void app.whenReady().then(run);
}
