import type { ElectronParts } from '../electron-parts.ts';

/**
 * Follows how Windows ends a session. It asks windows first, and kills the process as soon as it has told them that the
 * session ends: only who objects when asked gets a few seconds. Windows goes on by itself once we are gone.
 */
export function followSessionEnd(
  { BaseWindow }: Pick<ElectronParts, 'BaseWindow'>,
  platform: NodeJS.Platform,
  onEnd: () => void,
): void {
  if (platform !== 'win32') return;
  // Never shown: a companion that was started into the tray has no other window to be asked.
  new BaseWindow({ show: false }).on('query-session-end', (event) => {
    event.preventDefault();
    onEnd();
  });
}

/** Where signals of the process are told: the process itself. */
export type Signals = Pick<NodeJS.EventEmitter, 'on' | 'removeAllListeners'>;

/**
 * Follows how Linux, and whoever ends the process, tell it to go: a desktop that signs its user out waits for no answer.
 * Electron's own handling quits as from the menu, with a question. To be called once Electron is ready. Node asks the
 * system for a signal with its first listener only, and Electron has taken over those that were asked for before.
 */
export function followSignals(signals: Signals, platform: NodeJS.Platform, onEnd: () => void): void {
  if (platform === 'win32') return;
  for (const name of ['SIGTERM', 'SIGHUP']) signals.removeAllListeners(name).on(name, onEnd);
}
