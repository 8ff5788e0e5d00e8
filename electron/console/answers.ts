import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { RendererFile, RendererFiles } from '../run/renderer-files.ts';
import { securityHeaders } from '../run/security-headers.ts';
import {
  FOREIGN_PAGE,
  LINK_USED_PAGE,
  METHOD_PAGE,
  NOT_FOUND_PAGE,
  SIGN_IN_PAGE,
  WRONG_HOST_PAGE,
} from './pages.ts';
import { ownHost, type Refusal, refusalOf } from './request-guard.ts';
import { cookieName, type Sessions } from './sessions.ts';

const YEAR_SECONDS = 31_536_000;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What an answer depends on beside its request. */
export interface Desk {
  readonly port: number;
  readonly sessions: Sessions;
  readonly renderer: RendererFiles;
  /** Whether a connection comes from a process of this user. */
  readonly isOwnUser: (socket: Socket) => boolean;
}

/** The answer to any HTTP request: every rule of who may see what is in here. */
export function answerTo(request: IncomingMessage, desk: Desk): Answer {
  const url = parseTarget(request.url);
  const host = ownHost(request, desk.port);
  const isGet = request.method === 'GET' || request.method === 'HEAD';
  if (host !== null && isGet && url?.pathname === '/' && url.searchParams.has('token')) {
    return signIn(request, url, desk);
  }
  const refusal = refusalOf(request, desk.port, desk.sessions, !isGet);
  if (refusal !== null) return refusalPage(refusal);
  if (!isGet) return plainPage(405, METHOD_PAGE, { Allow: 'GET, HEAD' });
  if (url === null || host === null) return plainPage(404, NOT_FOUND_PAGE);
  if (url.pathname === '/') return rendererPage(desk.renderer, host);
  const file = desk.renderer.find(url.pathname);
  return file === null ? plainPage(404, NOT_FOUND_PAGE) : fileAnswer(file, host);
}

/** The address asked for; null for anything but a plain path on this server. */
function parseTarget(target: string | undefined): URL | null {
  if (target === undefined || !target.startsWith('/') || target.startsWith('//')) return null;
  return URL.parse(target, 'http://127.0.0.1');
}

function signIn(request: IncomingMessage, url: URL, desk: Desk): Answer {
  // A browser that asks ahead of a click must not use the link up, and HEAD is no visit.
  if (request.method === 'HEAD' || request.headers['sec-purpose'] !== undefined) {
    return plainPage(503, SIGN_IN_PAGE);
  }
  const session = desk.sessions.exchange(url.searchParams.get('token') ?? '', () =>
    desk.isOwnUser(request.socket),
  );
  if (session === null) return plainPage(401, LINK_USED_PAGE);
  return plainPage(303, '', {
    Location: '/',
    'Set-Cookie': `${cookieName(desk.port)}=${session}; Path=/; HttpOnly; SameSite=Strict`,
  });
}

function refusalPage(refusal: Refusal): Answer {
  switch (refusal) {
    case 'wrong-host':
      return plainPage(421, WRONG_HOST_PAGE);
    case 'foreign':
      return plainPage(403, FOREIGN_PAGE);
    case 'not-signed-in':
      return plainPage(401, SIGN_IN_PAGE);
  }
}

function rendererPage(renderer: RendererFiles, host: string): Answer {
  const nonce = randomBytes(16).toString('base64url');
  return {
    status: 200,
    body: renderer.page(nonce),
    headers: {
      ...securityHeaders(host, nonce),
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
    },
  };
}

function fileAnswer(file: RendererFile, host: string): Answer {
  return {
    status: 200,
    body: file.body,
    headers: {
      ...securityHeaders(host, null),
      'Content-Type': file.type,
      'Cache-Control': file.immutable ? `private, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
    },
  };
}

function plainPage(status: number, body: string, extra: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    body,
    headers: {
      ...securityHeaders('', null),
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      // The rest of a body that is not wanted must not be taken for the next request.
      Connection: 'close',
      ...extra,
    },
  };
}
