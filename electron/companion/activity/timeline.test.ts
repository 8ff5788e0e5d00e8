import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { aRequest } from '../../../test/support/fake-idemeum.ts';

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
    const request = aRequest({ id: 'req-77' });
    await (await desk.journal()).requests.insert({ request, customerKey: 'name:contoso', firstSeenAt: 1 });
    expect(await found('#4711req-77')).toEqual([]);
    expect(await found('#4711 req-77 notepad++')).toEqual(['About a ticket.']);
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

describe('the timeline', () => {
  const EVER = { from: 0, to: Number.MAX_SAFE_INTEGER, search: '' };
  const add = async (event: string, at: number) => {
    const journal = await desk.journal();
    await journal.audit.add({ event, requestId: null, text: `${event} at ${at}` }, at);
  };

  test('has entries of one kind alone where nothing is searched for', async () => {
    await add('ticket.opened', 1);
    await add('mapping.assigned', 2);
    await add('ticket.closed', 3);
    const { activity } = await desk.companion();
    const { entries } = await activity.timeline({ ...EVER, kind: 'ticket', limit: 100 });
    expect(entries.map(({ event }) => event)).toEqual(['ticket.closed', 'ticket.opened']);
  });

  test('ends behind an entry that is gone meanwhile, instead of beginning anew', async () => {
    for (const at of [1, 2, 3]) await add('ticket.opened', at);
    const { activity } = await desk.companion();
    const { nextBeforeId } = await activity.timeline({ ...EVER, limit: 2 });
    const { audit } = await desk.journal();
    // Its time was over.
    await audit.shorten(nextBeforeId ?? 0, 'companion', 4);
    await audit.sweep();
    const page = { ...EVER, limit: 2, beforeId: nextBeforeId ?? 0 };
    expect(await activity.timeline(page)).toEqual({ entries: [], nextBeforeId: null });
  });

  test('reads no more of the journal than a page shows, and larger pieces where it searches', async () => {
    for (let at = 1; at <= 6; at += 1) await add('ticket.opened', at);
    const { audit } = await desk.journal();
    const read: number[] = [];
    const original = audit.timeline.bind(audit);
    audit.timeline = (query) => {
      read.push(query.limit);
      return original(query);
    };
    const { activity } = await desk.companion();
    await activity.timeline({ ...EVER, limit: 3 });
    await activity.timeline({ ...EVER, search: '  ', limit: 3 });
    expect(read).toEqual([3, 3]);
    await activity.timeline({ ...EVER, search: 'opened', limit: 3 });
    expect(read).toEqual([3, 3, 1_000]);
  });

  test('shows an entry whose result somebody made up as one that failed', async () => {
    await add('ticket.opened', 1);
    const { activity } = await desk.companion();
    const raw = new DatabaseSync(desk.journalFile);
    raw.exec("UPDATE audit SET result = 'made up'");
    raw.close();
    const { entries } = await activity.timeline({ ...EVER, limit: 100 });
    expect(entries).toMatchObject([{ event: 'ticket.opened', result: 'failed' }]);
  });
});
