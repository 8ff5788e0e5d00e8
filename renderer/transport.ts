import type { ClientContext, ClientLink } from '@orpc/client';

/** One way to the companion, for as long as it lasts: a WebSocket in a browser, IPC in the desktop app. */
export interface Transport {
  readonly link: ClientLink<ClientContext>;
  /** Resolves when the transport is gone. */
  readonly ended: Promise<void>;
}

/** The companion is there, but lets this window in only after a new sign-in. */
export class SignedOutError extends Error {}
