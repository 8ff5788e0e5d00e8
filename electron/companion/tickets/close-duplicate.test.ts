import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OutboxDesk } from '../../../test/support/outbox-desk.ts';
import { noTrouble } from '../../../test/support/trouble.ts';
import { referenceFor } from './reference.ts';

let desk: OutboxDesk;

beforeEach(async () => {
  desk = new OutboxDesk();
  await desk.pass();
});
afterEach(() => desk.dispose());

/** A second ticket for r1, as another companion makes it. */
function twin() {
  const summary = `Elevation [${referenceFor('msp.idemeum.com', 'r1')}]`;
  return desk.halo.seed({ summary, thirdPartyId: 'r1', clientId: 901 });
}

const closeCalls = () => desk.halo.calls.filter((call) => call.startsWith('closeTicket'));

async function entryOf(haloTicketId: number) {
  return await (await desk.journal()).outbox.findFor('close-duplicate', String(haloTicketId));
}

describe('the close of a duplicate', () => {
  test('is done by the other way where the first one was taken and did nothing', async () => {
    const { id } = twin();
    desk.halo.refuses = [{ way: 'ticket', how: 'silently' }];
    expect(await desk.pass()).toMatchObject({ parked: 0, problems: [] });
    expect(closeCalls()).toEqual(['closeTicket:ticket', 'closeTicket:action']);
    expect(await entryOf(id)).toMatchObject({ state: 'done' });
  });

  test('asks for no way twice: what was refused at first and did nothing then is for a person', async () => {
    const { id } = twin();
    desk.halo.refuses = [
      { way: 'ticket', how: 'loudly' },
      { way: 'action', how: 'silently' },
    ];
    expect(await desk.pass()).toMatchObject({ parked: 1 });
    expect(closeCalls()).toEqual(['closeTicket:ticket', 'closeTicket:action']);
    const text = expect.stringContaining(`Halo left the duplicate ticket #${id} open.`);
    expect(await entryOf(id)).toMatchObject({ state: 'parked', parked: { kind: 'rejected', text } });
  });

  test('is done where the ticket is gone once it was closed', async () => {
    const { id } = twin();
    const close = desk.halo.closeTicket.bind(desk.halo);
    desk.halo.closeTicket = async (order, way) => {
      await close(order, way);
      desk.halo.tickets.pop();
    };
    expect(await desk.pass()).toMatchObject({ parked: 0, problems: [] });
    expect(await entryOf(id)).toMatchObject({ state: 'done' });
  });

  test('is done where the ticket is gone before', async () => {
    const { id } = twin();
    desk.halo.troubles = (call) => {
      if (call === 'readTicket') desk.halo.tickets.splice(1);
      return null;
    };
    expect(await desk.pass()).toMatchObject({ parked: 0, problems: [] });
    expect(await entryOf(id)).toMatchObject({ state: 'done' });
    expect(closeCalls()).toEqual([]);
  });

  test('is done, and names the other ticket, also where the journal has lost the ticket of the request', async () => {
    const [ours] = desk.halo.tickets;
    const theirs = twin();
    desk.halo.troubles = (call) =>
      call.startsWith('closeTicket') ? { kind: 'error', error: 'unreachable', when: 'before' } : null;
    await desk.pass(0);
    await desk.restart();
    const raw = new DatabaseSync(desk.journalFile);
    raw.exec(`DELETE FROM tickets WHERE request_id = 'r1'`);
    raw.close();
    desk.halo.troubles = noTrouble;
    await desk.pass(120_000);
    expect(await entryOf(theirs.id)).toMatchObject({ state: 'done' });
    expect(theirs.closings.map(({ note }) => note)).toEqual([
      expect.stringContaining(`Work goes on in #${ours?.id}.`),
    ]);
  });

  test.each([
    ['the duplicate itself', 0],
    ['one with a higher number', 1],
  ])(
    'names the one that it was asked for where the journal has %s as the ticket of the request',
    async (_, more) => {
      const [ours] = desk.halo.tickets;
      const theirs = twin();
      desk.failing('closeTicket:ticket', 'unreachable');
      await desk.pass(0);
      const { tickets } = await desk.journal();
      const ticket = await desk.ticketOf('r1');
      if (ticket) await tickets.update({ ...ticket, haloTicketId: theirs.id + more });
      desk.halo.troubles = noTrouble;
      await desk.pass(120_000);
      expect(theirs.closings.map(({ note }) => note)).toEqual([
        expect.stringContaining(`Duplicate of ticket #${ours?.id}:`),
      ]);
    },
  );

  test('that Halo does not do is an answer of Halo, which counts as well', async () => {
    desk.idemeum.put({ id: 'r2' });
    const { id } = twin();
    desk.halo.refuses = [
      { way: 'ticket', how: 'silently' },
      { way: 'action', how: 'silently' },
    ];
    // What is opened first fails in a way that Halo is to blame for.
    desk.halo.troubles = (call) =>
      call === 'createTicket' ? { kind: 'error', error: 'failing', when: 'before' } : null;
    await desk.pass(0);
    expect(await desk.ticketOf('r2')).toMatchObject({ state: 'opening' });
    expect(await entryOf(id)).toMatchObject({ state: 'parked' });
    const { services } = await (await desk.companion()).overview();
    expect(services.find(({ service }) => service === 'halo')).toMatchObject({ state: 'ok', text: null });
  });
});
