import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import type { Troubles } from '../../../test/support/trouble.ts';
import { referenceFor } from './reference.ts';
import { recordSightings } from './sightings.ts';

const REFERENCE = referenceFor('msp.idemeum.com', 'r1');

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
  desk.idemeum.put({ id: 'r1' });
});
afterEach(() => desk.dispose());

/** A ticket for r1 as another companion makes it. */
function twin(fields = {}) {
  return desk.halo.seed({
    summary: `Elevation [${REFERENCE}]`,
    thirdPartyId: 'r1',
    clientId: 901,
    ...fields,
  });
}

/** Ours is opened, then another companion's shows up: with the higher number, unless told otherwise. */
async function openedTwice(fields = {}) {
  await desk.pass();
  const [ours] = desk.halo.tickets;
  if (!ours) throw new Error('no ticket was opened');
  return { ours, theirs: twin(fields) };
}

async function eventsOf(requestId: string) {
  return (await (await desk.journal()).audit.ofRequest(requestId)).map(
    ({ event, text }) => `${event}: ${text}`,
  );
}

describe('two tickets of one request', () => {
  test('the lower number stays; the other is closed with a note that names it, and no time', async () => {
    const { ours, theirs } = await openedTwice();
    await desk.pass();
    const note = `Duplicate of ticket #${ours.id}: both were opened for the same elevation request (${REFERENCE}). Work goes on in #${ours.id}.`;
    expect(theirs.closings).toEqual([{ way: 'ticket', note, hours: 0, agentId: null }]);
    expect(ours.closings).toEqual([]);
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', haloTicketId: ours.id });
    const text = `Ticket #${theirs.id} was a duplicate of #${ours.id} and is closed.`;
    const entries = await (await desk.journal()).audit.after(0, 50);
    expect(entries.find(({ event }) => event === 'ticket.duplicate-closed')).toMatchObject({
      requestId: 'r1',
      haloTicketId: theirs.id,
      text,
    });
  });

  test('theirs is used when it has the lower number, and ours is closed', async () => {
    const { ours, theirs } = await openedTwice({ id: 17 });
    await desk.pass();
    expect(ours.closings).toHaveLength(1);
    expect(theirs.closings).toEqual([]);
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', haloTicketId: 17 });
    expect(await eventsOf('r1')).toContain(
      `ticket.relinked: Ticket #${ours.id} was a duplicate of #17; the lower number stays.`,
    );
    expect(await eventsOf('r1')).toContain(
      'ticket.adopted: Ticket #17 carries the reference of this request and is used for it.',
    );
    desk.idemeum.settle('r1', 'approved');
    await desk.pass();
    expect(theirs.closings[0]?.note).toContain('Approved by Tina Tech');
  });

  test('theirs counts as theirs, also after ours was found when the answer to its create was lost', async () => {
    desk.halo.troubles = (call) =>
      call === 'createTicket' ? { kind: 'error', error: 'interrupted', when: 'after' } : null;
    await desk.pass(0);
    desk.halo.troubles = () => null;
    await desk.pass();
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', openedHere: true });
    twin({ id: 17 });
    await desk.pass();
    expect(await desk.ticketOf('r1')).toMatchObject({ haloTicketId: 17, openedHere: false });
  });

  test('one that is closed already is left as it is', async () => {
    const { theirs } = await openedTwice({ closed: true });
    await desk.pass();
    expect(theirs.closings).toEqual([]);
  });

  test('one that somebody closes before we come is left as it is', async () => {
    const { theirs } = await openedTwice();
    desk.halo.troubles = (call) => {
      if (call === 'searchSummary') queueMicrotask(() => (theirs.closed = true));
      return null;
    };
    await desk.pass();
    expect(theirs.closings).toEqual([]);
    expect(await eventsOf('r1')).toContainEqual(expect.stringContaining('ticket.duplicate-closed'));
  });

  test.each(['loudly', 'silently'] as const)(
    'the other way is tried when the first is refused %s',
    async (how) => {
      desk.halo.refuses = [{ way: 'ticket', how }];
      const { theirs } = await openedTwice();
      await desk.pass();
      expect(theirs.closings.map(({ way }) => way)).toEqual(['action']);
    },
  );

  test('the way that worked last is the first', async () => {
    desk.halo.refuses = [{ way: 'ticket', how: 'loudly' }];
    desk.idemeum.put({ id: 'r0' });
    desk.idemeum.settle('r0', 'denied');
    const { theirs } = await openedTwice();
    desk.halo.refuses = [];
    await desk.pass();
    expect(theirs.closings.map(({ way }) => way)).toEqual(['action']);
  });

  test('a person is asked when Halo leaves it open', async () => {
    desk.halo.refuses = [
      { way: 'ticket', how: 'silently' },
      { way: 'action', how: 'silently' },
    ];
    const { theirs } = await openedTwice();
    expect((await desk.pass()).problems.join()).toContain(
      `Halo left the duplicate ticket #${theirs.id} open.`,
    );
    // The ticket that stays has nothing to do with it.
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', note: null });
  });

  test('a person hears what Halo said when it refuses both ways', async () => {
    desk.halo.refuses = [
      { way: 'ticket', how: 'silently' },
      { way: 'action', how: 'loudly' },
    ];
    await openedTwice();
    expect((await desk.pass()).problems.join()).toContain('Not by action.');
  });

  test('trouble on the way is no refusal: the same way is tried again', async () => {
    const { theirs } = await openedTwice();
    let failed = 0;
    const once: Troubles = (call) => {
      if (!call.startsWith('closeTicket') || failed > 0) return null;
      failed += 1;
      return { kind: 'error', error: 'unreachable', when: 'before' };
    };
    desk.halo.troubles = once;
    await desk.pass(60_000);
    expect(theirs.closings.map(({ way }) => way)).toEqual(['ticket']);
  });

  test('the note names the one that stays in the end, where that one shows up only later', async () => {
    const { theirs } = await openedTwice();
    let fails = true;
    desk.halo.troubles = (call) =>
      fails && call.startsWith('closeTicket')
        ? { kind: 'error', error: 'unreachable', when: 'before' }
        : null;
    await desk.pass();
    expect(theirs.closings).toEqual([]);
    twin({ id: 5 });
    const sighting = { haloTicketId: 5, reference: REFERENCE, isOurs: true, closed: false };
    const moment = { now: desk.clock.now(), searchLagMs: 0, othersFirstMs: 0 };
    await (await desk.journal()).transact((tx) => recordSightings(tx, [sighting], moment));
    fails = false;
    await desk.pass(600_000);
    expect(theirs.closings.map(({ note }) => note)).toEqual([expect.stringContaining('Work goes on in #5.')]);
  });
});

