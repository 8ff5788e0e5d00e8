import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OutboxDesk } from '../../../test/support/outbox-desk.ts';

let desk: OutboxDesk;

beforeEach(() => {
  desk = new OutboxDesk();
});

afterEach(() => desk.dispose());

/** Refused after a try that may have arrived, and that Halo's search does not show yet. */
async function parkedInDoubt(): Promise<void> {
  desk.failing('createTicket', 'interrupted', 'after');
  await desk.pass(0);
  desk.clock.advance(60_000);
  desk.halo.searchLagMs = 3_600_000;
  desk.failing('createTicket', 'rejected');
  await desk.turn();
}

describe('a parked entry that is retried', () => {
  test('starts to count anew, and its ticket is under way again', async () => {
    desk.failing('createTicket', 'rejected');
    await desk.pass(0);
    const { id } = await desk.entryOf('open-ticket');
    expect(await (await desk.companion()).retry(id)).toEqual({ done: true });
    expect(await desk.entryOf('open-ticket')).toMatchObject({
      state: 'waiting',
      attempt: 0,
      until: desk.clock.now(),
      parked: null,
    });
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'opening', note: null });
    expect(await (await desk.companion()).retry(id)).toEqual({ done: false });
  });

  test('waits for Halo’s search where an earlier try may have arrived', async () => {
    await parkedInDoubt();
    const { id, updatedAt } = await desk.entryOf('open-ticket');
    await (await desk.companion()).retry(id);
    expect((await desk.entryOf('open-ticket')).until).toBe(updatedAt + 10_000);
  });

  test('does not wait for a time that only a clock which ran ahead has shown', async () => {
    await parkedInDoubt();
    desk.clock.advance(-5 * 3_600_000);
    await (await desk.companion()).retry((await desk.entryOf('open-ticket')).id);
    expect((await desk.entryOf('open-ticket')).until).toBe(desk.clock.now() + 10_000);
  });

  test('leaves the ticket as it is where that needs nobody any more', async () => {
    desk.failing('createTicket', 'rejected');
    await desk.pass(0);
    const { tickets } = await desk.journal();
    const ticket = await desk.ticketOf('r1');
    if (!ticket) throw new Error('There is no ticket');
    await tickets.update({ ...ticket, state: 'open', note: 'Mended by hand' });
    await (await desk.companion()).retry((await desk.entryOf('open-ticket')).id);
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', note: 'Mended by hand' });
  });

  test('closes what it was to close', async () => {
    desk.halo.refuses = [
      { way: 'ticket', how: 'loudly' },
      { way: 'action', how: 'loudly' },
    ];
    desk.idemeum.settle('r1', 'denied');
    await desk.pass();
    await (await desk.companion()).retry((await desk.entryOf('close-ticket')).id);
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'closing', note: null });
  });
});
