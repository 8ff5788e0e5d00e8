import type { Session, WebContents, WebPreferences } from 'electron';
import type { Log } from '../../companion/ports/log.ts';
import type { ElectronParts } from '../electron-parts.ts';

/** Spelled out, so that no default of a later Electron changes them (Electron's security checklist, 2 to 10). */
export const SAFE_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
} as const satisfies WebPreferences;

/** Says whether a page may go to an address; called for every navigation and redirect, of every frame. */
export type NavigationPolicy = (
  url: string,
  step: { readonly isMainFrame: boolean; readonly isRedirect: boolean },
) => boolean;

export interface ContentsGuard {
  /** Sets where the pages of one window may go; a window without a policy goes nowhere. */
  setPolicy(contents: WebContents, policy: NavigationPolicy): void;
}

/**
 * Guards every page of every window, from the moment it exists: no new windows, no webviews, no navigation that its
 * policy does not allow, no permission on any session but those that `mayUse` grants, and no call of Chromium's own to
 * Google.
 */
export function guardContents(
  { app, session }: Pick<ElectronParts, 'app' | 'session'>,
  log: Log,
  mayUse: (session: Session, permission: string, origin: string) => boolean,
): ContentsGuard {
  const policies = new WeakMap<WebContents, NavigationPolicy>();
  app.on('session-created', (created) => guardSession(created, mayUse));
  // That one was there before anybody could listen.
  guardSession(session.defaultSession, mayUse);
  app.on('web-contents-created', (_created, contents) => {
    const check = (kind: string, isRedirect: boolean) => (event: NavigationEvent) => {
      const isAllowed = policies.get(contents)?.(event.url, { isMainFrame: event.isMainFrame, isRedirect });
      if (isAllowed === true) return;
      event.preventDefault();
      log.warn('navigation.refused', { kind, contents: contents.id, to: originOf(event.url) });
    };
    contents.on('will-navigate', check('navigate', false));
    contents.on('will-redirect', check('redirect', true));
    contents.on('will-frame-navigate', (event) => {
      // The main frame has its own event before this one.
      if (!event.isMainFrame) check('frame', false)(event);
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    // A page that would rather stay could keep its window, and the whole app, from closing. Prevented, it is let go.
    contents.on('will-prevent-unload', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url, disposition }) => {
      const isTab = disposition === 'foreground-tab' || disposition === 'background-tab';
      // What would be a tab of a browser leads on in the same window, where a link could lead as well.
      if (isTab && policies.get(contents)?.(url, { isMainFrame: true, isRedirect: false }) === true) {
        contents
          .loadURL(url)
          .catch(() => log.warn('navigation.failed', { contents: contents.id, to: originOf(url) }));
      } else {
        log.warn('window.refused', { contents: contents.id, to: originOf(url) });
      }
      return { action: 'deny' };
    });
  });
  return { setPolicy: (contents, policy) => void policies.set(contents, policy) };
}

interface NavigationEvent {
  readonly url: string;
  readonly isMainFrame: boolean;
  preventDefault(): void;
}

/** Electron's default is to approve, so both handlers are set (checklist, 5). */
function guardSession(
  session: Session,
  mayUse: (session: Session, permission: string, origin: string) => boolean,
): void {
  session.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl }) =>
    decide(mayUse(session, permission, originOf(requestingUrl))),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    mayUse(session, permission, originOf(origin)),
  );
  session.setDevicePermissionHandler(() => false);
  // Where windows check no spelling, Electron still fetches the dictionary of the system's language from Google.
  session.setSpellCheckerLanguages([]);
}

/** For comparing and for the log: never the path and the query of a portal, which may hold tokens. */
function originOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? 'no address' : `${parsed.protocol}//${parsed.host}`;
}
