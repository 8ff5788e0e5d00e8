import { oc } from '@orpc/contract';
import { z } from 'zod';
import { MappingChoice, MappingState } from '../domain/mapping.ts';
import { Nothing } from './nothing.ts';

const CustomerKey = z.string().min(1).max(600);

export const UnmappedCustomer = z.object({
  customerKey: z.string(),
  name: z.string().nullable(),
  displayName: z.string().nullable(),
  state: MappingState,
  haloClientId: z.number().int().nullable(),
  note: z.string().nullable(),
  waitingRequests: z.number().int(),
});
export type UnmappedCustomer = z.infer<typeof UnmappedCustomer>;

export const ClientChoice = z.object({ id: z.number().int(), name: z.string(), inactive: z.boolean() });
export type ClientChoice = z.infer<typeof ClientChoice>;

/** A client whose name is close to a customer's: 0 nothing in common, 1 the same. */
export const Suggestion = z.object({
  haloClientId: z.number().int(),
  clientName: z.string(),
  closeness: z.number().min(0).max(1),
});
export type Suggestion = z.infer<typeof Suggestion>;

/** `open` are those a person has to look at: ambiguous, unmatched and broken ones. */
export const MappingFilter = z.enum(['all', 'open', ...MappingState.options]);
export type MappingFilter = z.infer<typeof MappingFilter>;

/**
 * How the client's reference in Halo fits the custom tab of a ticket, which hands it to idemeum as display name. Halo
 * tells it on tickets only, so it is not known before the first ticket of the client was seen.
 */
const ReferenceCheck = z.enum(['fits', 'differs', 'not-known']);

export const MappingRow = z.object({
  customerKey: z.string(),
  name: z.string().nullable(),
  displayName: z.string().nullable(),
  state: MappingState,
  note: z.string().nullable(),
  mappedBy: z.string().nullable(),
  haloClientId: z.number().int().nullable(),
  /** Null where Halo's list does not have the client. */
  clientName: z.string().nullable(),
  waitingRequests: z.number().int(),
  reference: ReferenceCheck,
  clientReference: z.string().nullable(),
  /** The closest client, for customers that have none. */
  suggestion: Suggestion.nullable(),
});
export type MappingRow = z.infer<typeof MappingRow>;

export const MappingPage = z.object({
  rows: z.array(MappingRow),
  total: z.number().int(),
  counts: z.record(MappingFilter, z.number().int()),
  /** What undoing and redoing would do, in words; null when there is nothing. */
  undo: z.string().nullable(),
  redo: z.string().nullable(),
  /** For a custom tab in Halo, which then opens the customer of a ticket in idemeum. */
  customTabUrl: z.string(),
});
export type MappingPage = z.infer<typeof MappingPage>;

/** The mapping as the window showed it: whoever changes it must have seen what it is. */
export const SeenMapping = z.object({ state: MappingState, haloClientId: z.number().int().nullable() });
export type SeenMapping = z.infer<typeof SeenMapping>;

export const ChoiceOrder = z.object({
  customerKey: CustomerKey,
  choice: MappingChoice,
  expected: SeenMapping,
});
export type ChoiceOrder = z.infer<typeof ChoiceOrder>;

/** Every order is carried out or refused by itself; refusals come in words. */
export const ChoiceResult = z.object({
  changed: z.number().int(),
  refused: z.array(z.object({ customerKey: z.string(), text: z.string() })),
});
export type ChoiceResult = z.infer<typeof ChoiceResult>;

/** What became of the orders, and the step in which they can be undone; null when nothing was changed. */
export const ChosenResult = ChoiceResult.extend({ step: z.number().int().nullable() });
export type ChosenResult = z.infer<typeof ChosenResult>;

export const ImportLine = z.object({
  /** 1 is the line of the headings. */
  line: z.number().int(),
  customer: z.string(),
  verdict: z.enum(['would-change', 'same', 'not-possible']),
  text: z.string(),
});
export type ImportLine = z.infer<typeof ImportLine>;

/** A file beyond this is no list of customers. Characters. */
export const LARGEST_IMPORT = 3_000_000;

export const mapping = {
  /** Customers whose tickets wait for a mapping. */
  unmapped: oc.input(Nothing).output(z.array(UnmappedCustomer)),
  list: oc
    .input(
      z.object({
        filter: MappingFilter,
        text: z.string().max(300),
        limit: z.number().int().min(1).max(200),
        offset: z.number().int().min(0),
      }),
    )
    .output(MappingPage),
  /** One customer; null when it is not known here. */
  get: oc.input(z.object({ customerKey: CustomerKey })).output(MappingRow.nullable()),
  /** Halo clients whose name is close to the text, closest first. */
  findClients: oc
    .input(z.object({ text: z.string().max(300), limit: z.number().int().min(1).max(50).default(20) }))
    .output(z.array(ClientChoice)),
  /** For every customer that needs a client, the closest one, closest first. */
  suggestions: oc.input(Nothing).output(
    z.array(
      MappingRow.pick({
        customerKey: true,
        name: true,
        displayName: true,
        state: true,
        haloClientId: true,
      }).extend({ suggestion: Suggestion }),
    ),
  ),
  /**
   * All of them as one step that can be undone. Many go in several calls: each says the step of the one before, and
   * joins it as long as nobody has made another one since.
   */
  choose: oc
    .input(
      z.object({
        orders: z.array(ChoiceOrder).min(1).max(1_000),
        step: z.number().int().nullable().default(null),
      }),
    )
    .output(ChosenResult),
  undo: oc.input(Nothing).output(ChoiceResult),
  redo: oc.input(Nothing).output(ChoiceResult),
  /** The whole mapping as CSV. */
  exportCsv: oc.input(Nothing).output(z.object({ text: z.string() })),
  /** What a file asks for, line by line, and the orders that would do it; changes nothing. */
  planImport: oc.input(z.object({ text: z.string().max(LARGEST_IMPORT) })).output(
    z.object({
      lines: z.array(ImportLine),
      orders: z.array(ChoiceOrder),
      /** For a person: why the file could not be read. */
      text: z.string().nullable(),
    }),
  ),
};
