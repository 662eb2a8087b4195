/**
 * Executed before every other module: each `<style>` that a library makes later carries the nonce of this load,
 * without which the content security policy would drop it.
 */
import { NONCE_SLOT } from '../../contract/host.ts';

const slot = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

/** The nonce of this load; empty where no host filled it in. */
export const nonce: string = slot === NONCE_SLOT ? '' : slot;

if (nonce !== '') {
  const create = Document.prototype.createElement as (
    this: Document,
    name: string,
    options?: ElementCreationOptions,
  ) => HTMLElement;
  Document.prototype.createElement = function (
    this: Document,
    name: string,
    options?: ElementCreationOptions,
  ) {
    const element = create.call(this, name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  } as typeof Document.prototype.createElement;
}
