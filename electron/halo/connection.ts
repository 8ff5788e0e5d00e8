import type { Clock, Random } from '../companion/ports/clock.ts';
import type { CallLedger } from '../companion/ports/halo.ts';
import type { Log } from '../companion/ports/log.ts';
import type { Redactor } from '../http/redactor.ts';

export interface HaloConnection {
  /** The instance; the resource API is under its /api. */
  readonly url: URL;
  /** Entered by hand; null to ask the instance. */
  readonly tokenUrl: URL | null;
  readonly tenant: string | null;
  readonly clientId: string;
  readonly clientSecret: () => Promise<string>;
}

export interface HaloTools {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly redactor: Redactor;
  readonly ledger: CallLedger;
  /** Requests that Halo allows in its rolling window; 300 by default. */
  readonly requestLimit?: number;
  /** 5 minutes by default. */
  readonly windowMs?: number;
  /** Our share of that window; 0.8 by default. */
  readonly budgetShare?: number;
}
