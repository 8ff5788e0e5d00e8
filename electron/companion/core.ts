import type { AlertSettings } from '../../shared/domain/alert.ts';
import type { JitSettings } from '../../shared/domain/jit-account.ts';
import type { TicketDefaults, TicketMaker } from '../../shared/domain/ticket.ts';
import type { Health } from './health.ts';
import type { Journal } from './journal/journal.ts';
import type { Clock, Random } from './ports/clock.ts';
import type { Halo } from './ports/halo.ts';
import type { Idemeum } from './ports/idemeum.ts';
import type { Log } from './ports/log.ts';

export interface CompanionSettings {
  readonly ticket: TicketDefaults;
  /** Time between two polls of idemeum; 15 s by default, 5 s to 10 min. */
  readonly pollIntervalMs: number;
  /** The technician at this desk; goes with decisions made here. */
  readonly technicianEmail: string | null;
  readonly jit: JitSettings;
  /** How long the journal keeps what is over, in days. */
  readonly keepDays: number;
  readonly notifications: AlertSettings;
}

/** The times the policies of the core depend on, all in ms. Tests and MSPs with slow instances may change them. */
export interface Timing {
  /** How long Halo's search may lag behind a create. A lost create is looked for after this long. */
  readonly searchLagMs: number;
  /** How far each poll reaches back behind the newest change seen: idemeum's servers need not agree on the time. */
  readonly pollOverlapMs: number;
  /** How often idemeum's list is read whole, whatever the cursor says. */
  readonly wholePollEveryMs: number;
  /** How long a decision can be taken back before it is sent. */
  readonly undoMs: number;
  /** How long a start leaves the processor to the window that somebody is waiting for, before the first turn. */
  readonly windowFirstMs: number;
  /** Longest pause between two tries. */
  readonly longestPauseMs: number;
  /** After a refusal of credentials the service is asked again only this much later, or when somebody says so. */
  readonly refusedPauseMs: number;
}

export const DEFAULT_TIMING: Timing = {
  searchLagMs: 10_000,
  pollOverlapMs: 5 * 60_000,
  wholePollEveryMs: 60 * 60_000,
  undoMs: 5_000,
  windowFirstMs: 0,
  longestPauseMs: 5 * 60_000,
  refusedPauseMs: 10 * 60_000,
};

/** A point in time together with what the steps of a ticket need to know about time. */
export interface Moment {
  readonly now: number;
  readonly searchLagMs: number;
  /** How long what another companion opened is left to that one. */
  readonly othersFirstMs: number;
}

export function momentOf(core: Pick<Core, 'clock' | 'timing' | 'othersFirstMs'>): Moment {
  return {
    now: core.clock.now(),
    searchLagMs: core.timing.searchLagMs,
    othersFirstMs: core.othersFirstMs(),
  };
}

/** Who acts when somebody does something at this desk. */
export function technicianOf({ settings }: Pick<Core, 'settings'>): string {
  return settings.technicianEmail ?? 'this desk';
}

/** What every part of the core works with. Handed down from the composition root, never imported. */
export interface Core {
  readonly journal: Journal;
  readonly idemeum: Idemeum;
  readonly halo: Halo;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly settings: CompanionSettings;
  readonly timing: Timing;
  readonly health: Health;
  /** Who makes the tickets, and whether that was chosen by a person or is the default. */
  ticketMaker(): { readonly maker: TicketMaker; readonly chosen: boolean };
  /** From 0 to 1, another one at each desk: what all of them do now and then, they must not do in the same moment. */
  readonly phase: number;
  /**
   * How long what another companion opened is left to that one this time: no two of the others come at the same time
   * where it is gone. Nothing in a single pass, which may be all that there is.
   */
  othersFirstMs(): number;
  /** There are JIT accounts to disable: now, whatever else is under way. */
  disableSoon(): void;
  /** Tells the windows that something they show has changed. */
  changed(): void;
}
