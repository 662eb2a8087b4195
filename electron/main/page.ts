import { extname, join, normalize, sep } from 'node:path';
import { contentSecurityPolicy, NONCE_SLOT } from '../../src/contract/host.ts';

/** The page's own origin; nothing else is ever loaded into the window. */
export const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://desk`;
export const PAGE = `${ORIGIN}/`;

const TYPES: Readonly<Record<string, string>> = {
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

/** Whether an address belongs to the page's own origin, with no user, port or look-alike host. */
export function isOwnAddress(address: string): boolean {
  return address === ORIGIN || address.startsWith(PAGE);
}

/** The file that answers an address, inside the page's folder; null for anything else. */
export function pageFile(folder: string, address: string): string | null {
  if (!isOwnAddress(address)) return null;
  const raw = address.slice(PAGE.length).replace(/[?#].*$/s, '');
  const name = raw === '' ? 'index.html' : decoded(raw);
  if (name === null || /[\0\\:]/.test(name) || name.split('/').some(part => part === '..' || part === ''))
    return null;
  const path = normalize(join(folder, name));
  return path.startsWith(folder + sep) && extname(path) in TYPES ? path : null;
}

/** Answers the page's requests from its folder, each load of a document with a nonce of its own. */
export async function answerPage(
  folder: string,
  request: { method: string; url: string },
  read: (path: string) => Promise<Uint8Array>,
  nonce: () => string,
): Promise<Response> {
  const path = request.method === 'GET' ? pageFile(folder, request.url) : null;
  const bytes = path === null ? null : await read(path).catch(() => null);
  if (path === null || bytes === null) return new Response('404', { status: 404 });
  const type = TYPES[extname(path)]!;
  const fresh = nonce();
  const headers = {
    'Content-Type': type,
    'Content-Security-Policy': contentSecurityPolicy(fresh),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  };
  if (type !== TYPES['.html']) return new Response(bytes as Uint8Array<ArrayBuffer>, { headers });
  return new Response(new TextDecoder().decode(bytes).replaceAll(NONCE_SLOT, fresh), { headers });
}

function decoded(raw: string): string | null {
  try {
    return decodeURIComponent(raw);
  } catch {
    return null;
  }
}
