import type { ElectronParts } from '../electron-parts.ts';

/**
 * Switches of Chromium with which a start would give up what protects this computer and the portals' sessions from
 * web pages and from other programs.
 */
const UNSAFE = [
  // Also put there by the starter of an AppImage where the system forbids user namespaces.
  'no-sandbox',
  'single-process',
  'disable-web-security',
  'disable-site-isolation-trials',
  'ignore-certificate-errors',
  'remote-debugging-port',
  'remote-debugging-pipe',
] as const;

/**
 * The first such switch of this start; null when there is none. Only of the packaged app: while it is developed and
 * tested, some of them are wanted.
 */
export function unsafeSwitch(app: Pick<ElectronParts['app'], 'isPackaged' | 'commandLine'>): string | null {
  if (!app.isPackaged) return null;
  return UNSAFE.find((name) => app.commandLine.hasSwitch(name)) ?? null;
}
