import type { Clock } from '../companion/ports/clock.ts';
import type { RunningCore } from './desktop-core.ts';
import type { DesktopStateStore } from './desktop-state.ts';
import type { ElectronParts } from './electron-parts.ts';
import { PortalSessions } from './portal/portal-sessions.ts';
import { PortalWindows } from './portal/portal-windows.ts';
import type { SessionFetch } from './portal/session-fetch.ts';
import { SignOutWatch } from './portal/sign-out-watch.ts';
import { LockWatch } from './process/lock-watch.ts';
import type { ContentsGuard } from './window/secure-contents.ts';

export interface DesktopPortalsOptions {
  readonly parts: ElectronParts;
  readonly clock: Clock;
  readonly core: RunningCore;
  readonly state: DesktopStateStore;
  readonly guard: ContentsGuard;
  readonly sessionFetch: SessionFetch;
  /** Aborts when the app ends. */
  readonly stop: AbortSignal;
}

/** The portals with their kept sessions, and what a locked device makes of them. */
export interface DesktopPortals {
  readonly sessions: PortalSessions;
  readonly windows: PortalWindows;
  readonly lock: LockWatch;
}

export function openDesktopPortals(options: DesktopPortalsOptions): DesktopPortals {
  const { parts, clock, core, state, guard, sessionFetch } = options;
  const { log } = core.diary;
  const { companion } = core.services;
  const settings = () => core.settings.reading.desktop;
  const sessions = new PortalSessions({
    parts,
    state,
    clock,
    log,
    sessionHours: () => settings().portal.sessionHours,
    // Whoever has just signed in waits for what that allows.
    changed: () => companion.syncNow(),
    endedEarly: (tenant) => signOuts.noted(tenant),
  });
  const isSignedOut = (host: string) =>
    sessions.list().some(({ tenant, state: now }) => tenant === host && now === 'signed-out');
  const signOuts = new SignOutWatch({ clock, log, jit: companion.jit, isSignedOut }, options.stop);
  sessionFetch.attach(sessions);
  // Known from the start, so that its state is seen before its window was ever opened.
  sessions.of(core.tenant);
  const windows = new PortalWindows({
    parts,
    guard,
    sessions,
    state,
    log,
    identityProviders: () => settings().portal.identityProviders,
  });
  const signOutEverywhere = async () => {
    // First what matters most: closing and signing out may fail.
    await companion.jit.endAll('signed-out');
    windows.closeAll();
    await sessions.signOutAll();
  };
  const lock = new LockWatch({
    clock,
    log,
    jit: companion.jit,
    disableAfterMinutes: () => settings().desktop.disableJitAfterLockMinutes,
    signOut: async () => {
      if (settings().portal.signOutOnLock) await signOutEverywhere();
    },
  });
  return { sessions, windows, lock };
}
