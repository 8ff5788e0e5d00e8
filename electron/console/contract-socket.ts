import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Log } from '../companion/ports/log.ts';
import type { CompanionRouter } from '../router.ts';

const LARGEST_MESSAGE_BYTES = 1024 * 1024;
const MOST_SOCKETS = 16;
const DEFAULT_PING_MS = 30_000;
const GOODBYE_MS = 1_000;

const Id = z.union([z.string().max(64), z.number()]);
/**
 * What oRPC's client sends for this contract: a call, or the end of one. Its other forms (files, streams from the
 * client) are not part of the contract, and oRPC prints what it cannot decode with a stack trace.
 */
const Frame = z.union([
  z.object({
    i: Id,
    t: z.literal(1).optional(),
    p: z.object({
      u: z.string().regex(/^\/[\w/-]{1,200}$/u),
      m: z.literal('POST').optional(),
      h: z
        .object({ 'last-event-id': z.string().max(200).optional() })
        .strict()
        .optional(),
      b: z.unknown().optional(),
    }),
  }),
  z.object({ i: Id, t: z.literal(4), p: z.unknown().optional() }),
]);

function isFrame(data: unknown, isBinary: unknown): boolean {
  if (isBinary !== false || !Buffer.isBuffer(data)) return false;
  try {
    return Frame.safeParse(JSON.parse(data.toString('utf8'))).success;
  } catch {
    // Not JSON at all: the caller ends the connection, as with any other wrong frame.
    return false;
  }
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
