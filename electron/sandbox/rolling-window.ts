export interface WindowState {
  readonly accepted: readonly number[];
  readonly all: readonly number[];
  readonly peak: number;
  readonly refused: number;
}

/** Counts calls in a rolling window of time. */
export class RollingWindow {
  #accepted: number[] = [];
  #all: number[] = [];
  #peak = 0;
  #refused = 0;

  /** The most calls that ever lay in one window, refused ones included. */
  get peak(): number {
    return this.#peak;
  }

  /** Calls that were turned away because the window was full. */
  get refused(): number {
    return this.#refused;
  }

  state(): WindowState {
    return { accepted: this.#accepted, all: this.#all, peak: this.#peak, refused: this.#refused };
  }

  restore({ accepted, all, peak, refused }: WindowState): void {
    this.#accepted = [...accepted];
    this.#all = [...all];
    this.#peak = peak;
    this.#refused = refused;
  }

  /** Counts the call. False when the window was full already. Times in epoch ms. */
  take(
    now: number,
    rules: { readonly limit: number; readonly windowMs: number; readonly countRefused: boolean },
  ): boolean {
    const from = now - rules.windowMs;
    this.#all = withNext(this.#all, from, now);
    this.#peak = Math.max(this.#peak, this.#all.length);
    this.#accepted = this.#accepted.filter((at) => at > from);
    const isAllowed = this.#accepted.length < rules.limit;
    if (isAllowed || rules.countRefused) this.#accepted.push(now);
    if (!isAllowed) this.#refused += 1;
    return isAllowed;
  }

  clear(): void {
    this.#accepted = [];
    this.#all = [];
    this.#peak = 0;
    this.#refused = 0;
  }
}

function withNext(times: readonly number[], from: number, now: number): number[] {
  return [...times.filter((at) => at > from), now];
}
