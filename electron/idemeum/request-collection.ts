import type { ListElevationRequests } from '../../shared/domain/connection-profile.ts';
import { type ElevationRequest, isOver } from '../../shared/domain/elevation-request.ts';
import type { MalformedItem } from '../companion/ports/idemeum.ts';
import { readRequest } from './reading.ts';

/** The requests of one or more readings of a list: each once, in the newest form that was seen. */
export class RequestCollection {
  readonly #operation: Pick<ListElevationRequests, 'fields' | 'values'>;
  readonly #requests = new Map<string, ElevationRequest>();
  readonly #malformed = new Map<string, MalformedItem>();

  constructor(operation: Pick<ListElevationRequests, 'fields' | 'values'>) {
    this.#operation = operation;
  }

  /** @returns how many of the items had not been there before */
  take(items: readonly unknown[]): number {
    const before = this.#requests.size + this.#malformed.size;
    for (const item of items) {
      const read = readRequest(item, this.#operation);
      if ('malformed' in read) this.#malformed.set(read.malformed.key, read.malformed);
      else this.#keep(read.value);
    }
    return this.#requests.size + this.#malformed.size - before;
  }

  get requests(): readonly ElevationRequest[] {
    return [...this.#requests.values()];
  }

  /** Without those that were understood in another reading: that was a passing fault. */
  get malformed(): readonly MalformedItem[] {
    return [...this.#malformed.values()].filter(
      ({ itemId }) => itemId === null || !this.#requests.has(itemId),
    );
  }

  #keep(request: ElevationRequest): void {
    const known = this.#requests.get(request.id);
    this.#requests.set(request.id, known ? newer(known, request) : request);
  }
}

/** Of two forms of one request: the later update; else the decided one, as no decision is taken back; else the second. */
function newer(first: ElevationRequest, second: ElevationRequest): ElevationRequest {
  if (first.updatedAt !== null && second.updatedAt !== null && first.updatedAt !== second.updatedAt) {
    return first.updatedAt > second.updatedAt ? first : second;
  }
  return isOver(first.status) && !isOver(second.status) ? first : second;
}
