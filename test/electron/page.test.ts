import { join, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerPage, pageFile } from '../../electron/main/page.ts';
import { NONCE_SLOT } from '../../src/contract/host.ts';

const FOLDER = join(sep, 'app', 'renderer');
const html = new TextEncoder().encode(`<meta content="${NONCE_SLOT}"><style nonce="${NONCE_SLOT}">`);
const ask = (url: string, method = 'GET', nonce = () => 'fresh') =>
  answerPage(FOLDER, { method, url }, async () => html, nonce);

describe('page files', () => {
  it('finds the page and its parts', () => {
    expect(pageFile(FOLDER, 'app://desk/')).toBe(join(FOLDER, 'index.html'));
    expect(pageFile(FOLDER, 'app://desk/assets/index-1.js?v=2#x')).toBe(join(FOLDER, 'assets', 'index-1.js'));
  });

  it.each([
    'app://desk/../package.json',
    'app://desk/assets/../../main/index.js',
    'app://desk/%2e%2e/main/index.js',
    'app://desk/..%2fmain%2findex.js',
    'app://desk/..%5Cmain%5Cindex.js',
    'app://desk/assets\\..\\..\\main.js',
    'app://desk//etc/passwd.js',
    'app://desk/C:/windows/win.js',
    'app://desk/index.html%00.js',
    'app://desk/%E0%A4%A.js',
    'app://desk/secret.sqlite',
    'app://desk/noextension',
    'app://other/index.html',
    'app://desk.example.com/index.html',
    'app://desk:80/index.html',
    'app://user@desk/index.html',
    'file:///app/renderer/index.html',
    'https://desk/index.html',
    '',
  ])('refuses %j', async address => {
    expect(pageFile(FOLDER, address)).toBeNull();
    expect((await ask(address)).status).toBe(404);
  });

  it('never answers a path outside its folder', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '',
      'a',
      '%2e',
      '%2E%2e',
      '%2f',
      '%5c',
      '\\',
      'x.js',
      'index.html',
      '%00',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), parts => {
        const path = pageFile(FOLDER, `app://desk/${parts.join('/')}`);
        return path === null || path.startsWith(FOLDER + sep);
      }),
    );
  });
});

describe('answers', () => {
  it('gives each load its own nonce, in the page and in the policy', async () => {
    let loads = 0;
    const nonce = () => `nonce${++loads}`;
    for (const expected of ['nonce1', 'nonce2']) {
      const response = await ask('app://desk/', 'GET', nonce);
      expect(response.headers.get('Content-Security-Policy')).toContain(`'nonce-${expected}'`);
      expect(await response.text()).toBe(`<meta content="${expected}"><style nonce="${expected}">`);
    }
  });

  it('says what a part is and that nothing else may be guessed', async () => {
    const response = await ask('app://desk/a.js');
    expect(response.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  it.each(['POST', 'PUT', 'OPTIONS'])('refuses %s', async method => {
    expect((await ask('app://desk/', method)).status).toBe(404);
  });

  it('answers 404 for a file that is not there', async () => {
    const missing = () => Promise.reject(new Error('ENOENT'));
    const response = await answerPage(FOLDER, { method: 'GET', url: 'app://desk/x.js' }, missing, () => 'n');
    expect(response.status).toBe(404);
  });
});
