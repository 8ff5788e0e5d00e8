import type { Mapping, MappingChoice, MappingState } from '../../../shared/domain/mapping.ts';
import type { StoredClient, StoredCustomer } from './journal.ts';

/** What a person changed about one customer. Changes made together are one step. */
export interface MappingChange {
  readonly customerKey: string;
  readonly before: MappingChoice;
  readonly after: MappingChoice;
}

/** The steps that can be undone, and those that can be done again. */
export interface MappingChangeRepository {
  /** Records a new step; what was undone before can no longer be redone. */
  add(changes: readonly MappingChange[], now: number): Promise<void>;
  /** The newest step that holds. */
  lastDone(): Promise<MappingStep | null>;
  /** The step that was undone last. */
  lastUndone(): Promise<MappingStep | null>;
  setUndone(step: number, undone: boolean): Promise<void>;
}

export interface MappingStep {
  readonly step: number;
  readonly changes: readonly MappingChange[];
}

/** A customer with its mapping, as the mapping window lists it. */
export interface ListedMapping {
  readonly customer: StoredCustomer;
  readonly mapping: Mapping | null;
  readonly client: StoredClient | null;
  /** Tickets that wait for the mapping. */
  readonly waiting: number;
}

export interface MappingListQuery {
  /** Null for all. */
  readonly states: readonly MappingState[] | null;
  readonly text: string;
  readonly limit: number;
  readonly offset: number;
}
