import type { Overview } from '../../shared/contract/companion.ts';
import type { Setting, SettingPath } from '../../shared/contract/settings.ts';
import type { ServiceName } from '../../shared/domain/service-health.ts';

export const STEPS = ['welcome', 'halo', 'idemeum', 'restart', 'mapping', 'notifications', 'done'] as const;
export type Step = (typeof STEPS)[number];

export type ByPath = ReadonlyMap<SettingPath, Setting>;

/** How a connection is as it was entered, whether it is in use or not. */
export interface Entered {
  /** Address, client id and secret are there. */
  readonly isEntered: boolean;
  /** It was tried, and something that the companion needs is missing, or the service does not answer. */
  readonly isFailing: boolean;
  /** Whether it is known how it is: nothing to try is there, or it was tried to the end, or failed before. */
  readonly isKnown: boolean;
}

/** What the guide goes by. */
export interface Facts {
  readonly overview: Pick<Overview, 'sandbox' | 'polling' | 'guide'>;
  readonly byPath: ByPath;
  readonly connections: Readonly<Record<ServiceName, Entered>>;
  /** Connections were entered that are not in use yet. */
  readonly restartNeeded: boolean;
  /** undefined while that is asked, null where it cannot be told. */
  readonly customers: { readonly all: number; readonly open: number } | null | undefined;
}

/** What is done already: nothing is remembered but what was entered and what works. */
export function progressOf({
  overview: { sandbox, polling, guide },
  byPath,
  connections: { halo, idemeum },
  restartNeeded,
  customers,
}: Facts): Readonly<Record<Step, boolean>> {
  const isOver = guide === 'closed' && !sandbox;
  const areMapped = customers?.open === 0 && customers.all > 0;
  return {
    welcome: guide !== 'new' || hasValue(byPath.get('halo.url')),
    halo: works(halo),
    idemeum: works(idemeum),
    restart: !sandbox && !restartNeeded,
    mapping: !sandbox && polling.lastPollAt !== null && areMapped,
    // Only the person who sits there knows whether it was to be seen.
    notifications: isOver,
    done: isOver,
  };
}

/** The step to begin with; null while it depends on what is not known yet. */
export function firstOpen(facts: Facts): Step | null {
  const done = progressOf(facts);
  // Who is through with the guide does not wait for anything to be tried.
  if (done.done) return 'done';
  for (const step of STEPS) {
    if (!isKnown(step, facts)) return null;
    if (!done[step]) return step;
  }
  return 'done';
}

function isKnown(step: Step, { connections, customers }: Facts): boolean {
  switch (step) {
    case 'halo':
    case 'idemeum':
      return connections[step].isKnown;
    case 'mapping':
      return customers !== undefined;
    default:
      return true;
  }
}

function works({ isEntered, isFailing, isKnown }: Entered): boolean {
  return isEntered && isKnown && !isFailing;
}

/** Whether something was entered there. */
export function hasValue(setting: Setting | undefined): boolean {
  return setting !== undefined && setting.value !== null && setting.value !== '';
}
