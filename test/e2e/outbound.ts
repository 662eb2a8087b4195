import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import net from 'node:net';

/**
 * Preloaded into the service under test (threads included): writes down every attempt to reach or look up anything
 * but this machine, so that the run can show there was none.
 */
const record = process.env.DESK_OUTBOUND_LOG;
if (!record) throw new Error('DESK_OUTBOUND_LOG names no file');
const LOCAL = /^(127\.|::1$|localhost$)/;

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (this: net.Socket, ...parts: unknown[]) {
  const [target] = Array.isArray(parts[0]) ? (parts[0] as unknown[]) : parts;
  const host = typeof target === 'object' && target !== null ? (target as { host?: string }).host : undefined;
  if (host !== undefined && !LOCAL.test(host)) appendFileSync(record, `connect ${host}\n`);
  return connect.apply(this, parts as never);
} as typeof connect;

const { lookup } = dns;
dns.lookup = ((name: string, ...rest: unknown[]) => {
  if (!LOCAL.test(name)) appendFileSync(record, `lookup ${name}\n`);
  return (lookup as (...parts: unknown[]) => unknown)(name, ...rest);
}) as typeof dns.lookup;
