import type { Warning } from '../../../shared/contract/companion.ts';
import type { Core } from '../core.ts';
import type { ActivityApi } from './api.ts';
import { ChainWatch } from './chain-watch.ts';
import { exportAudit } from './export.ts';
import { insight } from './insight.ts';
import { timeline } from './timeline.ts';

/** The activity of a running companion: its queries, and the watch over the audit's chain. */
export interface Activity extends ActivityApi {
  /** Begins the check that every start makes; it runs in the background. */
  start(): void;
  stop(): Promise<void>;
  warnings(): readonly Warning[];
}

/** Puts the queries and the watch together. */
export function createActivity(
  core: Pick<Core, 'journal' | 'halo' | 'clock' | 'timing' | 'log' | 'changed'>,
): Activity {
  const watch = new ChainWatch(core);
  return {
    timeline: (query, signal) => timeline(core, query, signal),
    insight: (query, signal) => insight(core, query, signal),
    verify: () => watch.verify(),
    export: (query) => exportAudit(core, query),
    start: () => watch.start(),
    stop: () => watch.stop(),
    warnings: () => watch.warnings(),
  };
}
