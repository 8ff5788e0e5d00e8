import type { Destination } from '../../../shared/domain/destination.ts';

/** What the window is to show next. The newest wins: of two notifications that were clicked, the later counts. */
export class Destinations {
  #next: Destination | null = null;
  #wake: () => void = () => undefined;

  go(destination: Destination): void {
    this.#next = destination;
    this.#wake();
  }

  /** For the window's page: each destination once, also one that came before the page was there. */
  async *follow(signal: AbortSignal | undefined): AsyncGenerator<Destination, void, void> {
    while (!signal?.aborted) {
      const next = this.#next;
      this.#next = null;
      if (next !== null) yield next;
      else await this.#news(signal);
    }
  }

  #news(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}
