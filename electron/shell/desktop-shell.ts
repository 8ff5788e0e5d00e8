import type { OpenTarget } from '../../shared/contract/shell.ts';
import type { Destination } from '../../shared/domain/destination.ts';
import type { CompanionApi } from '../companion/api.ts';
import { isLoopback } from '../http/urls.ts';
import type { ShellApi } from '../shell-api.ts';
import type { ElectronParts } from './electron-parts.ts';
import { shellErrors } from './error-table.ts';
import type { ProxySignIn } from './network/proxy-sign-in.ts';
import { judgeAddress } from './portal/origins.ts';
import type { PortalSessions } from './portal/portal-sessions.ts';
import type { PortalWindows } from './portal/portal-windows.ts';
import type { Destinations } from './window/destinations.ts';

export interface DesktopShellOptions {
  readonly companion: CompanionApi;
  readonly shell: ElectronParts['shell'];
  readonly destinations: Destinations;
  readonly sessions: PortalSessions;
  readonly portals: PortalWindows;
  readonly proxy: ProxySignIn;
  readonly tenant: URL;
  readonly logFile: string;
  readonly restart: () => void;
  /** Brings the big window to the front. */
  readonly show: (place: Destination | null) => void;
}

type Done = Awaited<ReturnType<ShellApi['open']>>;

const DONE: Done = { done: true, text: null };

/** What the windows can ask of the desktop. */
export function createDesktopShell(options: DesktopShellOptions): ShellApi {
  const { destinations, sessions, portals, proxy } = options;
  return {
    kind: 'desktop',
    destinations: (signal) => destinations.follow(signal),
    open: (target) => open(target, options),
    portals: () => sessions.list(),
    async signOut(host) {
      portals.close(host);
      const done = await sessions.signOut(host);
      if (done) await options.companion.jit.endAll('signed-out');
      return done ? DONE : { done, text: shellErrors.noSession().text };
    },
    proxyQuestion: () => proxy.question(),
    restart() {
      options.restart();
      return DONE;
    },
    answerProxy({ id, username, password }) {
      const credentials = username === null || password === null ? null : { username, password };
      const done = proxy.answer(id, credentials);
      return done ? DONE : { done, text: shellErrors.proxyAskedNoMore().text };
    },
  };
}

/** Every address is made here, from an id: a page says what it wants opened, never where that is. */
async function open(target: OpenTarget, options: DesktopShellOptions): Promise<Done> {
  const { companion, portals, shell, tenant } = options;
  switch (target.what) {
    case 'log':
      shell.showItemInFolder(options.logFile);
      return DONE;
    case 'place':
      options.show(target.place);
      return DONE;
    case 'portal':
      portals.show(tenant, tenant);
      return DONE;
    case 'ticket': {
      const row = await companion.findRequest(target.requestId);
      return await openOutside(shell, row?.ticketUrl ?? null);
    }
    case 'portal-of-customer': {
      const access = await companion.jit.requestAccess({ customerKey: target.customerKey });
      if (!access.possible) return { done: false, text: access.text };
      portals.show(tenant, new URL(access.portalUrl));
      return DONE;
    }
    case 'halo-ticket':
      return await openOutside(shell, companion.ticketUrl(target.haloTicketId));
    case 'request-in-portal': {
      const row = await companion.findRequest(target.requestId);
      portals.show(tenant, portalAddress(row?.request.portalUrl ?? null, tenant));
      return DONE;
    }
  }
}

/** The link came with the request, from outside: it is followed only within the tenant. */
function portalAddress(link: string | null, tenant: URL): URL {
  if (link === null || judgeAddress(link, tenant, []) !== 'allowed') return tenant;
  return new URL(link);
}

/** In the default browser: https, or this very computer for the pretend services. */
async function openOutside(shell: ElectronParts['shell'], text: string | null): Promise<Done> {
  const address = text === null ? null : URL.parse(text);
  if (address === null) return { done: false, text: shellErrors.noTicketYet().text };
  const isSafe = address.protocol === 'https:' || (address.protocol === 'http:' && isLoopback(address));
  if (!isSafe) return { done: false, text: shellErrors.unsafeAddress().text };
  await shell.openExternal(address.href);
  return DONE;
}
