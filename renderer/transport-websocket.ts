import { RPCLink } from '@orpc/client/websocket';
import { SignedOutError, type Transport } from './transport.ts';

const UNAUTHORIZED = 401;

/** Opens a WebSocket to the companion that served this page. Rejects when it does not open. */
export async function openWebSocket(): Promise<Transport> {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const websocket = new WebSocket(`${scheme}://${location.host}/contract`);
  const ended = new Promise<void>((resolve) => {
    websocket.addEventListener('close', () => resolve(), { once: true });
  });
  const opened = await new Promise<boolean>((resolve) => {
    websocket.addEventListener('open', () => resolve(true), { once: true });
    void ended.then(() => resolve(false));
  });
  if (!opened) throw await whyNot();
  return { link: new RPCLink({ websocket }), ended };
}

/** A refused WebSocket says nothing about why; the page itself does. */
async function whyNot(): Promise<Error> {
  try {
    const { status } = await fetch('/', { method: 'HEAD', cache: 'no-store' });
    if (status === UNAUTHORIZED) return new SignedOutError('This window is not signed in');
  } catch {
    // Nobody answers at all: the connection is simply lost.
  }
  return new Error('The companion does not answer');
}
