import type {
  ChoiceOrder,
  ChoiceResult,
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

export interface ImportAnswer {
  readonly lines: ImportLine[];
  /** Null for a dry run, and where the file could not be read. */
  readonly result: ChoiceResult | null;
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
  /** One step: undone as a whole. An order whose mapping is no longer as expected is refused. */
  choose(orders: readonly ChoiceOrder[]): Promise<ChoiceResult>;
  undo(): Promise<ChoiceResult>;
  redo(): Promise<ChoiceResult>;
  exportCsv(): Promise<string>;
  importCsv(text: string, dryRun: boolean): Promise<ImportAnswer>;
}
