import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OutboxDesk } from '../../../test/support/outbox-desk.ts';
import { Killed } from '../../../test/support/trouble.ts';

let desk: OutboxDesk;

beforeEach(() => {
  desk = new OutboxDesk();
});

afterEach(() => desk.dispose());

describe('trouble with a close', () => {
  beforeEach(async () => {
    await desk.pass();
    desk.clock.advance(60_000);
    desk.idemeum.settle('r1', 'denied');
  });

  test.each([
    ['leaves it in doubt where it may have been sent', 'closeTicket:ticket', true],
    ['leaves no doubt where the ticket was only looked at', 'ticketsById', false],
  ] as const)('%s', async (_, call, uncertain) => {
    desk.failing(call, 'failing');
    await desk.pass(0);
    expect(await desk.entryOf('close-ticket')).toMatchObject({ state: 'waiting', uncertain });
  });

  test('is told as trouble of Halo', async () => {
    desk.failing('closeTicket:ticket', 'unreachable');
    await desk.pass(0);
    const { services } = await (await desk.companion()).overview();
    expect(services.find((one) => one.service === 'halo')).toMatchObject({
      state: 'troubled',
      text: 'halo had trouble: unreachable',
    });
  });
});

test('a decision that idemeum took says nothing of Halo, which is left alone in its trouble', async () => {
  desk.failing('createTicket', 'unreachable');
  await desk.pass(0);
  const companion = await desk.companion();
  const halo = async () => (await companion.overview()).services.find((one) => one.service === 'halo');
  expect(await halo()).toMatchObject({ state: 'troubled' });
  const how = { verdict: 'approve', scope: 'once', elevationType: 'admin', comment: null } as const;
  await companion.decide({ requestId: 'r1', ...how, undoable: false });
  const before = desk.halo.calls.length;
  await desk.pass(0);
  expect(desk.idemeum.requests.get('r1')?.status).toBe('approved');
  expect(desk.halo.calls.length).toBe(before);
  expect(await halo()).toMatchObject({ state: 'troubled' });
});

describe('a process that dies while it sends', () => {
  test('leaves its entry in doubt, to be looked for once the search has caught up', async () => {
    desk.halo.searchLagMs = 9_000;
    desk.halo.troubles = (call) => (call === 'createTicket' ? { kind: 'kill', when: 'after' } : null);
    await expect(desk.pass(0)).rejects.toThrow(Killed);
    expect(await desk.entryOf('open-ticket')).toMatchObject({ state: 'running', attempt: 1, until: null });
    await desk.restart();
    desk.halo.troubles = () => null;
    const restartedAt = desk.clock.now();
    await desk.pass(0);
    expect(await desk.entryOf('open-ticket')).toMatchObject({
      state: 'waiting',
      uncertain: true,
      until: restartedAt + 10_000,
      updatedAt: restartedAt,
    });
    await desk.pass();
    expect(desk.halo.tickets).toHaveLength(1);
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open' });
  });
});

describe('of two tickets that are to be opened', () => {
  beforeEach(() => desk.idemeum.put({ id: 'r2' }));

  test('each is told to the windows as soon as it is there', async () => {
    const seen = new Set<number>();
    (await desk.companion()).onChange(() => seen.add(desk.halo.tickets.length));
    await desk.pass(0);
    expect([...seen]).toEqual([0, 1, 2]);
  });

  test('the second is left for later where the companion is stopped meanwhile', async () => {
    const companion = await desk.companion();
    const create = desk.halo.createTicket.bind(desk.halo);
    desk.halo.createTicket = async (draft) => {
      await companion.stop();
      return await create(draft);
    };
    expect(await desk.pass()).toMatchObject({ opened: 1, waiting: 1 });
    expect(desk.halo.tickets.map((ticket) => ticket.thirdPartyId)).toEqual(['r1']);
    expect(await desk.entryOf('open-ticket', 'r1')).toMatchObject({ state: 'done' });
    expect(await desk.entryOf('open-ticket', 'r2')).toMatchObject({ state: 'due', attempt: 0 });
  });
});
