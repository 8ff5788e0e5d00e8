import type { ProxyQuestion } from '../../../shared/contract/shell.ts';
import type { Clock } from '../../companion/ports/clock.ts';
import type { ElectronParts } from '../electron-parts.ts';
import { partitionOf } from '../portal/origins.ts';
import { SessionFetch } from '../portal/session-fetch.ts';
import { createNetFetch } from './net-fetch.ts';
import { ProxySignIn } from './proxy-sign-in.ts';

/** How the desktop gets through to the services: past a proxy, and with the portal's session. */
export interface DesktopNetwork {
  readonly proxy: ProxySignIn;
  readonly fetch: typeof globalThis.fetch;
  readonly sessionFetch: SessionFetch;
}

export function openNetwork(
  { app, net, session }: Pick<ElectronParts, 'app' | 'net' | 'session'>,
  clock: Clock,
  onQuestion: (question: ProxyQuestion | null) => void,
): DesktopNetwork {
  const proxy = new ProxySignIn(() => clock.now(), onQuestion);
  answerForPages(app, proxy);
  const calls: Parameters<typeof createNetFetch>[0] = {
    net,
    signInToProxy: (asking, refused) => proxy.signIn(asking, refused),
  };
  return {
    proxy,
    fetch: createNetFetch(calls),
    sessionFetch: new SessionFetch((tenant) =>
      createNetFetch({ ...calls, cookiesOf: () => session.fromPartition(partitionOf(tenant)) }),
    ),
  };
}

/** The pages of portals go through the same proxy, in sessions that know nothing of each other's answers. */
function answerForPages(app: ElectronParts['app'], proxy: ProxySignIn): void {
  app.on('login', (event, _contents, { firstAuthAttempt }, asking, callback) => {
    // A web server that asks gets no answer: Electron shows its refusal.
    if (!asking.isProxy) return;
    event.preventDefault();
    void proxy
      .signIn(asking, firstAuthAttempt ? null : proxy.known(asking))
      .then((known) => (known === null ? callback() : callback(known.username, known.password)));
  });
}
