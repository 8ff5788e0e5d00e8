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