describe('a ticket with our reference that is there before ours', () => {
  test('is used, with the client it is mapped to, and opening is over', async () => {
    const theirs = twin();
    await desk.pass();
    expect(await desk.ticketOf('r1')).toMatchObject({
      state: 'open',
      haloTicketId: theirs.id,
      haloClientId: 901,
      openedAt: desk.clock.now(),
    });
    expect(await (await desk.journal()).outbox.findFor('open-ticket', 'r1')).toMatchObject({
      state: 'done',
      until: null,
      parked: null,
    });
    expect(desk.halo.calls).not.toContain('createTicket');
  });

  test('is closed when the request is over already', async () => {
    const theirs = twin();
    desk.idemeum.settle('r1', 'denied');
    await desk.pass();
    expect(theirs.closings.map(({ note }) => note)).toEqual([expect.stringContaining('Denied by Tina Tech')]);
  });

  test('counts as closed by hand when it is closed and the request pending', async () => {
    twin({ closed: true });
    await desk.pass();
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'closed', closedBy: 'by-hand' });
    expect(desk.halo.calls).not.toContain('createTicket');
  });

  test('is closed in our eyes when it has the status for closed tickets', async () => {
    desk.idemeum.put({ id: 'r0' });
    await desk.pass();
    const open = desk.halo.tickets.find(({ thirdPartyId }) => thirdPartyId === 'r0');
    if (open) open.statusId = 77;
    await desk.pass();
    expect(await desk.ticketOf('r0')).toMatchObject({ state: 'closed', closedBy: 'by-hand' });
  });

  test.each([
    ['kept for another request', { thirdPartyId: 'r2' }],
    ['with a second reference', { summary: `FW: [${REFERENCE}] [${referenceFor('msp.idemeum.com', 'r2')}]` }],
    ['that keeps no id and whose details name no reference', { thirdPartyId: null, details: 'about it' }],
  ])('is not ours: one %s', async (_, fields) => {
    const theirs = twin(fields);
    expect(await desk.pass()).toMatchObject({ opened: 1 });
    expect((await desk.ticketOf('r1'))?.haloTicketId).not.toBe(theirs.id);
    expect(theirs.closings).toEqual([]);
  });

  test('is ours by its details where Halo keeps no id', async () => {
    const theirs = twin({ thirdPartyId: null, details: `Reference ${REFERENCE.toLowerCase()}` });
    expect(await desk.pass()).toMatchObject({ opened: 0 });
    expect((await desk.ticketOf('r1'))?.haloTicketId).toBe(theirs.id);
  });

  test('seen before its request was known is looked into once the request is', async () => {
    await desk.pass();
    const early = desk.halo.seed({
      summary: `Elevation [${referenceFor('msp.idemeum.com', 'r2')}]`,
      thirdPartyId: 'r2',
      clientId: 901,
    });
    await desk.pass();
    desk.idemeum.put({ id: 'r2' });
    // Halo no longer finds it; what was seen is remembered.
    desk.halo.searchLagMs = 3_600_000;
    expect(await desk.pass()).toMatchObject({ opened: 0 });
    expect((await desk.ticketOf('r2'))?.haloTicketId).toBe(early.id);
  });

  test('and gone by the time it is looked into, is no reason not to open one', async () => {
    await desk.pass();
    desk.halo.seed({ summary: `Elevation [${referenceFor('msp.idemeum.com', 'r2')}]`, thirdPartyId: 'r2' });
    await desk.pass();
    desk.halo.tickets.pop();
    desk.idemeum.put({ id: 'r2' });
    expect(await desk.pass()).toMatchObject({ opened: 1 });
  });
});

