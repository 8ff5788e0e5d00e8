import type { SandboxClock } from '../clock.ts';
import type { HaloStore } from '../halo/halo-store.ts';
import type { IdemeumStore } from '../idemeum/idemeum-store.ts';
import type { Random } from '../random.ts';

/** What a scenario fills and moves. */
export interface Realm {
  readonly clock: SandboxClock;
  readonly random: Random;
  readonly halo: HaloStore;
  readonly idemeum: IdemeumStore;
}

/** Things that happen by themselves. */
export interface Script {
  /** Lets everything happen that is due by now. */
  advance(): void;
}
