import { fold } from '../../../shared/domain/fold.ts';
import type { Customer, MappingState } from '../../../shared/domain/mapping.ts';
import type { HaloClient } from '../ports/halo.ts';
import type { Words } from '../ports/told.ts';
import { mappingErrors } from './error-table.ts';

/** The directory of Halo's clients by folded name; several may share one. */
export type ClientIndex = ReadonlyMap<string, readonly HaloClient[]>;

export interface MatchResult {
  readonly state: Extract<MappingState, 'by-display-name' | 'by-name' | 'ambiguous' | 'unmatched'>;
  readonly haloClientId: number | null;
  /** For the technician, where there is no match. */
  readonly note: Words | null;
}

/** Active clients only: a ticket cannot be opened for an inactive one. */
export function indexClients(clients: readonly HaloClient[]): ClientIndex {
  const index = new Map<string, HaloClient[]>();
  for (const client of clients) {
    if (client.inactive) continue;
    const key = fold(client.name);
    const same = index.get(key);
    if (same) same.push(client);
    else index.set(key, [client]);
  }
  return index;
}

/**
 * The automatic match of design section 5: the customer's Display Name equals a client's name, else its Name does.
 * Two clients of the same name are no match but a question.
 */
export function matchCustomer(customer: Customer, index: ClientIndex): MatchResult {
  const candidates: readonly ['by-display-name' | 'by-name', string | null][] = [
    ['by-display-name', customer.displayName],
    ['by-name', customer.name],
  ];
  for (const [state, text] of candidates) {
    if (text === null) continue;
    const found = index.get(fold(text)) ?? [];
    const [first, second] = found;
    if (first && second) {
      const ids = found.map((client) => `#${client.id}`).join(', ');
      return {
        state: 'ambiguous',
        haloClientId: null,
        note: mappingErrors.ambiguous(found.length, first.name, ids).text,
      };
    }
    if (first) return { state, haloClientId: first.id, note: null };
  }
  return {
    state: 'unmatched',
    haloClientId: null,
    note: mappingErrors.unmatched(namesOf(customer)).text,
  };
}

function namesOf(customer: Customer): string {
  const names = [customer.displayName, customer.name].filter((name) => name !== null);
  return names.length === 0 ? 'like this customer' : names.map((name) => `“${name}”`).join(' or ');
}
