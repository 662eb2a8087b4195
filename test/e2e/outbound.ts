import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import net from 'node:net';

/**
 * Preloaded into the service under test (threads included): refuses and writes down every attempt to reach or look up
 * anything but this machine, so that the run can show there was none and that nothing needs one.
 */
const record = process.env.DESK_OUTBOUND_LOG;
if (!record) throw new Error('DESK_OUTBOUND_LOG names no file');
const LOCAL = /^(127\.|::1$|localhost$)/;

function deny(what: string): never {
  appendFileSync(record!, `${what}\n`);
  throw Object.assign(new Error(`no network in this run: ${what}`), { code: 'ENETUNREACH' });
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (this: net.Socket, ...parts: unknown[]) {
  const [target] = Array.isArray(parts[0]) ? (parts[0] as unknown[]) : parts;
  const host = typeof target === 'object' && target !== null ? (target as { host?: string }).host : parts[1];
  if (typeof host === 'string' && !LOCAL.test(host)) deny(`connect ${host}`);
  return connect.apply(this, parts as never);
} as typeof connect;

dgram.Socket.prototype.send = (() => deny('datagram')) as typeof dgram.Socket.prototype.send;

for (const resolver of [dns, dns.promises] as unknown as Record<string, unknown>[]) {
  for (const [name, ask] of Object.entries(resolver)) {
    if (typeof ask !== 'function' || !/^(lookup|resolve|reverse)/.test(name)) continue;
    resolver[name] = (host: string, ...rest: unknown[]) => {
      if (typeof host !== 'string' || !LOCAL.test(host)) deny(`${name} ${host}`);
      return ask.call(resolver, host, ...rest);
    };
  }
}
