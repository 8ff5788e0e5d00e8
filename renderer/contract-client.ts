import { createORPCClient, DynamicLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '../shared/contract.ts';

type Client = ContractRouterClient<Contract>;

/** One way to the companion, as long as it lasts. The desktop shell will bring one over a MessagePort. */
interface Transport {
  readonly link: RPCLink<Record<never, never>>;
  /** Resolves when the transport is gone. */
  readonly ended: Promise<void>;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/** Opens a WebSocket to the console that served this page. Rejects when it does not open. */
async function openWebSocket(): Promise<Transport> {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const websocket = new WebSocket(`${scheme}://${location.host}/contract`);
  const ended = new Promise<void>((resolve) =>
    websocket.addEventListener('close', () => resolve(), { once: true }),
  );
  await new Promise<void>((resolve, reject) => {
    websocket.addEventListener('open', () => resolve(), { once: true });
    void ended.then(() => reject(new Error('The companion does not answer')));
  });
  return { link: new RPCLink({ websocket }), ended };
}

export type ConnectionState = 'connecting' | 'connected' | 'lost';

/** Keeps a way to the companion open, and tells whoever wants to know how it stands. */
class Connection {
  #transport: Promise<Transport>;
  #state: ConnectionState = 'connecting';
  readonly #listeners = new Set<() => void>();

  constructor() {
    this.#transport = this.#connect();
  }

  readonly state = (): ConnectionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async link(): Promise<Transport['link']> {
    return (await this.#transport).link;
  }

  async #connect(): Promise<Transport> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
      try {
        const transport = await openWebSocket();
        this.#set('connected');
        void transport.ended.then(() => {
          this.#set('lost');
          this.#transport = this.#connect();
        });
        return transport;
      } catch {
        this.#set('lost');
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  #set(state: ConnectionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

export const connection = new Connection();

export const client: Client = createORPCClient(new DynamicLink(() => connection.link()));

/** Query options for every procedure of the contract. */
export const companion = createTanstackQueryUtils(client);
