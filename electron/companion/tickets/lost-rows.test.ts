import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OutboxDesk } from '../../../test/support/outbox-desk.ts';
import { noTrouble } from '../../../test/support/trouble.ts';
import { referenceFor } from './reference.ts';

/** What the journal says otherwise of a ticket than the entry of the outbox that is about it. */

let desk: OutboxDesk;
beforeEach(() => {
  desk = new OutboxDesk();
});
afterEach(() => desk.dispose());

async function lose(sql: string): Promise<void> {
  await desk.restart();
  const raw = new DatabaseSync(desk.journalFile);
  raw.exec(sql);
  raw.close();
}

test('a ticket that is to be opened and that the journal has lost is for a person, and keeps no other from being opened', async () => {
  desk.failing('createTicket', 'unreachable');
  await desk.pass(0);
  await lose(`DELETE FROM tickets WHERE request_id = 'r1'`);
  desk.halo.troubles = noTrouble;
  desk.idemeum.put({ id: 'r2' });
  expect(await desk.pass(120_000)).toMatchObject({ opened: 1 });
  expect(await desk.ticketOf('r2')).toMatchObject({ state: 'open' });
  expect(await desk.entryOf('open-ticket')).toMatchObject({ state: 'parked' });
});

/** Both r1 and r2 are to be closed when something of r1 is lost. */
async function loseWhileClosing(sql: string): Promise<void> {
  desk.idemeum.put({ id: 'r2' });
  await desk.pass();
  desk.clock.advance(60_000);
  desk.failing('ticketsById', 'unreachable');
  for (const id of ['r1', 'r2']) desk.idemeum.settle(id, 'approved');
  await desk.pass(0);
  await lose(sql);
  desk.halo.troubles = noTrouble;
  await desk.pass(120_000);
}

test('a ticket that is to be closed and that the journal has lost is for a person, and keeps no other open', async () => {
  await loseWhileClosing(`DELETE FROM tickets WHERE request_id = 'r1'`);
  expect(await desk.ticketOf('r2')).toMatchObject({ state: 'closed' });
  expect(await desk.entryOf('close-ticket')).toMatchObject({
    state: 'parked',
    parked: { kind: 'rejected', text: expect.stringContaining('“tickets”') },
  });
});

test('a ticket that is to be closed and whose number the journal has lost is found again in Halo, and closed once', async () => {
  await loseWhileClosing(`UPDATE tickets SET halo_ticket_id = NULL WHERE request_id = 'r1'`);
  for (const id of ['r1', 'r2']) expect(await desk.ticketOf(id)).toMatchObject({ state: 'closed' });
  expect(desk.halo.tickets.map(({ closings }) => closings.length)).toEqual([1, 1]);
});

test('a ticket that is to be closed, whose number the journal has lost and that no search finds, is for a person', async () => {
  desk.halo.searchSummary = async () => ({ tickets: [], hasMore: false });
  await loseWhileClosing(`UPDATE tickets SET halo_ticket_id = NULL WHERE request_id = 'r1'`);
  expect(await desk.entryOf('close-ticket')).toMatchObject({ state: 'parked' });
  expect(await desk.ticketOf('r1')).not.toMatchObject({ state: 'closed' });
  expect(await desk.ticketOf('r2')).toMatchObject({ state: 'closed' });
});

test('a ticket that is closed already as far as the journal knows is not closed again', async () => {
  await desk.pass();
  desk.clock.advance(60_000);
  desk.failing('ticketsById', 'unreachable');
  desk.idemeum.settle('r1', 'approved');
  await desk.pass(0);
  const ticket = await desk.ticketOf('r1');
  const { tickets } = await desk.journal();
  if (ticket) await tickets.update({ ...ticket, state: 'closed', closedAt: 1, closedBy: 'companion' });
  desk.halo.troubles = noTrouble;
  await desk.pass(120_000);
  expect(await desk.entryOf('close-ticket')).toMatchObject({ state: 'done' });
  expect(await desk.ticketOf('r1')).toMatchObject({ state: 'closed', closedAt: 1 });
  expect(desk.halo.tickets.map(({ closings }) => closings.length)).toEqual([0]);
});

test('a ticket that shows up for a request whose customer the journal has lost is used for it all the same', async () => {
  desk.idemeum.put({ id: 'r2', customerName: 'nobody', customerDisplayName: 'Nobody Inc' });
  await desk.pass();
  await lose(
    `DELETE FROM mappings WHERE customer_key = 'name:nobody'; DELETE FROM customers WHERE key = 'name:nobody'`,
  );
  // Else idemeum would tell of that customer again.
  desk.idemeum.requests.delete('r2');
  const summary = `Elevation [${referenceFor('msp.idemeum.com', 'r2')}]`;
  const { id } = desk.halo.seed({ summary, thirdPartyId: 'r2' });
  await desk.pass();
  expect(await desk.ticketOf('r2')).toMatchObject({ state: 'open', haloTicketId: id, haloClientId: null });
});
