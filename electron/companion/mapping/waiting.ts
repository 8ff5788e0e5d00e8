import type { UnmappedCustomer } from '../../../shared/contract/mapping.ts';
import type { Core } from '../core.ts';
import { seenOf } from './choices.ts';

/** Customers whose tickets wait for a mapping, those with the most first. */
export async function unmappedCustomers(core: Core): Promise<UnmappedCustomer[]> {
  const rows: UnmappedCustomer[] = [];
  for (const { customer, mapping } of await core.journal.customers.withoutClient()) {
    const waiting = await core.journal.tickets.awaitingOf(customer.key);
    if (waiting.length === 0) continue;
    rows.push({
      customerKey: customer.key,
      name: customer.name,
      displayName: customer.displayName,
      ...seenOf(mapping),
      note: mapping?.note ?? null,
      waitingRequests: waiting.length,
    });
  }
  return rows.sort((a, b) => b.waitingRequests - a.waitingRequests);
}
