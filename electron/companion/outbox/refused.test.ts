import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { OutboxDesk } from '../../../test/support/outbox-desk.ts';
import { noTrouble } from '../../../test/support/trouble.ts';

let desk: OutboxDesk;
beforeEach(() => {
  desk = new OutboxDesk();
});
afterEach(() => desk.dispose());

const creates = () => desk.halo.calls.filter((call) => call === 'createTicket').length;

describe.each(['forbidden', 'rejected'] as const)('what Halo refused as %s', (kind) => {
  beforeEach(async () => {
    desk.idemeum.put({ id: 'r2' });
    desk.failing('createTicket', kind);
    await desk.pass(0);
  });

  test('is tried again by a companion that starts, one of it, and the others follow once that gets through', async () => {
    expect(creates()).toBe(2);
    await desk.restart();
    expect(await desk.pass(0)).toMatchObject({ parked: 2, opened: 0 });
    expect(creates()).toBe(3);
    await desk.restart();
    desk.halo.troubles = noTrouble;
    expect(await desk.pass(0)).toMatchObject({ parked: 0, opened: 2 });
    expect(desk.halo.tickets).toHaveLength(2);
  });

  test('is tried again one after the other', async () => {
    const triedAt = async () => [
      (await desk.entryOf('open-ticket', 'r1')).updatedAt,
      (await desk.entryOf('open-ticket', 'r2')).updatedAt,
    ];
    for (const [index] of (await triedAt()).entries()) {
      desk.clock.advance(60_000);
      await desk.restart();
      await desk.pass(0);
      expect((await triedAt())[index]).toBe(desk.clock.now());
    }
  });
});

test('a companion that goes on running tries what was refused again after an hour', async () => {
  await desk.dispose();
  const clock = new ManualClock();
  desk = new OutboxDesk({ clock });
  desk.failing('createTicket', 'forbidden');
  const companion = await desk.companion();
  companion.start();
  const idle = () => expect.poll(() => clock.sleeping).toBe(3);
  const minutes = async (count: number) => {
    for (let minute = 0; minute < count; minute += 1) {
      clock.advance(60_000);
      await idle();
    }
  };
  await expect.poll(creates).toBe(1);
  await idle();
  await minutes(59);
  expect(creates()).toBe(1);
  await minutes(2);
  expect(creates()).toBe(2);
  await companion.stop();
});

test('what was refused for another reason does not follow', async () => {
  desk.failing('createTicket', 'forbidden');
  await desk.pass(0);
  desk.clock.advance(60_000);
  desk.idemeum.put({ id: 'r2' });
  desk.failing('createTicket', 'rejected');
  await desk.pass(0);
  let tries = 0;
  desk.halo.troubles = (call) => {
    if (call !== 'createTicket') return null;
    tries += 1;
    return tries === 1 ? { kind: 'error', error: 'forbidden', when: 'before' } : null;
  };
  desk.clock.advance(60_000);
  await (await desk.companion()).retry((await desk.entryOf('open-ticket', 'r2')).id);
  await (await desk.companion()).retry((await desk.entryOf('open-ticket', 'r1')).id);
  await desk.pass(0);
  expect(await desk.ticketOf('r2')).toMatchObject({ state: 'open' });
  expect(await desk.ticketOf('r1')).toMatchObject({ state: 'needs-attention' });
  expect(tries).toBe(2);
});

test('a decision that idemeum refused is never sent later than its person expects', async () => {
  await desk.pass(0);
  await desk.decideWhile('forbidden');
  desk.idemeum.troubles = noTrouble;
  await desk.restart();
  expect(await desk.pass(0)).toMatchObject({ parked: 1 });
  expect(desk.idemeum.requests.get('r1')?.status).toBe('pending');
});
