import type { Session, WebContents, WebPreferences } from 'electron';
import { isOwnAddress, PAGE } from './page.ts';

/** Outside addresses that the system's browser may be asked to open: where statements are downloaded. Exact. */
export const OUTSIDE_ADDRESSES: readonly string[] = [
  'https://qianchuan.jinritemai.com/',
  'https://agent.oceanengine.com/',
  'https://b.alipay.com/',
  'https://pay.weixin.qq.com/',
];

/** The window's settings; the test reads every one. */
export function webPreferences(preload: string, developer: boolean): WebPreferences {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    // The spell checker would fetch dictionaries.
    spellcheck: false,
    devTools: developer,
  };
}

/** Chromium services that would talk to the network by themselves. */
export const SWITCHES: readonly string[] = [
  'disable-background-networking',
  'disable-component-update',
  'disable-domain-reliability',
  'no-pings',
];

/** Refuses every permission and every request that does not stay on this machine. */
export function closeSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  session.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !staysHere(request.url) }));
  session.on('will-download', event => event.preventDefault());
}

/** Whether a request stays on this machine: the page itself, data in memory, the developer tools' own pages. */
export function staysHere(address: string): boolean {
  return isOwnAddress(address) || /^(data:|blob:app:\/\/desk\/|devtools:\/\/devtools\/)/.test(address);
}

/** Refuses new windows, webviews and every navigation away from the page. */
export function closeContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', event => event.preventDefault());
  contents.on('will-navigate', event => refuseAway(event));
  contents.on('will-frame-navigate', event => refuseAway(event));
  contents.on('will-redirect', event => refuseAway(event));
}

function refuseAway(event: { url: string; preventDefault(): void }): void {
  if (event.url !== PAGE && !event.url.startsWith(`${PAGE}#`)) event.preventDefault();
}

/** A frame as far as its right to speak is concerned. */
export interface Speaker {
  url: string;
  parent: unknown;
  detached?: boolean;
}

/** Whether a message comes from the page itself: the top frame, still attached, at our own address. */
export function isPage(frame: Speaker | null | undefined): boolean {
  return Boolean(frame) && frame!.parent === null && !frame!.detached && isOwnAddress(frame!.url);
}

/** Whether an address stands in the list, letter for letter. */
export function isOutsideAddress(address: unknown): address is string {
  return typeof address === 'string' && OUTSIDE_ADDRESSES.includes(address);
}

/** A ticket as the service makes them. */
export function isTicket(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{16,128}$/.test(value);
}

/** A file name fit for a save dialog: no folders, no control or direction characters; null if nothing is left. */
export function saveName(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 255) return null;
  const name = value
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[\\/:*?"<>|]/g, '_')
    .replace(/^[. ]+|[. ]+$/g, '');
  return name === '' ? null : name;
}
