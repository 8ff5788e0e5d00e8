import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../companion/ports/clock.ts';
import type { Log } from '../companion/ports/log.ts';
import type { CompanionRouter } from '../router.ts';
import type { RendererFiles } from '../run/renderer-files.ts';
import { ConfigError, systemErrorCode } from '../settings/config-error.ts';
import { answerTo, type Desk } from './answers.ts';
import { type ContractSockets, serveContract } from './contract-socket.ts';
import { consoleErrors } from './error-table.ts';
import { isOwnUser } from './peer-user.ts';
import { refusalOf } from './request-guard.ts';
import { createSessions, type LinkKind } from './sessions.ts';

const LOOPBACK = '127.0.0.1';
const MOST_CONNECTIONS = 100;
const CONTRACT_PATH = '/contract';

export interface ConsoleOptions {
  /** 0 lets the operating system choose. */
  readonly port: number;
  readonly renderer: RendererFiles;
  readonly router: CompanionRouter;
  readonly log: Log;
  readonly clock: Clock;
  /** Whether a connection comes from a process of this user; asks the operating system by default. */
  readonly isOwnUser?: (socket: Socket) => boolean;
}

export interface ConsoleServer {
  readonly port: number;
  /** A link that signs one browser in. It works once, for ten minutes; older links stop working. */
  newLink(): string;
  /** The same for the command line of a browser, which other users of the computer may see: only this user's works. */
  linkToOpen(): string;
  stop(): Promise<void>;
}

/** Serves the window on this computer only. */
export async function startConsole(options: ConsoleOptions): Promise<ConsoleServer> {
  const sessions = createSessions(() => options.clock.now());
  const sockets = serveContract(options.router, options.log);
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: 5_000,
    requestTimeout: 10_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
  });
  server.maxConnections = MOST_CONNECTIONS;
  const port = await listen(server, options.port);
  const userId = process.getuid?.() ?? null;
  const { renderer, isOwnUser: isOwn = (socket: Socket) => isOwnUser(socket, userId) } = options;
  const desk: Desk = { port, sessions, renderer, isOwnUser: isOwn };
  const link = (kind: LinkKind) => `http://${LOOPBACK}:${port}/?token=${sessions.issueToken(kind)}`;
  server.on('request', (request, response) => {
    const { status, headers, body } = answerTo(request, desk);
    response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
    response.end(body);
  });
  server.on('upgrade', (request, socket, head) => {
    // Node no longer watches a socket it has handed over; an error nobody hears would end the process.
    socket.on('error', () => socket.destroy());
    const refusal = upgradeRefusal(request, desk);
    if (refusal === null) sockets.accept(request, socket, head);
    else refuseSocket(socket, refusal);
  });
  server.on('clientError', (_error, socket) => refuseSocket(socket, '400 Bad Request'));
  return {
    port,
    newLink: () => link('printed'),
    linkToOpen: () => link('opened'),
    stop: () => stop(server, sockets),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(whyNotListening(error, port)));
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function whyNotListening(error: Error, port: number): Error {
  switch (systemErrorCode(error)) {
    case 'EADDRINUSE':
      return new ConfigError(consoleErrors.portInUse(port), error);
    case 'EACCES':
      return new ConfigError(consoleErrors.portNotAllowed(port), error);
    default:
      return error;
  }
}

async function stop(server: Server, sockets: ContractSockets): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  await sockets.stop();
  server.closeAllConnections();
  await closed;
}

function upgradeRefusal(request: IncomingMessage, desk: Desk): string | null {
  switch (refusalOf(request, desk.port, desk.sessions, true)) {
    case 'wrong-host':
    case 'foreign':
      return '403 Forbidden';
    case 'not-signed-in':
      return '401 Unauthorized';
    case null:
      return request.url === CONTRACT_PATH ? null : '404 Not Found';
  }
}

function refuseSocket(socket: Duplex, status: string): void {
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  else socket.destroy();
}
