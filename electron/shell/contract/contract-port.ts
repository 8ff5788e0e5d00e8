import { RPCHandler } from '@orpc/server/message-port';
import type { IpcMainEvent, WebContents } from 'electron';
import type { Log } from '../../companion/ports/log.ts';
import type { CompanionRouter } from '../../router.ts';
import { isContractFrame, LARGEST_MESSAGE_BYTES } from '../../run/contract-frame.ts';
import { isAppUrl } from '../app-protocol.ts';
import type { ElectronParts } from '../electron-parts.ts';
import { CONTRACT_CHANNEL } from './channel.ts';

export interface ContractPort {
  /** Lets the page of one of our windows speak; every other sender is refused. */
  admit(contents: WebContents): void;
  /** Answers with another router from now on: the services were built anew. Open calls end. */
  serve(router: CompanionRouter): void;
}

/** One page's end of the contract, as oRPC wants it. It lasts as long as the page does. */
class PagePort {
  readonly #contents: WebContents;
  #hear: (message: string) => void = () => undefined;
  #end: () => void = () => undefined;
  readonly onMessage = {
    addListener: (listener: (message: string) => void) => {
      this.#hear = listener;
    },
  };
  readonly onDisconnect = {
    addListener: (listener: () => void) => {
      this.#end = listener;
    },
  };

  constructor(contents: WebContents) {
    this.#contents = contents;
  }

  postMessage(message: unknown): void {
    if (!this.#contents.isDestroyed()) this.#contents.send(CONTRACT_CHANNEL, message);
  }

  receive(message: string): void {
    this.#hear(message);
  }

  close(): void {
    this.#end();
  }
}

/**
 * Serves the contract to our own pages over IPC. Every message has its sender checked and is parsed: it must come
 * from the top frame of one of our windows, showing our own origin, and be a message of the contract.
 */
export function openContractPort(ipcMain: ElectronParts['ipcMain'], log: Log): ContractPort {
  const admitted = new Map<WebContents, PagePort | null>();
  let handler: RPCHandler<Record<never, never>> | null = null;

  const portOf = (contents: WebContents): PagePort | null => {
    const open = admitted.get(contents) ?? null;
    if (open !== null || handler === null) return open;
    const port = new PagePort(contents);
    handler.upgrade(port, { context: {} });
    admitted.set(contents, port);
    return port;
  };
  const close = (contents: WebContents) => {
    admitted.get(contents)?.close();
    if (admitted.has(contents)) admitted.set(contents, null);
  };

  ipcMain.on(CONTRACT_CHANNEL, (event, message: unknown) => {
    const problem = whyRefused(event, admitted) ?? whyMalformed(message);
    if (problem === null && typeof message === 'string') portOf(event.sender)?.receive(message);
    else log.warn('ipc.refused', { problem, contents: event.sender.id });
  });

  return {
    admit(contents) {
      admitted.set(contents, null);
      // A page that is gone has no calls any more; the next one begins afresh.
      contents.on('did-navigate', () => close(contents));
      contents.on('render-process-gone', () => close(contents));
      contents.once('destroyed', () => {
        close(contents);
        admitted.delete(contents);
      });
    },
    serve(router) {
      for (const contents of admitted.keys()) close(contents);
      handler = new RPCHandler(router);
    },
  };
}

function whyRefused(event: IpcMainEvent, admitted: ReadonlyMap<WebContents, unknown>): string | null {
  if (!admitted.has(event.sender)) return 'not one of our windows';
  const frame = event.senderFrame;
  if (frame === null) return 'its frame is gone';
  if (frame !== event.sender.mainFrame) return 'not the top frame';
  return isAppUrl(frame.url) ? null : 'not our origin';
}

function whyMalformed(message: unknown): string | null {
  if (typeof message !== 'string') return 'not a text';
  if (message.length > LARGEST_MESSAGE_BYTES) return 'too long';
  return isContractFrame(message) ? null : 'not a message of the contract';
}
