import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { contentSecurityPolicy, NONCE_SLOT } from '../contract/host.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Gate } from './gate.ts';

export interface LoopbackOptions {
  gate: Gate;
  /** 0 or absent: any free port. */
  port?: number;
  /** Folder of the built page. */
  pageFolder?: string;
}

export interface Loopback {
  /** Address with the one-time token; the first to open it gets the cookie. */
  address: string;
  origin: string;
  close(): Promise<void>;
}

const PAGE_FOLDER = fileURLToPath(new URL('../../out/renderer', import.meta.url));
const CONNECTIONS_MOST = 64;
const HEADERS_TIMEOUT_MS = 5_000;
const MESSAGE_BYTES_MOST = 4 * 2 ** 20;

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
};

/**
 * The browser host: serves the page and the one router on 127.0.0.1 only. Every door is closed without the session
 * cookie: a one-time token buys it, and requests must carry exactly our Host and, where they carry one, our Origin.
 */
export async function startLoopback(options: LoopbackOptions): Promise<Loopback> {
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: 60_000,
    maxHeaderSize: 16_384,
  });
  server.maxConnections = CONNECTIONS_MOST;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const doors = new Doors(port);
  const pageFolder = options.pageFolder ?? PAGE_FOLDER;
  server.on('request', (request, response) => {
    answer(request, response, doors, options.gate, pageFolder).catch(error => {
      console.error(error);
      refuse(response, 500);
    });
  });
  const sockets = serveSockets(server, doors, options.gate);
  return {
    address: `${doors.origin}/?token=${doors.token}`,
    origin: doors.origin,
    close: () => closeAll(server, sockets),
  };
}

/** What opens and what does not: token, cookie, Host and Origin of one running host. */
class Doors {
  readonly origin: string;
  readonly token = secret();
  private tokenUsed = false;
  private readonly host: string;
  private readonly cookieName = `desk_${randomBytes(8).toString('hex')}`;
  private readonly cookieValue = secret();

  constructor(port: number) {
    this.host = `127.0.0.1:${port}`;
    this.origin = `http://${this.host}`;
  }

  /** The request names exactly this host and comes from no other origin. */
  fromHere(request: IncomingMessage): boolean {
    const { host, origin } = request.headers;
    const site = request.headers['sec-fetch-site'];
    return (
      host === this.host &&
      (origin === undefined || origin === this.origin) &&
      (site === undefined || site === 'same-origin' || site === 'none')
    );
  }

  hasCookie(request: IncomingMessage): boolean {
    const cookies = (request.headers.cookie ?? '').split(/;\s*/);
    const mine = cookies.filter(cookie => cookie.startsWith(`${this.cookieName}=`));
    return mine.length === 1 && same(mine[0]!.slice(this.cookieName.length + 1), this.cookieValue);
  }

  /** Uses the token up and gives the cookie for it, or null. */
  redeem(token: string): string | null {
    if (this.tokenUsed || !same(token, this.token)) return null;
    this.tokenUsed = true;
    return `${this.cookieName}=${this.cookieValue}; HttpOnly; SameSite=Strict; Path=/`;
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  doors: Doors,
  gate: Gate,
  pageFolder: string,
): Promise<void> {
  if (!doors.fromHere(request)) return refuse(response, 403);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
  const url = new URL(request.url ?? '/', doors.origin);
  const token = url.searchParams.get('token');
  if (token !== null) {
    const cookie = doors.redeem(token);
    if (cookie === null && !doors.hasCookie(request)) return refuse(response, 403);
    if (cookie !== null) response.setHeader('Set-Cookie', cookie);
    response.writeHead(303, { Location: '/', 'Cache-Control': 'no-store' }).end();
    return;
  }
  if (!doors.hasCookie(request)) return refuse(response, 403);
  if (url.pathname.startsWith('/download/'))
    return download(response, gate, url.pathname.slice('/download/'.length));
  await page(response, pageFolder, url.pathname);
}

function refuse(response: ServerResponse, status: number): void {
  if (response.headersSent) return void response.destroy();
  response
    .writeHead(status, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' })
    .end(String(status));
}

async function page(response: ServerResponse, pageFolder: string, pathname: string): Promise<void> {
  const name = pathname === '/' ? 'index.html' : safeDecode(pathname);
  const path = name === null ? null : normalize(join(pageFolder, name));
  if (path === null || !path.startsWith(pageFolder + sep) || path.includes('\0'))
    return refuse(response, 404);
  const type = TYPES[extname(path)];
  const found = await stat(path).catch(() => null);
  if (!type || !found?.isFile()) return refuse(response, 404);
  const nonce = secret();
  response.writeHead(200, {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Content-Security-Policy': contentSecurityPolicy(nonce),
  });
  if (type !== TYPES['.html']) return void createReadStream(path).pipe(response);
  response.end((await readFile(path, 'utf8')).replaceAll(NONCE_SLOT, nonce));
}

function safeDecode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

function download(response: ServerResponse, gate: Gate, ticket: string): void {
  try {
    const file = gate.staging.redeem(ticket);
    response.writeHead(200, {
      'Content-Type': 'application/octet-stream',
      'Content-Length': file.bytes,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    createReadStream(file.path).pipe(response);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refuse(response, 404);
  }
}

function serveSockets(server: Server, doors: Doors, gate: Gate): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_BYTES_MOST,
    perMessageDeflate: false,
  });
  const handler = new RPCHandler(gate.router);
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const allowed =
      request.url === '/rpc' &&
      doors.fromHere(request) &&
      request.headers.origin === doors.origin &&
      doors.hasCookie(request) &&
      sockets.clients.size < CONNECTIONS_MOST;
    if (!allowed) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, client => {
      client.on('error', () => client.terminate());
      handler.upgrade(client, { context: gate.context('browser') });
    });
  });
  return sockets;
}

async function closeAll(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const client of sockets.clients) client.terminate();
  sockets.close();
  server.closeAllConnections();
  await new Promise<void>(resolve => server.close(() => resolve()));
}
