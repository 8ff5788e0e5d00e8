import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';

/** Whatever rows of some requests are lost at whatever time: every other request still gets its ticket, closed once. */

/** What becomes of the rows of the request `lost-N`, each with a customer and a client of its own. */
const SPOILING: readonly ((id: string) => string)[] = [
  (id) => `UPDATE requests SET body = '{' WHERE id = '${id}'`,
  (id) => `UPDATE requests SET status = '?' WHERE id = '${id}'`,
  (id) => `UPDATE tickets SET state = '?' WHERE request_id = '${id}'`,
  (id) => `UPDATE tickets SET made_by = '?' WHERE request_id = '${id}'`,
  (id) => `UPDATE outbox SET state = '?' WHERE request_id = '${id}'`,
  (id) => `UPDATE outbox SET updated_at = '?' WHERE request_id = '${id}'`,
  (id) => `UPDATE outbox SET payload = '{' WHERE request_id = '${id}'`,
  (id) => `UPDATE outbox SET request_id = NULL WHERE request_id = '${id}'`,
  (id) => `DELETE FROM tickets WHERE request_id = '${id}'`,
  (id) => `DELETE FROM customers WHERE key = 'name:${id}'`,
  (id) => `DELETE FROM mappings WHERE customer_key = 'name:${id}'`,
  (id) => `DELETE FROM outbox WHERE request_id = '${id}'`,
  (id) => `UPDATE mappings SET updated_at = '?' WHERE customer_key = 'name:${id}'`,
  (id) => `UPDATE mappings SET state = '?' WHERE customer_key = 'name:${id}'`,
  (id) => `UPDATE customers SET changed_at = '?' WHERE key = 'name:${id}'`,
  (id) => `UPDATE halo_clients SET missed = '?' WHERE name = '${id}'`,
  (id) =>
    `UPDATE sightings SET closed = '?' WHERE reference = (SELECT reference FROM tickets WHERE request_id = '${id}')`,
];
const LOST = SPOILING.map((_, index) => `lost-${index}`);

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
  // Small pages: what is open is looked at in other ways than the newest.
  desk.halo.pageSize = 3;
  desk.halo.clients = [...LOST, 'sound'].map((name, index) => ({ id: 901 + index, name, inactive: false }));
});
afterEach(() => desk.dispose());

const askFor = (id: string, customer = id) =>
  desk.idemeum.put({ id, customerName: customer, customerDisplayName: null });

async function open(): Promise<void> {
  for (const id of LOST) askFor(id);
  await desk.pass();
}

const failing = (name: string) => {
  desk.halo.troubles = (call) =>
    call.startsWith(name) ? { kind: 'error', error: 'rejected', when: 'before' } : null;
};

/** How far the requests had come when their rows were lost. */
const STAGES: Readonly<Record<string, () => Promise<void>>> = {
  'wait for their mapping': async () => {
    const { clients } = desk.halo;
    desk.halo.clients = [];
    await open();
    desk.halo.clients = clients;
  },
  'are to get their tickets': async () => {
    failing('createTicket');
    await open();
  },
  'have their tickets': open,
  'have two tickets each': async () => {
    await open();
    for (const { summary, details, thirdPartyId } of desk.halo.tickets.slice()) {
      desk.halo.seed({ summary, details, thirdPartyId });
    }
  },
  'were decided here': async () => {
    await open();
    for (const id of LOST) await desk.decide(id, { verdict: 'deny', undoable: true });
  },
  'are to get their tickets closed': async () => {
    await open();
    failing('closeTicket');
    for (const id of LOST) desk.idemeum.settle(id, 'approved');
    await desk.pass();
  },
  'had their tickets closed by hand': async () => {
    await open();
    for (const { id } of desk.halo.tickets) desk.halo.closeByHand(id);
  },
  'wait for the tickets of idemeum’s connector': async () => {
    (await desk.companion()).applySettings({
      ...desk.settings,
      ticket: { ...desk.settings.ticket, madeBy: 'connector' },
    });
    await open();
    (await desk.companion()).applySettings(desk.settings);
  },
  'are over': async () => {
    await open();
    for (const id of LOST) desk.idemeum.settle(id, 'denied');
    await desk.pass();
  },
};

function spoil(): void {
  const raw = new DatabaseSync(desk.journalFile);
  for (const [index, statement] of SPOILING.entries()) raw.exec(statement(`lost-${index}`));
  raw.close();
}

/** Some minutes of turns, each as the next process would begin it. */
async function turns(): Promise<void> {
  for (let minute = 0; minute < 4; minute += 1) {
    desk.clock.advance(60_000);
    await desk.pass(0);
  }
}

describe.each([
  ['lists', true],
  ['does not list', false],
])('requests that idemeum %s', (_, isListed) => {
  test.each(Object.entries(STAGES))('%s', async (_stage, reach) => {
    await reach();
    spoil();
    if (!isListed) for (const id of LOST) desk.idemeum.requests.delete(id);
    desk.halo.troubles = () => null;
    for (const id of ['sound-1', 'sound-2', 'sound-3']) askFor(id, 'sound');
    await turns();
    desk.idemeum.settle('sound-1', 'approved');
    for (const id of LOST) desk.idemeum.settle(id, 'denied');
    await turns();
    expect(await desk.ticketOf('sound-1')).toMatchObject({ state: 'closed', closedBy: 'companion' });
    const closingsOf = (id: string) =>
      desk.halo.tickets
        .filter(({ thirdPartyId }) => thirdPartyId === id)
        .map(({ closings }) => closings.length);
    expect(['sound-1', 'sound-2', 'sound-3'].map(closingsOf)).toEqual([[1], [0], [0]]);
  });
});