test('a decided request whose ticket was closed by us in an earlier life is not closed twice', async () => {
  await desk.pass();
  desk.idemeum.settle('r1', 'approved');
  await desk.pass();
  const other = new Desk({ beside: desk });
  await other.pass();
  expect(desk.halo.tickets.map(({ closings }) => closings.length)).toEqual([1]);
  expect(await other.ticketOf('r1')).toMatchObject({ state: 'closed', closedBy: 'companion' });
  await other.dispose();
});

test('a ticket that is opened and to be closed in one long turn is not closed before its twin was looked for', async () => {
  desk.idemeum.settle('r1', 'approved');
  for (let n = 2; n < 6; n += 1) desk.idemeum.put({ id: `r${n}` });
  desk.halo.troubles = (call) => {
    // Another companion's create was on its way while this one looked, and every create takes its time.
    if (call === 'createTicket' && desk.halo.tickets.length === 0) twin({ id: 17 });
    if (call === 'createTicket') desk.clock.advance(4_000);
    return null;
  };
  await desk.pass(0);
  await desk.pass();
  const ours = desk.halo.tickets.find(({ id, thirdPartyId }) => id !== 17 && thirdPartyId === 'r1');
  expect(ours?.closings.map(({ note, hours }) => [note.slice(0, 25), hours])).toEqual([
    ['Duplicate of ticket #17: ', 0],
  ]);
  expect(desk.halo.tickets.find(({ id }) => id === 17)?.closings).toHaveLength(1);
});
