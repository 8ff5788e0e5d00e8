import type { ElectronParts } from '../electron-parts.ts';

export interface PowerActions {
  /** The machine is about to sleep, or woke up. */
  onSleep(): void;
  onWake(): void;
  /** Somebody locked the screen, or unlocked it. */
  onLock(): void;
  onUnlock(): void;
  /** The computer shuts down: there is no time for questions. */
  onShutdown(): void;
}

/** Follows sleep, locking and shutdown. Of a locked screen Electron tells on macOS and Windows only. */
export function followPower(powerMonitor: ElectronParts['powerMonitor'], actions: PowerActions): void {
  powerMonitor.on('suspend', () => actions.onSleep());
  powerMonitor.on('resume', () => actions.onWake());
  powerMonitor.on('lock-screen', () => actions.onLock());
  powerMonitor.on('unlock-screen', () => actions.onUnlock());
  // Its event is documented and not typed. Prevented, the system waits a moment for us to end in order.
  powerMonitor.on('shutdown', (...args: readonly unknown[]) => {
    const [event] = args;
    if (isPreventable(event)) event.preventDefault();
    actions.onShutdown();
  });
}

function isPreventable(event: unknown): event is { preventDefault(): void } {
  return typeof event === 'object' && event !== null && 'preventDefault' in event;
}
