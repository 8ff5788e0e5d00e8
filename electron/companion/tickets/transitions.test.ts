import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import { OutboxDesk } from '../../../test/support/outbox-desk.ts';
import type { OutboxItem } from '../journal/journal.ts';
import { requestIsOver } from './transitions.ts';

let desk: OutboxDesk;

beforeEach(async () => {
  desk = new OutboxDesk();
  await desk.pass();
});
afterEach(() => desk.dispose());

/** The request is over while its ticket is like this. @returns the ticket, and the entry that closes it */
async function overWith(fields: Partial<Ticket>, othersFirstMs = 0) {
  const journal = await desk.journal();
  const opened = await desk.ticketOf('r1');
  if (!opened) throw new Error('no ticket was opened');
  const before = { ...opened, ...fields };
  await journal.tickets.update(before);
  const at = { now: desk.clock.now(), searchLagMs: 0, othersFirstMs };
  await journal.transact((tx) => requestIsOver(tx, before, at));
  return {
    before,
    after: await desk.ticketOf('r1'),
    entry: await journal.outbox.findFor('close-ticket', 'r1'),
  };
}

describe('when a request is over', () => {
  test.each(['open', 'needs-attention'] as const)(
    'its ticket that is in Halo (%s) is to be closed, and nothing is wrong with it any more',
    async (state) => {
      const { after, entry } = await overWith({ state, note: 'A person has to look.' });
      expect(after).toMatchObject({ state: 'closing', note: null });
      expect(entry).toMatchObject({ state: 'due', requestId: 'r1' });
      await desk.pass();
      expect(desk.halo.tickets.map(({ closed }) => closed)).toEqual([true]);
    },
  );

  test.each<[string, Partial<Ticket>]>([
    ['waits for a mapping', { state: 'awaiting-mapping', haloTicketId: null }],
    ['is being opened', { state: 'opening', haloTicketId: null }],
    ['could not be opened', { state: 'needs-attention', haloTicketId: null, note: 'A person has to look.' }],
    ['is being closed already', { state: 'closing' }],
    ['is closed', { state: 'closed', closedBy: 'companion', closedAt: 1 }],
    ['was history when the companion came', { state: 'history', haloTicketId: null }],
    ['idemeum’s connector has made', { state: 'open', madeBy: 'connector' }],
  ])('a ticket that %s stays as it is', async (_, fields) => {
    const { before, after, entry } = await overWith(fields);
    expect(after).toEqual(before);
    expect(entry).toBeNull();
  });
});

describe('when another companion’s ticket takes the place of one that was to be closed', () => {
  const OTHERS_FIRST_MS = 30_000;

  /** How the entry is by then, and what it is after that. */
  async function replacedWhile(fields: Partial<OutboxItem>) {
    const { entry } = await overWith({ state: 'open' });
    if (!entry) throw new Error('no close was asked for');
    await (await desk.journal()).outbox.update({ ...entry, ...fields });
    const { after, entry: then } = await overWith({ state: 'open', openedHere: false }, OTHERS_FIRST_MS);
    expect(after).toMatchObject({ state: 'closing' });
    return then;
  }

  test.each<[string, Partial<OutboxItem>]>([
    ['that is due', { state: 'due' }],
    ['that is tried again sooner', { state: 'waiting', until: 1 }],
  ])('a close %s waits for that one', async (_, fields) => {
    expect(await replacedWhile(fields)).toMatchObject({
      state: 'waiting',
      // Others open tickets now, so this desk comes after the rest.
      until: desk.clock.now() + 4 * OTHERS_FIRST_MS,
    });
  });

  test.each<[string, Partial<OutboxItem>]>([
    ['that waits longer', { state: 'waiting', until: 9_999_999_999_999 }],
    ['that is parked', { state: 'parked', parked: { kind: 'rejected', text: 'Not by ticket.' } }],
    ['that is being sent', { state: 'running' }],
  ])('a close %s stays as it is', async (_, fields) => {
    expect(await replacedWhile(fields)).toMatchObject(fields);
  });
});
