import { isDeepStrictEqual } from 'node:util';
import type {
  ChoiceOrder,
  ChoiceResult,
  ChosenResult,
  SeenMapping,
} from '../../../shared/contract/mapping.ts';
import type { Mapping, MappingChoice } from '../../../shared/domain/mapping.ts';
import { type Core, momentOf, technicianOf } from '../core.ts';
import type { JournalTx, StoredClient, StoredCustomer } from '../journal/journal.ts';
import type { MappingChange, MappingStep } from '../journal/mapping-changes.ts';
import type { Told } from '../ports/told.ts';
import { READINGS_UNTIL_GONE, usableClients } from './directory.ts';
import { mappingErrors } from './error-table.ts';
import { releaseWaiting } from './mapper.ts';
import { type ClientIndex, indexClients, matchCustomer } from './match.ts';

/** What people change by hand. Every change is a step that can be undone, here and after a restart. */

const NOTHING: ChoiceResult = { changed: 0, refused: [] };

type Refusal = { readonly refused: Told };

/**
 * Carries out what a person chose, each order by itself, all of them as one step.
 * @param into an earlier step that they belong to, as long as it is still the newest
 */
export async function choose(
  core: Core,
  orders: readonly ChoiceOrder[],
  into: number | null,
): Promise<ChosenResult> {
  const index = indexClients(await usableClients(core));
  return await core.journal.transact(async (tx) => {
    const changes: MappingChange[] = [];
    const refused: ChoiceResult['refused'] = [];
    for (const { customerKey, choice, expected } of orders) {
      const done = await chooseOne(tx, core, index, customerKey, choice, expected);
      if ('refused' in done) refused.push({ customerKey, text: done.refused.text });
      else if (!isDeepStrictEqual(done.before, choice))
        changes.push({ customerKey, before: done.before, after: choice });
    }
    const step = changes.length === 0 ? into : await tx.mappingChanges.add(changes, into, core.clock.now());
    return { changed: changes.length, refused, step };
  });
}

/** Takes the newest step back. A customer that somebody has changed since stays as it is. */
export async function undo(core: Core): Promise<ChoiceResult> {
  return await turn(core, true);
}

export async function redo(core: Core): Promise<ChoiceResult> {
  return await turn(core, false);
}

async function turn(core: Core, isBack: boolean): Promise<ChoiceResult> {
  const index = indexClients(await usableClients(core));
  return await core.journal.transact(async (tx) => {
    const step = isBack ? await tx.mappingChanges.lastDone() : await tx.mappingChanges.lastUndone();
    if (step === null) return NOTHING;
    await tx.mappingChanges.setUndone(step.step, isBack);
    return await turnStep(tx, core, index, step, isBack);
  });
}

async function turnStep(
  tx: JournalTx,
  core: Core,
  index: ClientIndex,
  { changes }: MappingStep,
  isBack: boolean,
): Promise<ChoiceResult> {
  const refused: ChoiceResult['refused'] = [];
  for (const { customerKey, before, after } of changes) {
    const [from, to] = isBack ? [after, before] : [before, after];
    const mapping = await tx.mappings.find(customerKey);
    const customer = await tx.customers.find(customerKey);
    const isAsItWas = isDeepStrictEqual(choiceOf(mapping), from);
    const done = isAsItWas
      ? await chooseOne(tx, core, index, customerKey, to, seenOf(mapping))
      : { refused: mappingErrors.changedSince(customer === null ? customerKey : nameOf(customer)) };
    if ('refused' in done) refused.push({ customerKey, text: done.refused.text });
  }
  return { changed: changes.length - refused.length, refused };
}

async function chooseOne(
  tx: JournalTx,
  core: Core,
  index: ClientIndex,
  customerKey: string,
  choice: MappingChoice,
  expected: SeenMapping,
): Promise<{ readonly before: MappingChoice } | Refusal> {
  const customer = await tx.customers.find(customerKey);
  if (!customer) return { refused: mappingErrors.customerUnknown() };
  const known = await tx.mappings.find(customerKey);
  const seen = seenOf(known);
  if (seen.state !== expected.state || seen.haloClientId !== expected.haloClientId) {
    return { refused: mappingErrors.changedMeanwhile(nameOf(customer), byWhom(known)) };
  }
  const client = choice.kind === 'client' ? await tx.clients.find(choice.haloClientId) : null;
  const problem = choice.kind === 'client' ? problemOf(client) : null;
  if (problem !== null) return { refused: problem };
  const mapping = mappingFor(core, customer, choice, index);
  await tx.mappings.save(mapping);
  await releaseWaiting(tx, mapping, momentOf(core));
  await tx.audit.add(
    { ...eventOf(choice, customer, client), requestId: null, customerKey, actor: technicianOf(core) },
    core.clock.now(),
  );
  return { before: choiceOf(known) };
}

function problemOf(client: StoredClient | null): Told | null {
  if (!client || client.missed >= READINGS_UNTIL_GONE) {
    return mappingErrors.clientUnknown();
  }
  return client.inactive ? mappingErrors.clientInactive(client.name) : null;
}

function mappingFor(
  core: Core,
  customer: StoredCustomer,
  choice: MappingChoice,
  index: ClientIndex,
): Mapping {
  const shared = { customerKey: customer.key, updatedAt: core.clock.now() };
  const byHand = { ...shared, mappedBy: technicianOf(core) };
  switch (choice.kind) {
    case 'client':
      return { ...byHand, state: 'manual', haloClientId: choice.haloClientId, note: null };
    case 'ignored':
      return { ...byHand, state: 'ignored', haloClientId: null, note: mappingErrors.ignored().text };
    case 'automatic':
      return { ...shared, mappedBy: null, ...matchCustomer(customer, index) };
  }
}

function eventOf(choice: MappingChoice, customer: StoredCustomer, client: StoredClient | null) {
  const name = nameOf(customer);
  switch (choice.kind) {
    case 'client':
      return {
        event: 'mapping.assigned',
        text: `${name} is the Halo client “${client?.name}” (#${client?.id}), chosen by hand.`,
      };
    case 'ignored':
      return { event: 'mapping.ignored', text: `${name} gets no tickets, chosen by hand.` };
    case 'automatic':
      return { event: 'mapping.unassigned', text: `${name}: the choice made by hand was taken back.` };
  }
}

/** What a person has chosen so far; automatic for what nobody did. */
function choiceOf(mapping: Mapping | null): MappingChoice {
  if (mapping?.state === 'ignored') return { kind: 'ignored' };
  const { haloClientId, mappedBy } = mapping ?? { haloClientId: null, mappedBy: null };
  // A choice by hand that broke is still that choice.
  return mappedBy !== null && haloClientId !== null
    ? { kind: 'client', haloClientId }
    : { kind: 'automatic' };
}

export function seenOf(mapping: Mapping | null): SeenMapping {
  return { state: mapping?.state ?? 'unmatched', haloClientId: mapping?.haloClientId ?? null };
}

function byWhom(mapping: Mapping | null): string {
  return mapping === null || mapping.mappedBy === null ? '' : ` by ${mapping.mappedBy}`;
}

export function nameOf(customer: Pick<StoredCustomer, 'key' | 'name' | 'displayName'>): string {
  return customer.displayName ?? customer.name ?? customer.key;
}
