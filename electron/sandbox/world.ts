import { type SandboxClock, WorldClock } from './clock.ts';
import { type Credentials, credentialsFor } from './credentials.ts';
import { FaultBoard, type FaultRule } from './faults.ts';
import { type HaloState, HaloStore } from './halo/halo-store.ts';
import { type IdemeumState, IdemeumStore } from './idemeum/idemeum-store.ts';
import { Random } from './random.ts';
import { type BigWorld, generate } from './scenario/generate.ts';
import { continueLiving, startLiving } from './scenario/living.ts';
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

/** The whole world at one moment, as JSON can hold it. */
export interface WorldState {
  readonly offsetMs: number;
  readonly random: number;
  readonly faults: readonly FaultRule[];
  readonly settings: Settings;
  readonly halo: HaloState;
  readonly idemeum: IdemeumState;
}

export interface WorldOptions {
  readonly clock: SandboxClock;
  readonly seed: number;
  readonly scenario: Scenario;
  readonly recordExchanges: boolean;
  readonly halo: Partial<HaloSettings>;
  readonly idemeum: Partial<IdemeumSettings>;
  /** Where another life of the sandbox ended; null for a fresh world. */
  readonly state: WorldState | null;
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
    this.#script =
      options.state === null ? this.#begin(options.scenario) : this.#restore(options.state, options.scenario);
  }

  state(): WorldState {
    return {
      offsetMs: this.clock.offsetMs,
      random: this.random.state,
      faults: this.faults.list(),
      settings: this.settings,
      halo: this.halo.state(),
      idemeum: this.idemeum.state(),
    };
  }

  #restore(state: WorldState, scenario: Scenario): Script | null {
    this.clock.advance(state.offsetMs);
    this.random.reseed(state.random);
    this.faults.setAll(state.faults);
    this.change(state.settings);
    this.halo.restore(state.halo);
    this.idemeum.restore(state.idemeum);
    return scenario === 'living' ? continueLiving(this) : null;
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
