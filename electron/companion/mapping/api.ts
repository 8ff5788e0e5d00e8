import type {
  ChoiceOrder,
  ChoiceResult,
  ChosenResult,
  ClientChoice,
  ImportLine,
  MappingFilter,
  MappingPage,
  MappingRow,
  Suggestion,
  UnmappedCustomer,
} from '../../../shared/contract/mapping.ts';

export interface MappingQuery {
  readonly filter: MappingFilter;
  readonly text: string;
  readonly limit: number;
  readonly offset: number;
}

export type SuggestedMapping = Pick<
  MappingRow,
  'customerKey' | 'name' | 'displayName' | 'state' | 'haloClientId'
> & { readonly suggestion: Suggestion };

export interface ImportPlan {
  readonly lines: ImportLine[];
  /** What would change, with the mapping as it was found: whoever changed it since is not overruled. */
  readonly orders: ChoiceOrder[];
  /** Why the file could not be read, and what to do. */
  readonly text: string | null;
}

/** Which Halo client an idemeum customer is: seen, chosen by hand, taken back, carried in files. */
export interface MappingApi {
  /** Customers whose tickets wait for a mapping. */
  unmapped(): Promise<UnmappedCustomer[]>;
  findClients(text: string, limit: number): Promise<ClientChoice[]>;
  list(query: MappingQuery): Promise<MappingPage>;
  /** Null when the customer is not known here. */
  get(customerKey: string): Promise<MappingRow | null>;
  /** The closest client of every customer that needs one, closest first. */
  suggestions(): Promise<SuggestedMapping[]>;
  /**
   * One step: undone as a whole. An order whose mapping is no longer as expected is refused.
   * @param step an earlier step that these orders belong to, as long as it is still the newest
   */
  choose(orders: readonly ChoiceOrder[], step: number | null): Promise<ChosenResult>;
  undo(): Promise<ChoiceResult>;
  redo(): Promise<ChoiceResult>;
  exportCsv(): Promise<string>;
  /** What a file asks for; changes nothing. */
  planImport(text: string): Promise<ImportPlan>;
}
