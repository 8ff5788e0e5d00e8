import type { Settings } from '../settings.ts';
import type { ElevationRequest, IdemeumCustomer } from './entities.ts';

const HASH_START = 0x1f;

export function customerView(customer: IdemeumCustomer): object {
  return {
    ...customer,
    status: 'ACTIVE',
    // Fields appear at any time.
    features: { epm: true, jit: true },
  };
}

/** A request in the shape of the default connection profile. Optional fields without a value are null or absent. */
export function requestView(settings: Settings, origin: string, request: ElevationRequest): object {
  const optional = (fields: Readonly<Record<string, unknown>>): object =>
    Object.fromEntries(
      Object.entries(fields).filter(
        ([name, value]) => value !== null || !isAbsent(settings.idemeum.absentRate, request.id, name),
      ),
    );
  const { decision } = request;
  return {
    id: request.id,
    type: 'ELEVATION',
    status: request.status,
    customerName: request.customerName,
    customerDisplayName: request.customerDisplayName,
    user: { ...optional({ name: request.userName, email: request.userEmail }), sid: null },
    endpoint: { ...optional({ name: request.device, os: request.operatingSystem }), agentVersion: '4.2.1' },
    application: optional({
      name: request.application,
      fileName: request.fileName,
      path: request.path,
      publisher: request.publisher,
      sha256: request.sha256,
    }),
    createdAt: timeOf(settings, request.createdAt),
    updatedAt: timeOf(settings, request.updatedAt),
    portalUrl: portalUrl(origin, request),
    ...optional({
      reason: request.reason,
      decision: decision && {
        ...optional({
          by: decision.by && optional({ ...decision.by }),
          scope: decision.scope,
          elevationType: decision.elevationType,
          comment: decision.comment,
        }),
        at: timeOf(settings, decision.at),
      },
    }),
  };
}

function timeOf({ idemeum }: Settings, at: number): string {
  const text = new Date(at).toISOString();
  switch (idemeum.timesAs) {
    case 'milliseconds':
      return text;
    case 'seconds':
      return `${text.slice(0, 19)}Z`;
    case 'offset':
      return `${text.slice(0, -1)}+00:00`;
  }
}

function portalUrl(origin: string, request: ElevationRequest): string {
  return `${origin}/adminportal/elevationrequests/${request.id}`;
}

/** The same for the same request at every reading. */
function isAbsent(rate: number, id: string, name: string): boolean {
  let hash = HASH_START;
  for (const character of `${id}/${name}`)
    hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return (hash % 1_000) / 1_000 < rate;
}
