import type { ListCustomers } from '../../shared/domain/connection-profile.ts';
import type { IdemeumCustomer, MalformedItem } from '../companion/ports/idemeum.ts';
import { readCustomer } from './reading.ts';

/** The customers of one or more readings of a list, each once, as it was read last. */
export class CustomerCollection {
  readonly #operation: Pick<ListCustomers, 'fields'>;
  readonly #customers = new Map<string, IdemeumCustomer>();
  readonly #malformed = new Map<string, MalformedItem>();

  constructor(operation: Pick<ListCustomers, 'fields'>) {
    this.#operation = operation;
  }

  /** @returns how many of the items had not been there before */
  take(items: readonly unknown[]): number {
    const before = this.#customers.size + this.#malformed.size;
    for (const item of items) {
      const read = readCustomer(item, this.#operation);
      if ('malformed' in read) this.#malformed.set(read.malformed.key, read.malformed);
      else this.#customers.set(keyOf(read.value), read.value);
    }
    return this.#customers.size + this.#malformed.size - before;
  }

  get customers(): readonly IdemeumCustomer[] {
    return [...this.#customers.values()];
  }

  /** Without those that were understood in another reading: that was a passing fault. */
  get malformed(): readonly MalformedItem[] {
    return [...this.#malformed.values()].filter(({ key }) => !this.#customers.has(key));
  }
}

/** As the key of a malformed item, where there is an id. */
function keyOf({ id, name, displayName }: IdemeumCustomer): string {
  return id === null ? `names:${JSON.stringify([name, displayName])}` : `id:${id}`;
}
