/**
 * What a host offers a page besides the port to the service. The desktop's preload puts it on `window.host`;
 * in the browser the page makes its own over fetch. Imports nothing.
 */
export interface Host {
  kind: 'desktop' | 'browser';
  /** Saves an export: a dialog on the desktop, a download in the browser. Resolves to false if the user declined. */
  save(ticket: string, name: string): Promise<boolean>;
  /** Shows a saved file in its folder; only the desktop can. */
  reveal?(ticket: string): Promise<void>;
  /** Opens one of the exactly listed outside addresses. */
  openExternal(address: string): void;
}

/** Messages between page, preload and main; a port travels with `desk:port`. */
export const HOST_CHANNELS = {
  port: 'desk:port',
  save: 'desk:save',
  reveal: 'desk:reveal',
  external: 'desk:external',
} as const;

/** Stands in index.html where each load gets its own nonce. */
export const NONCE_SLOT = '__CSP_NONCE__';

/** The content security policy of every page, the same on the desktop and in the browser. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
