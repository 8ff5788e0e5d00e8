import type { UnmappedCustomer } from '../../../shared/contract/mapping.ts';
import { isMapped } from '../../../shared/domain/mapping.ts';
import type { Core } from '../core.ts';
import { seenOf } from './choices.ts';

/** Customers whose tickets wait for a mapping, those with the most first. */
export async function unmappedCustomers(core: Core): Promise<UnmappedCustomer[]> {
  const rows: UnmappedCustomer[] = [];
  for (const [customerKey, waitingRequests] of await core.journal.tickets.awaitingByCustomer()) {
    const customer = await core.journal.customers.find(customerKey);
    const mapping = await core.journal.mappings.find(customerKey);
    if (!customer || mapping?.state === 'ignored' || (mapping && isMapped(mapping.state))) continue;
    const { name, displayName } = customer;
    const note = mapping?.note ?? null;
    rows.push({ customerKey, name, displayName, ...seenOf(mapping), note, waitingRequests });
  }
  return rows.sort((a, b) => b.waitingRequests - a.waitingRequests);
}
