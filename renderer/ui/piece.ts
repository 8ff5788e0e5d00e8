/** What is known of something that is loaded later. */
export interface Loaded<T> {
  readonly value: T | null;
  readonly hasFailed: boolean;
}

const NOTHING_YET = { value: null, hasFailed: false } as const;

/** A part of the program that is loaded when it is first wanted, and kept. Where that fails it can be tried again. */
export class Piece<T> {
  readonly #load: () => Promise<T>;
  readonly #listeners = new Set<() => void>();
  #loaded: Loaded<T> = NOTHING_YET;
  #loading: Promise<void> | null = null;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  readonly loaded = (): Loaded<T> => this.#loaded;

  /** Whoever looks on wants it: loading begins. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    void this.load();
    return () => {
      this.#listeners.delete(listener);
      // Whoever looks next time finds it being tried again.
      if (this.#listeners.size === 0 && this.#loaded.hasFailed) this.#loaded = NOTHING_YET;
    };
  };

  /** Begins to load unless it is there or on its way. @returns when it is over, well or not */
  readonly load = (): Promise<void> => {
    if (this.#loaded.value !== null) return Promise.resolve();
    this.#loading ??= this.#begin();
    return this.#loading;
  };

  async #begin(): Promise<void> {
    this.#tell(NOTHING_YET);
    try {
      this.#tell({ value: await this.#load(), hasFailed: false });
    } catch {
      // Nobody has missed what was only loaded ahead.
      this.#tell({ value: null, hasFailed: this.#listeners.size > 0 });
    }
    this.#loading = null;
  }

  #tell(loaded: Loaded<T>): void {
    this.#loaded = loaded;
    for (const listener of this.#listeners) listener();
  }
}

/**
 * Loads pieces one after the other, each when there is nothing else to do, and takes each out of the list: none is
 * tried twice.
 * @returns stops it; what is left in the list is for the next time
 */
export function loadWhenIdle(pieces: Pick<Piece<unknown>, 'load'>[]): () => void {
  let handle = 0;
  let isStopped = false;
  const goOn = () => {
    if (!isStopped && pieces.length > 0) handle = requestIdleCallback(loadNext);
  };
  const loadNext = () => void pieces.shift()?.load().then(goOn);
  goOn();
  return () => {
    isStopped = true;
    cancelIdleCallback(handle);
  };
}
