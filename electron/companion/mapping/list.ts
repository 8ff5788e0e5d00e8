import { setImmediate } from 'node:timers/promises';
import type { MappingFilter, MappingPage, MappingRow } from '../../../shared/contract/mapping.ts';
import { fold } from '../../../shared/domain/fold.ts';
import { type MappingChoice, MappingState } from '../../../shared/domain/mapping.ts';
import type { Core } from '../core.ts';
import type { ListedMapping, StoredCustomer } from '../journal/journal.ts';
import type { MappingStep } from '../journal/mapping-changes.ts';
import type { MappingQuery, SuggestedMapping } from './api.ts';
import { nameOf, seenOf } from './choices.ts';
import { NameIndex } from './closeness.ts';
import { directoryRevision, usableClients } from './directory.ts';

/** States in which a person has to say which client it is. */
const OPEN: readonly MappingState[] = ['ambiguous', 'unmatched', 'broken'];

/** Less than this is no suggestion but a guess. */
const CLOSE_ENOUGH = 0.5;

/** Customers between two breaths: other work goes on while thousands are compared. */
const SLICE = 25;

/** The names of all usable clients, prepared for comparing; made anew when the directory was read anew. */
export class ClientNames {
  readonly #core: Pick<Core, 'journal'>;
  #prepared: { readonly revision: string | null; readonly index: NameIndex } | null = null;

  constructor(core: Pick<Core, 'journal'>) {
    this.#core = core;
  }

  async index(): Promise<NameIndex> {
    const revision = await directoryRevision(this.#core);
    if (this.#prepared?.revision !== revision) {
      this.#prepared = { revision, index: new NameIndex(await usableClients(this.#core)) };
    }
    return this.#prepared.index;
  }
}

/** One page of the mapping window, with the counts of all states. */
export async function listMappings(
  core: Core,
  names: ClientNames,
  query: MappingQuery,
): Promise<MappingPage> {
  const { mappings, mappingChanges } = core.journal;
  const { text, limit, offset, filter } = query;
  const { rows, total } = await mappings.list({ states: statesOf(filter), text, limit, offset });
  const counts = await mappings.countByState();
  return {
    rows: await rowsOf(rows, await names.index()),
    total,
    counts: countsOf(counts),
    undo: await inWords(core, await mappingChanges.lastDone()),
    redo: await inWords(core, await mappingChanges.lastUndone()),
    customTabUrl: `${core.idemeum.portalUrl}?customerDisplayName=$CLIENT_REFERENCE`,
  };
}

/** Every customer without a usable client, with the closest one there is. */
export async function suggestMappings(core: Core, names: ClientNames): Promise<SuggestedMapping[]> {
  const index = await names.index();
  const open = await core.journal.customers.withoutClient();
  const found: SuggestedMapping[] = [];
  for await (const { customer, mapping } of withBreaks(open)) {
    const suggestion = suggestionFor(customer, index);
    if (suggestion === null) continue;
    const { key, name, displayName } = customer;
    found.push({ customerKey: key, name, displayName, ...seenOf(mapping), suggestion });
  }
  return found.sort((a, b) => b.suggestion.closeness - a.suggestion.closeness);
}

/** One customer as the window lists it; null when it is not known here. */
export async function getMapping(
  core: Core,
  names: ClientNames,
  customerKey: string,
): Promise<MappingRow | null> {
  const customer = await core.journal.customers.find(customerKey);
  if (!customer) return null;
  const mapping = await core.journal.mappings.find(customerKey);
  const id = mapping?.haloClientId ?? null;
  const client = id === null ? null : await core.journal.clients.find(id);
  const waiting = (await core.journal.tickets.awaitingOf(customerKey)).length;
  const [clientName, clientReference] = [client?.name ?? null, client?.reference ?? null];
  return rowOf({ customer, mapping, clientName, clientReference, waiting }, await names.index());
}

async function rowsOf(rows: readonly ListedMapping[], index: NameIndex): Promise<MappingRow[]> {
  const shown: MappingRow[] = [];
  for await (const row of withBreaks(rows)) shown.push(rowOf(row, index));
  return shown;
}

/** One after the other, with breaks in between. */
async function* withBreaks<T>(rows: readonly T[]): AsyncGenerator<T> {
  for (const [at, row] of rows.entries()) {
    if (at % SLICE === SLICE - 1) await setImmediate();
    yield row;
  }
}

function rowOf(row: ListedMapping, index: NameIndex): MappingRow {
  const { customer, mapping, clientName, clientReference, waiting } = row;
  const { state, haloClientId } = seenOf(mapping);
  return {
    customerKey: customer.key,
    name: customer.name,
    displayName: customer.displayName,
    state,
    note: mapping?.note ?? null,
    mappedBy: mapping?.mappedBy ?? null,
    haloClientId,
    clientName,
    waitingRequests: waiting,
    clientReference,
    reference: referenceOf(customer, clientReference),
    suggestion: OPEN.includes(state) ? suggestionFor(customer, index) : null,
  };
}

/** The custom tab hands the reference to idemeum as display name (reference: halo-api.md, "Custom tab"). */
function referenceOf({ displayName }: StoredCustomer, reference: string | null): MappingRow['reference'] {
  if (reference === null) return 'not-known';
  return displayName !== null && fold(displayName) === fold(reference) ? 'fits' : 'differs';
}

function suggestionFor(customer: StoredCustomer, index: NameIndex): MappingRow['suggestion'] {
  const [best, next] = [customer.displayName, customer.name]
    .flatMap((name) => (name === null ? [] : index.closest(name, CLOSE_ENOUGH, 2)))
    .sort((a, b) => b.closeness - a.closeness);
  // Of two that are equally close neither is more likely.
  const isTie = next?.closeness === best?.closeness && next?.client.id !== best?.client.id;
  if (!best || isTie) return null;
  return { haloClientId: best.client.id, clientName: best.client.name, closeness: best.closeness };
}

function statesOf(filter: MappingFilter): readonly MappingState[] | null {
  if (filter === 'all') return null;
  return filter === 'open' ? OPEN : [filter];
}

function countsOf(counts: ReadonlyMap<MappingState, number>): MappingPage['counts'] {
  const count = (states: readonly MappingState[]) =>
    states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
  const each = Object.fromEntries(MappingState.options.map((state) => [state, count([state])]));
  return { ...each, all: count(MappingState.options), open: count(OPEN) } as MappingPage['counts'];
}

async function inWords(core: Core, step: MappingStep | null): Promise<string | null> {
  const [first, ...others] = step?.changes ?? [];
  if (first === undefined) return null;
  if (others.length > 0) return `${others.length + 1} customers`;
  const customer = await core.journal.customers.find(first.customerKey);
  const client =
    first.after.kind === 'client' ? await core.journal.clients.find(first.after.haloClientId) : null;
  return `${customer ? nameOf(customer) : first.customerKey} → ${wordFor(first.after, client?.name ?? null)}`;
}

function wordFor(choice: MappingChoice, clientName: string | null): string {
  if (choice.kind === 'client') return clientName ?? `client #${choice.haloClientId}`;
  return choice.kind === 'ignored' ? 'ignored' : 'automatic';
}
