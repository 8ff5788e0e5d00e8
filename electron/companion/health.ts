import type { ServiceHealth, ServiceName } from '../../shared/domain/service-health.ts';
import type { Clock, Random } from './ports/clock.ts';
import type { ServiceError } from './ports/errors.ts';
import { pauseAfter } from './ports/retry.ts';

interface HealthTiming {
  readonly longestPauseMs: number;
  readonly refusedPauseMs: number;
}

/** After this many failures in a row of any passing kind the whole service gets a pause, not just the one call. */
const FAILURES_BEFORE_PAUSE = 4;

const JITTER_MS = 2_000;

/**
 * How each service is doing, and when it may be called again. A service that refused our credentials is left
 * alone until somebody asks for another try, or for a long while (design rule 4).
 */
export class Health {
  readonly #states = new Map<ServiceName, ServiceHealth>();
  readonly #failures = new Map<ServiceName, number>();
  readonly #pausedUntil = new Map<ServiceName, number>();
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #timing: HealthTiming;
  readonly #changed: () => void;

  constructor(clock: Clock, random: Random, timing: HealthTiming, changed: () => void) {
    this.#clock = clock;
    this.#random = random;
    this.#timing = timing;
    this.#changed = changed;
  }

  of(service: ServiceName): ServiceHealth {
    return (
      this.#states.get(service) ?? {
        service,
        state: 'starting',
        text: null,
        lastSuccessAt: null,
        nextTryAt: null,
      }
    );
  }

  mayCall(service: ServiceName): boolean {
    return (this.of(service).nextTryAt ?? 0) <= this.#clock.now();
  }

  /** When the last pause ended, or ends (epoch ms); null when there was none since the start. */
  pausedUntil(service: ServiceName): number | null {
    return this.#pausedUntil.get(service) ?? null;
  }

  isRefused(service: ServiceName): boolean {
    return this.of(service).state === 'refused';
  }

  succeeded(service: ServiceName): void {
    const before = this.of(service);
    this.#failures.set(service, 0);
    this.#states.set(service, {
      service,
      state: 'ok',
      text: null,
      lastSuccessAt: this.#clock.now(),
      nextTryAt: null,
    });
    if (before.state !== 'ok') this.#changed();
  }

  /** Somebody has mended something, or the machine woke up: forget the pauses. */
  tryAgain(service: ServiceName): void {
    this.#failures.set(service, 0);
    this.#states.set(service, { ...this.of(service), nextTryAt: null });
  }

  failed(error: ServiceError): void {
    const service = error.service;
    const failures = (this.#failures.get(service) ?? 0) + 1;
    this.#failures.set(service, failures);
    const pauseMs = this.#pauseFor(error, failures);
    const nextTryAt = pauseMs === null ? null : this.#clock.now() + pauseMs;
    if (nextTryAt !== null) this.#pausedUntil.set(service, nextTryAt);
    this.#states.set(service, {
      service,
      state: isRefusal(error) ? 'refused' : 'troubled',
      text: error.message,
      lastSuccessAt: this.of(service).lastSuccessAt,
      nextTryAt,
    });
    this.#changed();
  }

  #pauseFor(error: ServiceError, failures: number): number | null {
    const asked = error.retryAfterMs ?? 0;
    if (isRefusal(error)) return this.#timing.refusedPauseMs;
    // Everybody who shares the limit is told the same time.
    if (error.kind === 'rate-limited') return Math.max(asked, 1_000) + Math.round(this.#random() * JITTER_MS);
    const pause = pauseAfter(failures, this.#timing.longestPauseMs, this.#random);
    if (error.kind === 'unreachable' || failures >= FAILURES_BEFORE_PAUSE) return Math.max(asked, pause);
    return asked > 0 ? asked : null;
  }
}

function isRefusal(error: ServiceError): boolean {
  return error.kind === 'credentials' || error.kind === 'forbidden';
}
