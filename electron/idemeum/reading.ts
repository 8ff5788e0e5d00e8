import { createHash } from 'node:crypto';
import type { ListCustomers, ListElevationRequests } from '../../shared/domain/connection-profile.ts';
import {
  DecisionScope,
  type ElevationRequest,
  ElevationType,
} from '../../shared/domain/elevation-request.ts';
import type { IdemeumCustomer, MalformedItem } from '../companion/ports/idemeum.ts';
import { ItemReader } from './item-reader.ts';
import { isRecord, kindOf } from './json-pointer.ts';

export type ReadItem<T> = { readonly value: T } | { readonly malformed: MalformedItem };

/**
 * Makes an elevation request of one item of an answer, by the pointers and words of the connection profile. Never
 * throws: an item that cannot be understood is told of, and the rest of the answer is still good.
 */
export function readRequest(
  item: unknown,
  operation: Pick<ListElevationRequests, 'fields' | 'values'>,
): ReadItem<ElevationRequest> {
  if (!isRecord(item)) return { malformed: malformedItem(item, null, [notAnObject(item)]) };
  const reader = new ItemReader(item, operation.fields);
  const id = reader.id('id');
  const status = reader.word('status', operation.values.status, 'required');
  const parts = {
    ...readPeople(reader),
    ...readApplication(reader),
    createdAt: reader.time('createdAt'),
    updatedAt: reader.time('updatedAt'),
    portalUrl: reader.link('portalUrl'),
    decision: readDecision(reader, operation.values),
  };
  if (reader.problems.length === 0 && parts.customerName === null && parts.customerDisplayName === null) {
    reader.problem('customerName and customerDisplayName are missing; at least one of them is expected');
  }
  if (id === null || status === null || reader.problems.length > 0) {
    return { malformed: malformedItem(item, id, reader.problems) };
  }
  return { value: { id, status, ...parts } };
}

/** As `readRequest`, for an item of the list of customers. */
export function readCustomer(
  item: unknown,
  operation: Pick<ListCustomers, 'fields'>,
): ReadItem<IdemeumCustomer> {
  if (!isRecord(item)) return { malformed: malformedItem(item, null, [notAnObject(item)]) };
  const reader = new ItemReader(item, operation.fields);
  const id = reader.id('id', 'optional');
  const name = reader.line('name');
  const displayName = reader.line('displayName');
  if (reader.problems.length === 0 && name === null && displayName === null) {
    reader.problem('name and displayName are missing; at least one of them is expected');
  }
  if (reader.problems.length > 0) return { malformed: malformedItem(item, id, reader.problems) };
  return { value: { id, name, displayName } };
}

function readPeople(reader: ItemReader) {
  const names = {
    customerName: reader.line('customerName'),
    customerDisplayName: reader.line('customerDisplayName'),
  };
  const { name: userName, email: userEmail } = reader.person('userName', 'userEmail');
  return {
    ...names,
    userName,
    userEmail,
    device: reader.line('device'),
    operatingSystem: reader.descriptiveLine('operatingSystem'),
  };
}

function readApplication(reader: ItemReader) {
  return {
    application: reader.line('application'),
    fileName: reader.descriptiveLine('fileName'),
    path: reader.descriptiveLine('path'),
    publisher: reader.descriptiveLine('publisher'),
    hash: reader.descriptiveLine('hash'),
    reason: reader.descriptiveLines('reason'),
  };
}

/** The companion's own words, for a profile that translates none. */
const OWN_SCOPES = DecisionScope.enum;
const OWN_ELEVATION_TYPES = ElevationType.enum;

function readDecision(
  reader: ItemReader,
  values: ListElevationRequests['values'],
): ElevationRequest['decision'] {
  const { name: byName, email: byEmail } = reader.person('decidedByName', 'decidedByEmail');
  return {
    byName,
    byEmail,
    scope: reader.word('decisionScope', values.decisionScope ?? OWN_SCOPES, 'optional'),
    elevationType: reader.word('elevationType', values.elevationType ?? OWN_ELEVATION_TYPES, 'optional'),
    comment: reader.lines('decisionComment'),
    at: reader.time('decidedAt'),
  };
}

function notAnObject(item: unknown): string {
  return `the item is ${kindOf(item)}; an object is expected`;
}

function malformedItem(item: unknown, itemId: string | null, problems: readonly string[]): MalformedItem {
  const key = itemId === null ? `hash:${hashOf(item)}` : `id:${itemId}`;
  return { key, itemId, reason: problems.join('; ') };
}

function hashOf(item: unknown): string {
  return createHash('sha256').update(jsonOf(item)).digest('hex').slice(0, 16);
}

/** JSON that was nested deeply enough to be read but not to be written again must not end the whole reading. */
function jsonOf(item: unknown): string {
  try {
    return JSON.stringify(item) ?? kindOf(item);
  } catch (error) {
    if (error instanceof RangeError) return kindOf(item);
    throw error;
  }
}
