import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
});
afterEach(() => desk.dispose());

async function found(search: string): Promise<string[]> {
  const { activity } = await desk.companion();
  const query = { from: 0, to: Number.MAX_SAFE_INTEGER, search, limit: 100 };
  return (await activity.timeline(query)).entries.map(({ text }) => text);
}

describe('a search of the timeline', () => {
  beforeEach(async () => {
    const { audit } = await desk.journal();
    const all = { event: 'ticket.closed', actor: 'tina@msp.example' } as const;
    const about = { requestId: 'req-77', customerKey: 'name:contoso', haloTicketId: 4_711 };
    await audit.add({ ...all, ...about, text: 'About a ticket.' }, 2);
    await audit.add({ ...all, requestId: null, text: 'About nobody.' }, 1);
  });

  test.each([
    ['the number of the ticket in Halo', '#4711'],
    ['the id of the request, also one that the journal does not have', 'REQ-77'],
    ['the key of the customer', 'name:Contoso'],
    ['words of all of them, in any order', '#4711 ticket.closed contoso req-77 about'],
  ])('finds what has %s', async (_, search) => {
    expect(await found(search)).toEqual(['About a ticket.']);
  });

  test.each([
    ['who did it', 'TINA@msp'],
    ['what happened', 'ticket.closed'],
  ])('finds everything with %s, also without a ticket', async (_, search) => {
    expect(await found(search)).toEqual(['About a ticket.', 'About nobody.']);
  });

  test.each(['#null', 'null', '#'])('of “%s” does not find what has no ticket', async (search) => {
    expect(await found(search)).not.toContain('About nobody.');
  });

  test('takes no end of one thing and beginning of the next for a word', async () => {
    expect(await found('closedtina')).toEqual([]);
    expect(await found('exampleabout')).toEqual([]);
  });

  test('lets others have a turn, and ends with what it has when it is given up in one', async () => {
    const journal = await desk.journal();
    await journal.transact(async (tx) => {
      for (let at = 1; at <= 2_500; at += 1) {
        const text = at === 100 || at === 2_400 ? `needle ${at}` : 'hay';
        await tx.audit.add({ event: 'mapping.assigned', requestId: null, text }, at);
      }
    });
    const { activity } = await desk.companion();
    const query = { from: 0, to: Number.MAX_SAFE_INTEGER, search: 'needle', limit: 100 };
    const givenUp = new AbortController();
    setImmediate(() => givenUp.abort());
    const { entries, nextBeforeId } = await activity.timeline(query, givenUp.signal);
    expect(entries.map(({ text }) => text)).toEqual(['needle 2400']);
    expect(nextBeforeId).toBeNull();
    expect((await activity.timeline(query)).entries).toHaveLength(2);
  });
});
