import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DRAFT, HaloInstance } from '../../test/support/halo-instance.ts';
import { answer } from '../../test/support/http-double.ts';

let halo: HaloInstance;
beforeEach(async () => {
  halo = await HaloInstance.open();
});
afterEach(() => halo.close());

describe('writing', () => {
  test('a ticket is created by an array of one, with everything that belongs on it', async () => {
    halo.api = (_, response) => answer(response, 201, { id: '4711', summary: 'S', client_id: 12 });
    expect(await halo.client().createTicket(DRAFT)).toMatchObject({ id: 4711, clientId: 12 });
    expect(JSON.parse(halo.seen.at(-1)?.body ?? '')).toEqual([
      {
        tickettype_id: 31,
        client_id: 12,
        summary: 'S',
        details_html: '<p>D</p>',
        category_1: 'A>B',
        urgency: 2,
        impact: 3,
        third_party_id_string: 'req-1',
        assets: [{ id: 5 }],
        reportedby: 'ada@contoso.example',
        userlookup: { id: -1, lookupdisplay: 'Enter Details Manually' },
        donotapplytemplateintheapi: true,
        _novalidate: true,
      },
    ]);
  });

  test.each([
    ['cut short', '{"id": 47', 'broken-answer', true],
    ['empty', '', 'broken-answer', true],
    ['of another shape', '{"ok":true}', 'broken-answer', true],
  ])('an answer that is %s may still mean that there is a ticket', async (_, body, kind, mayHaveHappened) => {
    halo.api = (__, response) => answer(response, 200, body);
    await expect(halo.client().createTicket(DRAFT)).rejects.toMatchObject({ kind, mayHaveHappened });
  });

  test('closing by status and by action say the same in the two forms', async () => {
    const order = {
      ticketId: 5,
      closedStatusId: 9,
      agentId: 8,
      noteText: 'n\nm',
      noteHtml: 'n<br>m',
      hours: 0.0833,
      outcomeId: 7,
    };
    halo.api = (_, response) => answer(response, 200, {});
    const client = halo.client();
    await client.closeTicket(order, 'ticket');
    await client.closeTicket(order, 'action');
    const bodies = halo.seen.slice(-2).map((request) => [request.url.pathname, JSON.parse(request.body)]);
    expect(bodies).toEqual([
      [
        '/api/Tickets',
        [
          {
            id: 5,
            status_id: 9,
            closure_note: 'n\nm',
            closure_note_html: 'n<br>m',
            closure_time: 0.0833,
            agent_id: 8,
            closure_agent_id: 8,
          },
        ],
      ],
      [
        '/api/Actions',
        [
          {
            ticket_id: 5,
            outcome_id: 7,
            new_status: 9,
            note_html: 'n<br>m',
            timetaken: 0.0833,
            sendemail: false,
            who_agentid: 8,
            new_agent: 8,
          },
        ],
      ],
    ]);
  });

  test.each([
    [403, { Message: 'No.' }, 'forbidden', /“Can add new Tickets”.*edit:tickets.*Halo said: No\./u],
    [
      400,
      'Client is inactive',
      'rejected',
      /refused to open the ticket \(400\)\. Halo said: Client is inactive/u,
    ],
    [400, { resultCode: 5, errorMessage: 'Nope' }, 'rejected', /Nope/u],
    [500, '<html><head><title>Oops</title></head></html>', 'failing', /Oops/u],
  ])('a refusal %s %j names what is missing', async (status, body, kind, text) => {
    halo.api = (_, response) => answer(response, status, body);
    const failure = await halo
      .client()
      .createTicket(DRAFT)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind });
    expect(String(failure)).toMatch(text);
  });
});
