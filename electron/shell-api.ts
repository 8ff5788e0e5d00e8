import type { z } from 'zod';
import type { CheckResult } from '../shared/contract/health.ts';
import type { OpenTarget, PortalSessionRow, ProxyQuestion } from '../shared/contract/shell.ts';
import type { Destination } from '../shared/domain/destination.ts';
import type { ServiceName } from '../shared/domain/service-health.ts';
import type { Words } from './companion/ports/told.ts';
import { runErrors } from './run/error-table.ts';

/** Tries connections of the settings, which may not be in use yet. */
export type CheckEntered = (
  services: readonly ServiceName[],
  signal?: AbortSignal,
) => AsyncGenerator<CheckResult, void, undefined>;

interface Done {
  readonly done: boolean;
  /** For a person, when it was not done. */
  readonly text: Words | null;
}

/** What a window can ask of the shell that shows it. */
export interface ShellApi {
  readonly kind: 'desktop' | 'console';
  /** What the window is to show from now on; each is told once. */
  destinations(signal: AbortSignal | undefined): AsyncGenerator<Destination, void, void>;
  open(target: OpenTarget): Promise<Done>;
  portals(): readonly z.infer<typeof PortalSessionRow>[];
  signOut(tenant: string): Promise<Done>;
  proxyQuestion(): ProxyQuestion | null;
  /** Ends the companion and starts it again. */
  restart(): Done;
  answerProxy(answer: {
    readonly id: number;
    readonly username: string | null;
    readonly password: string | null;
  }): Done;
}

const ONLY_IN_THE_DESKTOP_APP: Done = {
  done: false,
  text: runErrors.onlyInDesktop().text,
};

/** The console has links where the desktop has windows of its own. */
export const CONSOLE_SHELL: ShellApi = {
  kind: 'console',
  async *destinations(signal) {
    // Nothing outside leads a browser tab anywhere; the call stays open until the tab goes.
    if (signal?.aborted !== false) return;
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  },
  open: async () => ONLY_IN_THE_DESKTOP_APP,
  portals: () => [],
  signOut: async () => ONLY_IN_THE_DESKTOP_APP,
  proxyQuestion: () => null,
  answerProxy: () => ONLY_IN_THE_DESKTOP_APP,
  restart: () => ({
    done: false,
    text: runErrors.restartByHand().text,
  }),
};
