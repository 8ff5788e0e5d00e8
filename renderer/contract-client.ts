import { type ClientContext, type ClientLink, createORPCClient, DynamicLink, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '../shared/contract.ts';
import { t } from './strings/texts.ts';
import { SignedOutError, type Transport } from './transport.ts';
import { openDesktopPort } from './transport-desktop.ts';
import { openWebSocket } from './transport-websocket.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/** signed-out: the companion is there, and does not know this window any more. */
export type ConnectionState = 'connecting' | 'connected' | 'lost' | 'signed-out';

/**
 * Keeps one way to the companion open. What only reads waits until there is one; a command never does: a decision
 * that was made an hour ago must not be sent when the connection comes back.
 */
class Connection {
  readonly #open: () => Promise<Transport>;
  readonly #listeners = new Set<() => void>();
  #state: ConnectionState = 'connecting';
  #transport: Promise<Transport>;
  #endPause: () => void = () => undefined;

  constructor(open: () => Promise<Transport>) {
    this.#open = open;
    this.#transport = this.#connect();
  }

  readonly state = (): ConnectionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Does not wait for the next try. */
  readonly tryNow = (): void => this.#endPause();

  async link(isCommand: boolean): Promise<ClientLink<ClientContext>> {
    if (isCommand && this.#state !== 'connected') throw new Error(t.connection.notSent);
    return (await this.#transport).link;
  }

  async #connect(): Promise<Transport> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
      try {
        const transport = await this.#open();
        this.#tell('connected');
        void transport.ended.then(() => {
          this.#tell('lost');
          this.#transport = this.#connect();
        });
        return transport;
      } catch (error) {
        this.#tell(error instanceof SignedOutError ? 'signed-out' : 'lost');
        await this.#pause(pauseMs);
      }
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #tell(state: ConnectionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

const { companionPort } = window;

/** In the desktop app the shell opens what lies outside of the window; in a browser links do. */
export const isDesktop = companionPort !== undefined;

export const connection = new Connection(
  companionPort === undefined ? openWebSocket : () => openDesktopPort(companionPort),
);
window.addEventListener('online', connection.tryNow);

const READING = new Set([
  'overview',
  'changes',
  'list',
  'parked',
  'unmapped',
  'findClients',
  'facts',
  'destinations',
  'portals',
  'proxyQuestion',
  'get',
  'grants',
  'customers',
  'tickets',
  'requestAccess',
  'suggestions',
  'planImport',
  'read',
  'secrets',
  'exportText',
  'haloOffer',
  'preview',
  'recent',
  'runbook',
  'check',
  'report',
  'seenBefore',
  'timeline',
  'insight',
  'export',
  'exportCsv',
  'database',
]);

export const client: ContractRouterClient<Contract> = createORPCClient(
  new DynamicLink((_options, path) => connection.link(!READING.has(path.at(-1) ?? ''))),
);

/** Query and mutation options for every procedure of the contract. */
export const companion = createTanstackQueryUtils(client);

/** The companion's own words where it answered; otherwise the connection broke, and nobody knows what arrived. */
export function textOf(error: Error): string {
  return isUncertain(error) ? t.connection.uncertain : error.message;
}

/** True where the connection broke while something was sent: nobody knows whether it arrived. */
export function isUncertain(error: Error): boolean {
  return !(error instanceof ORPCError) && error.message !== t.connection.notSent;
}
