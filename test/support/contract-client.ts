import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Contract } from '../../shared/contract.ts';

/** The contract of a running console, as its window uses it. */
export interface ContractClient {
  readonly call: ContractRouterClient<Contract>;
  close(): void;
}

/**
 * Signs in with the cookie that a console's link gives, and opens the contract.
 * @param page any address of the console
 */
export async function openContract(page: URL, cookie: string): Promise<ContractClient> {
  const socket = new WebSocket(`ws://${page.host}/contract`, { headers: { cookie, origin: page.origin } });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  // One that breaks off later has nobody to tell: its calls fail by themselves.
  socket.on('error', () => undefined);
  return {
    call: createORPCClient(new RPCLink({ websocket: browserLike(socket) })),
    close: () => socket.terminate(),
  };
}

/** Trades a console's link, which works once, for its cookie. */
export async function cookieOf(link: URL): Promise<string> {
  const reply = await fetch(link, { redirect: 'manual' });
  return reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** What oRPC's link asks of a browser's WebSocket; that of `ws` differs in types only. */
export function browserLike(socket: WebSocket): globalThis.WebSocket {
  const types: unknown = socket;
  if (!isSocket(types)) throw new Error('not a socket');
  return types;
}

function isSocket(value: unknown): value is globalThis.WebSocket {
  return value instanceof WebSocket;
}
