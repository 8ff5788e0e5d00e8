import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { OutboxDesk } from '../../../test/support/outbox-desk.ts';
import { noTrouble } from '../../../test/support/trouble.ts';

/** What becomes of a ticket whose create may have arrived when idemeum's connector takes over. */

let desk: OutboxDesk;
beforeEach(() => {
  desk = new OutboxDesk();
});
afterEach(() => desk.dispose());

const choose = async () => await (await desk.companion()).chooseTicketMaker('connector');

/** Whatever is to be created now is lost: it arrived, or it did not. */
async function lose(when: 'before' | 'after'): Promise<void> {
  desk.failing('createTicket', 'interrupted', when);
  await desk.pass(0);
  desk.halo.troubles = noTrouble;
}

async function isFound(): Promise<void> {
  desk.clock.advance(60_000);
  await desk.turn();
  const [{ id } = { id: 0 }, ...others] = desk.halo.tickets;
  expect(others).toEqual([]);
  expect(await desk.ticketOf('r1')).toMatchObject({ madeBy: 'companion', state: 'open', haloTicketId: id });
}

describe('a ticket whose create may have arrived', () => {
  test('stays the companion’s also where it is just being sent, and is found when the answer is lost', async () => {
    const create = desk.halo.createTicket.bind(desk.halo);
    desk.halo.createTicket = async (draft) => {
      await choose();
      return await create(draft);
    };
    await lose('after');
    expect(await desk.ticketOf('r1')).toMatchObject({ madeBy: 'companion', state: 'opening' });
    await isFound();
  });

  test('stays the companion’s also after a look that came too early to show it', async () => {
    desk.halo.searchLagMs = 9_000;
    await lose('after');
    await choose();
    await desk.turn();
    expect(await desk.ticketOf('r1')).toMatchObject({ madeBy: 'companion', state: 'opening' });
    await isFound();
  });

  test('is the connector’s with the first look that would have shown it', async () => {
    await lose('before');
    await choose();
    const { until } = await desk.entryOf('open-ticket');
    desk.clock.advance((until ?? 0) - desk.clock.now());
    await desk.turn();
    expect(await desk.ticketOf('r1')).toMatchObject({ madeBy: 'connector', state: 'opening' });
    expect(await desk.entryOf('open-ticket')).toMatchObject({ state: 'done', until: null });
  });

  test('is told to the windows at once where it becomes the connector’s between two polls', async () => {
    await desk.dispose();
    const clock = new ManualClock();
    desk = new OutboxDesk({ clock, timing: { searchLagMs: 60_000 } });
    desk.failing('createTicket', 'interrupted');
    const companion = await desk.companion();
    companion.applySettings({ ...desk.settings, pollIntervalMs: 600_000 });
    const idle = () => expect.poll(() => clock.sleeping).toBe(3);
    companion.start();
    await expect.poll(async () => (await desk.entryOf('open-ticket')).state).toBe('waiting');
    await idle();
    await choose();
    await idle();
    let told = 0;
    companion.onChange(() => (told += 1));
    // A look that comes too early tells of no ticket, but of the settings, and that Halo is well again.
    clock.advance(20_000);
    companion.applySettings(desk.settings);
    await expect.poll(async () => (await companion.overview()).services).toMatchObject([{}, { state: 'ok' }]);
    await idle();
    expect(told).toBe(2);
    clock.advance(((await desk.entryOf('open-ticket')).until ?? 0) - clock.now());
    await expect.poll(async () => (await desk.ticketOf('r1'))?.madeBy).toBe('connector');
    await idle();
    expect(told).toBe(3);
    await companion.stop();
  });
});

test.each([
  ['ticket', `DELETE FROM tickets WHERE request_id = 'r1'`],
  ['request', `UPDATE requests SET body = '{' WHERE id = 'r1'`],
])(
  'what is to be opened and whose %s the journal has lost is for a person, and keeps no other from being left to the connector',
  async (_, sql) => {
    desk.idemeum.put({ id: 'r2' });
    await lose('before');
    await desk.restart();
    const raw = new DatabaseSync(desk.journalFile);
    raw.exec(sql);
    raw.close();
    // Else idemeum would tell of it again.
    desk.idemeum.requests.delete('r1');
    await choose();
    desk.clock.advance(60_000);
    expect(await desk.pass()).toMatchObject({ parked: 1 });
    expect(await desk.ticketOf('r2')).toMatchObject({ madeBy: 'connector', state: 'opening' });
    expect(await desk.entryOf('open-ticket')).toMatchObject({
      state: 'parked',
      parked: { kind: 'rejected', text: expect.stringContaining('“tickets”') },
    });
  },
);
