import { describe, expect, test } from 'vitest';
import type { ElevationRequest } from '../../../shared/domain/elevation-request.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import { aRequest } from '../../../test/support/fake-idemeum.ts';
import type { HaloTicket } from '../ports/halo.ts';
import { matched, type Wanted } from './connector-match.ts';

const NOON = Date.parse('2026-03-02T12:00:00Z');

function wanted(fields: Partial<ElevationRequest> = {}, haloClientId: number | null = 901): Wanted {
  const request = aRequest({ portalUrl: null, createdAt: NOON, ...fields });
  const ticket: Ticket = {
    requestId: request.id,
    reference: 'IDM-1',
    state: 'opening',
    haloTicketId: null,
    haloClientId: null,
    haloAssetId: null,
    madeBy: 'connector',
    openedHere: false,
    openedAt: null,
    closedAt: null,
    closedBy: null,
    note: null,
  };
  return { ticket, request, haloClientId };
}

const TICKET: HaloTicket = {
  id: 7,
  summary: 'Elevation on PC-1',
  details: 'https://a.idemeum.com/1',
  thirdPartyId: null,
  clientId: 901,
  statusId: 1,
  closed: false,
  agentId: null,
  closureNote: null,
  assetIds: [],
  clientReference: null,
  createdAt: NOON,
};

describe('by client, device and time', () => {
  test('a request has the ticket that fits', () => {
    const one = wanted();
    expect(matched([one], [TICKET])).toEqual(new Map([[one, TICKET]]));
  });

  test.each<[string, Partial<HaloTicket>]>([
    ['no details', { details: null }],
    ['no summary', { summary: null, details: 'Elevation on PC-1' }],
  ])('a request has the ticket that fits also where that one has %s', (_, fields) => {
    const [one, ticket] = [wanted(), { ...TICKET, ...fields }];
    expect(matched([one], [ticket])).toEqual(new Map([[one, ticket]]));
  });

  test.each<[string, Wanted, Partial<HaloTicket>]>([
    [
      'whose customer has no client, where Halo does not tell that of the ticket either',
      wanted({}, null),
      { clientId: null },
    ],
    ['without a device', wanted({ device: null }), {}],
    ['of which nobody knows when it was made', wanted({ createdAt: null }), {}],
    ['where Halo does not tell when the ticket was made', wanted(), { createdAt: null }],
  ])('a request has none %s', (_, one, fields) => {
    expect(matched([one], [{ ...TICKET, ...fields }])).toEqual(new Map());
  });
});

describe('by the link', () => {
  const LINK = 'https://a.idemeum.com/requests/1?x=1&y=2';

  test.each([
    ['in HTML', '<a href="https://a.idemeum.com/requests/1?x=1&amp;y=2">Respond</a>'],
    ['at the end of a sentence', `Respond at ${LINK}.`],
    ['in brackets', `Respond (${LINK}), please`],
    ['in another spelling', 'HTTPS://A.idemeum.com:443/requests/1?x=1&y=2'],
  ])('a request has the ticket that holds it %s', (_, details) => {
    const one = wanted({ portalUrl: LINK, device: null });
    const ticket = { ...TICKET, details };
    expect(matched([one], [ticket])).toEqual(new Map([[one, ticket]]));
  });

  test('one that several requests share, as it leads to their list, tells nothing', () => {
    const portalUrl = 'https://a.idemeum.com/adminportal';
    const [first, second] = [wanted({ portalUrl, device: 'PC-2' }), wanted({ portalUrl, device: 'PC-1' })];
    const ticket = { ...TICKET, details: `Respond: ${portalUrl}` };
    expect(matched([first, second], [ticket])).toEqual(new Map([[second, ticket]]));
  });
});
