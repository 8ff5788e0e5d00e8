import { RPCLink } from '@orpc/client/message-port';
import type { Transport } from './transport.ts';

/** What the desktop app's preload gives its pages (electron/preload.ts). */
interface CompanionPort {
  send(message: string): void;
  onMessage(listener: (message: string) => void): void;
}

declare global {
  interface Window {
    readonly companionPort?: CompanionPort;
  }
}

/** The way to the main process of the desktop app. It lasts as long as the page. */
export async function openDesktopPort(port: CompanionPort): Promise<Transport> {
  const link = new RPCLink({
    port: {
      postMessage: (message: unknown) => port.send(String(message)),
      onMessage: { addListener: (listener: (message: string) => void) => port.onMessage(listener) },
      onDisconnect: { addListener: () => undefined },
    },
  });
  return { link, ended: new Promise(() => undefined) };
}
