import type { BrowserWindow } from 'electron';
import type { Log } from '../../companion/ports/log.ts';
import type { DesktopStateStore } from '../desktop-state.ts';
import type { ElectronParts } from '../electron-parts.ts';
import { titlePart } from '../labels.ts';
import { text } from '../text.ts';
import { type ContentsGuard, SAFE_PREFERENCES } from '../window/secure-contents.ts';
import { judgeAddress } from './origins.ts';
import type { PortalSessions } from './portal-sessions.ts';

export interface PortalWindowsOptions {
  readonly parts: Pick<ElectronParts, 'BrowserWindow' | 'dialog'>;
  readonly guard: ContentsGuard;
  readonly sessions: PortalSessions;
  readonly state: DesktopStateStore;
  readonly log: Log;
  /** Origins that the administrator or the technician put into the settings. */
  readonly identityProviders: () => readonly string[];
}

/** Windows with remote content: a session of their tenant's own, no preload, and an allow-list of where they may go. */
export class PortalWindows {
  readonly #options: PortalWindowsOptions;
  readonly #open = new Map<string, BrowserWindow>();
  /** One question at a time for each tenant: a page can ask without end. */
  readonly #asking = new Set<string>();

  constructor(options: PortalWindowsOptions) {
    this.#options = options;
  }

  /**
   * Shows an address of the tenant's portal, in the window that is open for it or a new one.
   * @param address made by the main process from an id, never taken from a page
   */
  show(tenant: URL, address: URL): BrowserWindow {
    const window = this.#open.get(tenant.host) ?? this.#make(tenant);
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    void window.loadURL(address.href).catch((error: unknown) => {
      // The window itself shows Chromium's error page; a load that another one replaced is no failure.
      this.#options.log.warn('portal.load-failed', { tenant: tenant.host, reason: codeOf(error) });
    });
    return window;
  }

  /** @param tenantHost of the portal whose window is to close */
  close(tenantHost: string): void {
    this.#open.get(tenantHost)?.destroy();
  }

  closeAll(): void {
    for (const host of [...this.#open.keys()]) this.close(host);
  }

  #make(tenant: URL): BrowserWindow {
    const { parts, guard, sessions } = this.#options;
    const window = new parts.BrowserWindow({
      width: 1100,
      height: 800,
      minWidth: 400,
      minHeight: 480,
      title: tenant.origin,
      webPreferences: { ...SAFE_PREFERENCES, session: sessions.of(tenant) },
    });
    const { webContents } = window;
    guard.setPolicy(webContents, (url, { isMainFrame }) => this.#mayGo(window, tenant, url, isMainFrame));
    // A page may call itself what it likes; where it comes from is always said.
    window.on('page-title-updated', (event, title) => {
      event.preventDefault();
      const origin = originOf(webContents.getURL()) ?? tenant.origin;
      window.setTitle(text.portal.title(titlePart(title), origin));
    });
    webContents.on('did-navigate', (_event, url) => window.setTitle(originOf(url) ?? tenant.origin));
    window.once('closed', () => this.#open.delete(tenant.host));
    this.#open.set(tenant.host, window);
    return window;
  }

  #mayGo(window: BrowserWindow, tenant: URL, url: string, isMainFrame: boolean): boolean {
    const verdict = judgeAddress(url, tenant, this.#confirmed(tenant));
    if (verdict === 'ask' && isMainFrame) void this.#ask(window, tenant, new URL(url));
    return verdict === 'allowed';
  }

  #confirmed(tenant: URL): readonly string[] {
    const { state, identityProviders } = this.#options;
    return [...identityProviders(), ...(state.read().confirmedOrigins[tenant.host] ?? [])];
  }

  /** The navigation has been stopped; where the technician knows the address, it is made again. */
  async #ask(window: BrowserWindow, tenant: URL, target: URL): Promise<void> {
    const { parts, state, log } = this.#options;
    if (this.#asking.has(tenant.host)) return;
    this.#asking.add(tenant.host);
    try {
      const { response } = await parts.dialog.showMessageBox(window, {
        type: 'question',
        message: text.portal.confirmTitle,
        detail: `${text.portal.confirm(tenant.host, target.origin)}\n\n${text.portal.confirmDetail}`,
        buttons: [text.portal.allow, text.portal.refuse],
        defaultId: 1,
        cancelId: 1,
      });
      log.info('portal.origin-asked', {
        tenant: tenant.host,
        origin: target.origin,
        allowed: response === 0,
      });
      if (response !== 0 || window.isDestroyed()) return;
      const all = state.read().confirmedOrigins;
      const before = all[tenant.host] ?? [];
      state.change({ confirmedOrigins: { ...all, [tenant.host]: [...before, target.origin] } });
      await window.loadURL(target.href);
    } catch (error) {
      log.warn('portal.load-failed', { tenant: tenant.host, reason: codeOf(error) });
    } finally {
      this.#asking.delete(tenant.host);
    }
  }
}

function originOf(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed === null || parsed.origin === 'null' ? null : parsed.origin;
}

/** Chromium's code, such as ERR_ABORTED: messages of failed loads hold whole addresses. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
