import type { IncomingMessage } from 'node:http';
import { cookieName, readCookie, type Sessions } from './sessions.ts';

/** Why a request is turned away before anything else is looked at. */
export type Refusal = 'wrong-host' | 'foreign' | 'not-signed-in';

const HTTP_PORT = 80;

/** The two names under which the console may be called. Anything else is DNS rebinding or a proxy. */
function allowedHosts(port: number): ReadonlySet<string> {
  const names = ['127.0.0.1', 'localhost'];
  const withPort = names.map((name) => `${name}:${port}`);
  return new Set(port === HTTP_PORT ? [...withPort, ...names] : withPort);
}

/** The Host header when it is one of ours; null otherwise. A request with several is refused. */
export function ownHost(request: IncomingMessage, port: number): string | null {
  const hosts = request.headersDistinct.host ?? [];
  const host = hosts.length === 1 ? hosts[0] : undefined;
  return host !== undefined && allowedHosts(port).has(host) ? host : null;
}

/**
 * What stands in the way of a request, or null. A page of another origin shows by its Origin header, which
 * browsers always send with a WebSocket and with anything but GET and HEAD; there it has to be present.
 */
export function refusalOf(
  request: IncomingMessage,
  port: number,
  sessions: Sessions,
  originRequired: boolean,
): Refusal | null {
  const host = ownHost(request, port);
  if (host === null) return 'wrong-host';
  const { origin } = request.headers;
  if (origin === undefined ? originRequired : origin !== `http://${host}`) return 'foreign';
  const session = readCookie(request.headers.cookie, cookieName(port));
  return session !== null && sessions.isValid(session) ? null : 'not-signed-in';
}
