import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { os } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Gate } from '../../src/runtime/gate.ts';
import { type Loopback, startLoopback } from '../../src/runtime/loopback.ts';
import { Staging } from '../../src/runtime/staging.ts';

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

let folder: string;
let staging: Staging;
let loopback: Loopback;
let port: number;
let cookie: string;
let firstAnswer: Answer;

/** One raw request, so that Host, Origin and Cookie are exactly what the test says. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method, headers }, response => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', part => {
        body += part;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    call.on('error', reject);
    call.end();
  });
}

/** The status with which an upgrade is refused, or 101. */
function dial(headers: Record<string, string>, path = '/rpc'): Promise<number> {
  return new Promise(resolve => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => undefined);
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-loopback-'));
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__">',
  );
  await writeFile(join(folder, 'app.js'), 'export {};');
  await writeFile(join(folder, 'secret.env'), 'not a page');
  staging = new Staging(folder);
  await staging.open();
  const gate = {
    router: { ping: os.handler(() => 'pong') },
    staging,
    context: () => ({}),
  } as unknown as Gate;
  loopback = await startLoopback({ gate, pageFolder: folder });
  port = Number(new URL(loopback.origin).port);
  const address = new URL(loopback.address);
  firstAnswer = await ask(address.pathname + address.search);
  cookie = String(firstAnswer.headers['set-cookie']).split(';')[0]!;
});

afterAll(async () => {
  await loopback.close();
  await rm(folder, { recursive: true, force: true });
});

describe('token door', () => {
  it('gives an HttpOnly SameSite=Strict cookie for the token and leads to the page without it', () => {
    expect(firstAnswer.status).toBe(303);
    expect(firstAnswer.headers.location).toBe('/');
    expect(String(firstAnswer.headers['set-cookie'])).toMatch(
      /^desk_[0-9a-f]{16}=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    );
  });

  it('takes the token once only', async () => {
    const address = new URL(loopback.address);
    const again = await ask(address.pathname + address.search);
    expect(again.status).toBe(403);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it.each([
    ['no token', '/'],
    ['an empty token', '/?token='],
    ['a wrong token', `/?token=${'A'.repeat(43)}`],
  ])('refuses %s', async (_name, path) => {
    expect((await ask(path)).status).toBe(403);
  });
});

describe('cookie door', () => {
  it('serves the page with a fresh nonce in page and policy', async () => {
    const one = await ask('/', { Cookie: cookie });
    const two = await ask('/', { Cookie: cookie });
    const nonce = /content="([\w-]{43})"/.exec(one.body)?.[1];
    expect(one.status).toBe(200);
    expect(nonce).toBeDefined();
    expect(one.headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
    expect(one.headers['content-security-policy']).not.toContain('unsafe');
    expect(two.body).not.toBe(one.body);
  });

  it.each([
    ['another value', () => `${cookie.split('=')[0]}=${'A'.repeat(43)}`],
    ['another name', () => `desk_0000000000000000=${cookie.split('=')[1]}`],
    ['the name twice', () => `${cookie.split('=')[0]}=x; ${cookie}`],
    ['a longer value', () => `${cookie}x`],
  ])('refuses a cookie with %s', async (_name, make) => {
    expect((await ask('/', { Cookie: make() })).status).toBe(403);
  });
});

describe('host and origin doors', () => {
  it.each([
    ['another name that resolves here', { Host: 'desk.example:80' }],
    ['localhost', () => ({ Host: `localhost:${port}` })],
    ['another port', { Host: '127.0.0.1:1' }],
    ['a foreign origin', { Origin: 'https://evil.example' }],
    ['another local port as origin', { Origin: 'http://127.0.0.1:1' }],
    ['the null origin', { Origin: 'null' }],
    ['a cross-site fetch', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a same-site fetch', { 'Sec-Fetch-Site': 'same-site' }],
  ])('refuses %s even with the cookie', async (_name, given) => {
    const headers = typeof given === 'function' ? given() : given;
    expect((await ask('/', { Cookie: cookie, ...headers })).status).toBe(403);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('refuses %s', async method => {
    expect((await ask('/', { Cookie: cookie }, method)).status).toBe(405);
  });

  it('listens on 127.0.0.1 only', async () => {
    const refused = await new Promise<boolean>(resolve => {
      const socket = connect({ host: '127.0.0.2', port });
      socket.on('connect', () => {
        socket.destroy();
        resolve(false);
      });
      socket.on('error', () => resolve(true));
    });
    expect(refused).toBe(true);
  });
});

describe('static files', () => {
  it('serves files of the page only', async () => {
    expect((await ask('/app.js', { Cookie: cookie })).status).toBe(200);
  });

  it.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%5c..%5cpackage.json',
    '/app.js%00.html',
    '/%',
    '/secret.env',
    '/missing.js',
    '//etc/passwd',
    '/staged',
  ])('refuses %s', async path => {
    expect((await ask(path, { Cookie: cookie })).status).toBe(404);
  });
});

describe('downloads', () => {
  it('gives a file once for a ticket, under its own name', async () => {
    const path = staging.exportPath();
    await writeFile(path, 'figures');
    const { id } = await staging.register('差异报告.xlsx', path);
    const { ticket } = staging.ticket(id);
    const first = await ask(`/download/${ticket}`, { Cookie: cookie });
    const second = await ask(`/download/${ticket}`, { Cookie: cookie });
    expect([first.status, first.body]).toEqual([200, 'figures']);
    expect(first.headers['content-disposition']).toBe(
      "attachment; filename*=UTF-8''%E5%B7%AE%E5%BC%82%E6%8A%A5%E5%91%8A.xlsx",
    );
    expect(second.status).toBe(404);
  });

  it('refuses a ticket without the cookie and does not use it up', async () => {
    const path = staging.exportPath();
    await writeFile(path, 'figures');
    const { ticket } = staging.ticket((await staging.register('a.csv', path)).id);
    expect((await ask(`/download/${ticket}`)).status).toBe(403);
    expect((await ask(`/download/${ticket}`, { Cookie: cookie })).status).toBe(200);
  });

  it('refuses an invented ticket', async () => {
    expect((await ask('/download/../../etc/passwd', { Cookie: cookie })).status).toBe(404);
  });
});

describe('socket door', () => {
  it('opens for our page', async () => {
    expect(await dial({ Cookie: cookie, Origin: loopback.origin })).toBe(101);
  });

  it.each([
    ['no cookie', () => ({ Origin: loopback.origin }), '/rpc'],
    ['no origin', () => ({ Cookie: cookie }), '/rpc'],
    ['a foreign origin', () => ({ Cookie: cookie, Origin: 'https://evil.example' }), '/rpc'],
    ['another host', () => ({ Cookie: cookie, Origin: loopback.origin, Host: 'desk.example' }), '/rpc'],
    ['another path', () => ({ Cookie: cookie, Origin: loopback.origin }), '/other'],
  ])('stays shut for %s', async (_name, headers, path) => {
    expect(await dial(headers(), path)).toBe(403);
  });
});
