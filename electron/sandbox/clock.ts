/** Time as the sandbox knows it. */
export interface SandboxClock {
  /** Epoch ms. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export function wallClock(): SandboxClock {
  return { now: () => Date.now(), sleep: (ms) => pause(ms) };
}

/**
 * Time that passes faster or slower than on the wall.
 * @param scale sandbox seconds per real second
 * @param epochMs the moment (epoch ms) at which both clocks show the same
 */
export function scaledClock(scale: number, epochMs: number): SandboxClock {
  return {
    now: () => Math.round(epochMs + (Date.now() - epochMs) * scale),
    sleep: (ms) => pause(ms / scale),
  };
}

/** A given clock plus an offset that the control API moves forward. */
export class WorldClock implements SandboxClock {
  readonly #clock: SandboxClock;
  #offsetMs = 0;

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now() + this.#offsetMs;
  }

  async sleep(ms: number): Promise<void> {
    await this.#clock.sleep(ms);
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  advance(ms: number): void {
    this.#offsetMs += ms;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    // A slow answer must not keep a process alive whose servers are closed.
    setTimeout(resolve, ms).unref();
  });
}
