import type { Overview } from '../../shared/contract/companion.ts';
import type { Setting, SettingPath } from '../../shared/contract/settings.ts';
import type { ServiceName } from '../../shared/domain/service-health.ts';

export const STEPS = ['welcome', 'halo', 'idemeum', 'restart', 'mapping', 'notifications', 'done'] as const;
export type Step = (typeof STEPS)[number];

export type ByPath = ReadonlyMap<SettingPath, Setting>;

/** What the guide goes by. */
export interface Facts {
  readonly overview: Pick<Overview, 'sandbox' | 'polling' | 'guide'>;
  readonly byPath: ByPath;
  readonly connections: Readonly<
    Record<ServiceName, { readonly isEntered: boolean; readonly isFailing: boolean }>
  >;
  /** Connections were entered that are not in use yet. */
  readonly restartNeeded: boolean;
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
    halo: halo.isEntered && !halo.isFailing,
    idemeum: idemeum.isEntered && !idemeum.isFailing,
    restart: !sandbox && !restartNeeded,
    mapping: !sandbox && polling.lastPollAt !== null && areMapped,
    // Only the person who sits there knows whether it was to be seen.
    notifications: isOver,
    done: isOver,
  };
}

/** Whether something was entered there. */
export function hasValue(setting: Setting | undefined): boolean {
  return setting !== undefined && setting.value !== null && setting.value !== '';
}
