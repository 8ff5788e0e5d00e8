import type { UnmappedCustomer } from '../../../shared/contract/mapping.ts';
import type { ParkedRow } from '../../../shared/contract/outbox.ts';
import type { RequestRow } from '../../../shared/contract/requests.ts';
import type { ElevationRequest } from '../../../shared/domain/elevation-request.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import { aRequest } from '../../support/fake-idemeum.ts';

export const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface RowFields extends Omit<Partial<RequestRow>, 'request' | 'ticket'> {
  readonly request?: Partial<ElevationRequest>;
  readonly ticket?: Partial<Ticket> | null;
  readonly ageMinutes?: number;
}

/** A pending request whose ticket is open; a test says only what matters to it. */
export function aRow(id: string, fields: RowFields = {}): RequestRow {
  const { request, ticket, ageMinutes = 5, ...rest } = fields;
  const at = Date.now() - ageMinutes * MINUTE;
  const whole = aRequest({ id, createdAt: at, updatedAt: at, ...request });
  return {
    request: whole,
    ticket: ticket === null ? null : { ...aTicket(id, at), ...ticket },
    ticketUrl: 'https://halo.example/tickets?id=4711',
    customerKey: 'name:contoso',
    haloClientName: 'Contoso Ltd',
    firstSeenAt: at,
    expiresAt: whole.status === 'pending' ? at + 4 * DAY : null,
    decision: null,
    ...rest,
  };
}

function aTicket(requestId: string, at: number): Ticket {
  return {
    requestId,
    reference: 'IDM-0123456789AB',
    state: 'open',
    haloTicketId: 4711,
    haloClientId: 901,
    haloAssetId: null,
    openedHere: true,
    madeBy: 'companion',
    openedAt: at,
    closedAt: null,
    closedBy: null,
    note: null,
  };
}

export function aParked(id: number, fields: Partial<ParkedRow> = {}): ParkedRow {
  const at = Date.now() - 10 * MINUTE;
  return {
    entry: {
      id,
      kind: 'close-ticket',
      subject: 'r7',
      requestId: 'r7',
      state: 'parked',
      attempt: 3,
      until: null,
      uncertain: false,
      parked: { kind: 'rejected', text: 'HaloPSA has no closed status “Closed”.' },
      lastError: null,
      createdAt: at,
      updatedAt: at,
    },
    title: 'Close ticket #4702: Grace Hopper · PuTTY 0.82',
    ...fields,
  };
}

export function anUnmapped(fields: Partial<UnmappedCustomer> = {}): UnmappedCustomer {
  return {
    customerKey: 'name:fabrikam',
    name: 'fabrikam',
    displayName: 'Fabrikam',
    state: 'ambiguous',
    haloClientId: null,
    note: null,
    waitingRequests: 2,
    ...fields,
  };
}
