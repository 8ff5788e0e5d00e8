import type { Rectangle } from 'electron';
import type { Alert, AlertAction } from '../../shared/domain/alert.ts';
import type { Verdict } from '../../shared/domain/elevation-request.ts';
import type { CompanionApi } from '../companion/api.ts';
import type { Clock } from '../companion/ports/clock.ts';
import type { Log } from '../companion/ports/log.ts';
import type { DesktopWindows } from './desktop-windows.ts';
import type { TrayAction } from './tray/tray-model.ts';
import type { PanelWindow } from './window/panel-window.ts';

const PAUSE_MS = 60 * 60_000;

export interface DesktopActionsOptions {
  readonly companion: CompanionApi;
  readonly windows: Pick<DesktopWindows, 'show'> & { readonly panel: Pick<PanelWindow, 'toggle'> };
  readonly clock: Clock;
  readonly log: Log;
  readonly trayBounds: () => Rectangle;
  readonly quit: () => void;
}

/** What tray and notifications do when they are clicked. */
export class DesktopActions {
  readonly #options: DesktopActionsOptions;

  constructor(options: DesktopActionsOptions) {
    this.#options = options;
  }

  /** What a click in the tray's menu asks for. */
  async act(action: TrayAction): Promise<void> {
    const { companion, windows, clock } = this.#options;
    switch (action.do) {
      case 'approve-once':
      case 'deny':
        return await this.#decide(action.requestId, action.do === 'deny' ? 'deny' : 'approve');
      case 'open':
        return windows.show(action.destination);
      case 'disable-jit':
        return await this.#disable(action.grantId);
      case 'disable-all-mine':
        return void (await companion.jit.disableMine());
      case 'sync':
        return void companion.syncNow();
      case 'pause':
        return companion.pause(clock.now() + PAUSE_MS);
      case 'resume':
        return companion.resume();
      case 'open-panel':
        return windows.panel.toggle(this.#options.trayBounds());
      case 'open-window':
        return windows.show(null);
      case 'quit':
        return this.#options.quit();
    }
  }

  /** A click shows what it was about and asks the services how that is now; a button decides a request, once. */
  async actOnAlert(alert: Alert, action: AlertAction): Promise<void> {
    if (action === 'open' || alert.requestId === null) {
      this.#options.windows.show(alert.target);
      // The notification may have waited for hours, and what is shown must not be as old.
      this.#options.companion.syncNow();
      return;
    }
    await this.#decide(alert.requestId, action === 'deny' ? 'deny' : 'approve');
  }

  /** Whose account needs a second word is asked for it in the window. */
  async #disable(grantId: string): Promise<void> {
    const { companion, windows } = this.#options;
    const { needsConfirmation } = await companion.jit.disable({ grantId, confirmOthers: false });
    if (needsConfirmation) windows.show({ screen: 'jit' });
  }

  /** Once, and for nobody else: whatever goes further is decided in the window. */
  async #decide(requestId: string, verdict: Verdict): Promise<void> {
    const { companion, windows, log } = this.#options;
    const { accepted, text: reason } = await companion.decide({
      requestId,
      verdict,
      scope: 'once',
      elevationType: null,
      comment: null,
      undoable: false,
    });
    if (accepted) return;
    // The request as it is now says more than any message.
    log.warn('desktop.not-decided', { requestId, text: reason ?? '' });
    windows.show({ screen: 'request', requestId });
  }
}
