import { type SandboxClock, WorldClock } from './clock.ts';
import { type Credentials, credentialsFor } from './credentials.ts';
import { FaultBoard } from './faults.ts';
import { HaloStore } from './halo/halo-store.ts';
import { IdemeumStore } from './idemeum/idemeum-store.ts';
import { Random } from './random.ts';
import { type BigWorld, generate } from './scenario/generate.ts';
import { startLiving } from './scenario/living.ts';
import type { Realm, Script } from './scenario/realm.ts';
import {
  HALO_DEFAULTS,
  type HaloSettings,
  IDEMEUM_DEFAULTS,
  type IdemeumSettings,
  type Settings,
  type SettingsChange,
} from './settings.ts';

export type Scenario = 'empty' | 'living';

export interface WorldOptions {
  readonly clock: SandboxClock;
  readonly seed: number;
  readonly scenario: Scenario;
  readonly recordExchanges: boolean;
  readonly halo: Partial<HaloSettings>;
  readonly idemeum: Partial<IdemeumSettings>;
}

/** The one world behind both pretend services. Tests may reach into it or use the control API. */
export class World implements Realm {
  readonly clock: WorldClock;
  readonly random: Random;
  readonly faults: FaultBoard;
  readonly settings: Settings;
  readonly credentials: Credentials;
  readonly halo: HaloStore;
  readonly idemeum: IdemeumStore;
  #script: Script | null;

  constructor(options: WorldOptions) {
    this.clock = new WorldClock(options.clock);
    this.random = new Random(options.seed);
    // Faults draw from a generator of their own: switching one on does not change what people ask.
    this.faults = new FaultBoard(new Random(options.seed ^ 0xfa017));
    this.settings = {
      halo: { ...HALO_DEFAULTS, ...options.halo },
      idemeum: { ...IDEMEUM_DEFAULTS, ...options.idemeum },
    };
    this.credentials = credentialsFor(options.seed);
    const { clock, random, settings } = this;
    const { recordExchanges } = options;
    this.halo = new HaloStore({ clock, random, settings, recordExchanges });
    this.idemeum = new IdemeumStore({ clock, random, settings, recordExchanges });
    this.#script = this.#begin(options.scenario);
  }

  /** Lets everything happen that is due: requests that arrive, are decided, or expire. */
  tick(): void {
    this.#script?.advance();
    this.idemeum.expire();
  }

  /** Moves time forward. */
  advance(ms: number): void {
    this.clock.advance(ms);
    this.tick();
  }

  /** Changes how the services behave from the next call on. */
  change(settings: SettingsChange): void {
    Object.assign(this.settings.halo, settings.halo);
    Object.assign(this.settings.idemeum, settings.idemeum);
  }

  /** Many customers, devices and requests at once. */
  generate(size: BigWorld): void {
    generate(this, size);
  }

  /** Begins anew. Settings, credentials and the time stay: time never goes back. */
  reset(scenario: Scenario, seed: number): void {
    this.random.reseed(seed);
    this.faults.clear();
    this.halo.clear();
    this.idemeum.clear();
    this.#script = this.#begin(scenario);
  }

  #begin(scenario: Scenario): Script | null {
    return scenario === 'living' ? startLiving(this) : null;
  }
}
