import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocket, WebSocketServer } from 'ws';
import type { Log } from '../companion/ports/log.ts';
import type { CompanionRouter } from '../router.ts';
import { isContractFrame, LARGEST_MESSAGE_BYTES } from '../run/contract-frame.ts';

const MOST_SOCKETS = 16;
const DEFAULT_PING_MS = 30_000;
const GOODBYE_MS = 1_000;

function isFrame(data: unknown, isBinary: unknown): boolean {
  return isBinary === false && Buffer.isBuffer(data) && isContractFrame(data.toString('utf8'));
}

/** A socket that hands on nothing but well-formed frames. */
class ContractSocket extends WebSocket {
  answeredPing = true;

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    if (event !== 'message' || isFrame(args[0], args[1])) return super.emit(event, ...args);
    this.close(1007, 'not a message of the contract');
    return true;
  }
}

export interface ContractSockets {
  /** Takes over a connection whose request has been let through. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Says goodbye to every window; those that do not answer in time are cut off. */
  stop(): Promise<void>;
}

/** Serves the contract on WebSockets. */
export function serveContract(router: CompanionRouter, log: Log, pingMs = DEFAULT_PING_MS): ContractSockets {
  const handler = new RPCHandler(router);
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE_BYTES,
    perMessageDeflate: false,
    WebSocket: ContractSocket,
  });
  server.on('connection', (socket) => {
    socket.on('error', (error) => log.warn('window connection failed', { reason: error.message }));
    socket.on('pong', () => {
      socket.answeredPing = true;
    });
    void handler.upgrade(socket, { context: {} });
  });
  // A window whose computer slept or lost power says nothing; without this its socket would stay for good.
  const timer = setInterval(() => {
    for (const socket of server.clients) checkAlive(socket);
  }, pingMs);
  timer.unref();

  return {
    accept(request, socket, head) {
      if (server.clients.size >= MOST_SOCKETS) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (open) => server.emit('connection', open, request));
    },
    async stop() {
      clearInterval(timer);
      await Promise.all([...server.clients].map((socket) => goodbye(socket)));
      server.close();
    },
  };
}

function goodbye(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => socket.terminate(), GOODBYE_MS);
    socket.once('close', () => {
      clearTimeout(late);
      resolve();
    });
    socket.close(1001, 'the companion ends');
  });
}

function checkAlive(socket: ContractSocket): void {
  if (!socket.answeredPing) {
    socket.terminate();
    return;
  }
  socket.answeredPing = false;
  socket.ping();
}
