import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OutboxDesk } from '../../../test/support/outbox-desk.ts';
import { noTrouble } from '../../../test/support/trouble.ts';

let desk: OutboxDesk;

beforeEach(async () => {
  desk = new OutboxDesk();
  desk.failing('createTicket', 'rejected');
  await desk.pass(0);
  desk.clock.advance(60_000);
});
afterEach(() => desk.dispose());

describe('a parked entry', () => {
  test('that a person dismisses is left undone, and the audit says who left it and why it was parked', async () => {
    const { id } = await desk.entryOf('open-ticket');
    expect(await (await desk.companion()).dismiss(id)).toEqual({ done: true });
    expect(await desk.entryOf('open-ticket')).toMatchObject({
      state: 'dismissed',
      updatedAt: desk.clock.now(),
    });
    expect(await desk.auditOf('outbox.dismissed')).toMatchObject([
      {
        requestId: 'r1',
        outboxId: id,
        actor: 'tina@msp.example',
        at: desk.clock.now(),
        text: 'Dismissed by hand: halo had trouble: rejected',
      },
    ]);
  });

  test('that a person dismisses or has tried again is told to the windows', async () => {
    const companion = await desk.companion();
    const { id } = await desk.entryOf('open-ticket');
    let times = 0;
    companion.onChange(() => (times += 1));
    await companion.retry(id);
    expect(times).toBeGreaterThan(0);
    await desk.pass(0);
    times = 0;
    expect(await companion.dismiss(id)).toEqual({ done: true });
    expect(times).toBe(1);
  });

  test('that a person has tried again goes on though Halo had refused us: it is asked anew', async () => {
    const { id } = await desk.entryOf('open-ticket');
    desk.idemeum.put({ id: 'r2', device: 'PC-2' });
    desk.halo.troubles = () => ({ kind: 'error', error: 'credentials', when: 'before' });
    expect(await desk.pass(0)).toMatchObject({ refused: ['halo'], parked: 1 });
    desk.halo.troubles = noTrouble;
    await (await desk.companion()).retry(id);
    expect(desk.halo.signedInAgain).toBe(1);
    expect(await desk.pass(0)).toMatchObject({ refused: [], parked: 0 });
    expect(desk.halo.tickets.map(({ thirdPartyId }) => thirdPartyId)).toContain('r1');
  });

  test('that a person has tried again is told of as under way, with why it was parked', async () => {
    const { id } = await desk.entryOf('open-ticket');
    expect(await (await desk.companion()).retry(id)).toEqual({ done: true });
    expect(await desk.auditOf('outbox.retried')).toMatchObject([
      {
        requestId: 'r1',
        outboxId: id,
        actor: 'tina@msp.example',
        result: 'under-way',
        text: 'To be tried again: halo had trouble: rejected',
      },
    ]);
  });
});

test('an entry that is parked for a reason nobody has written down is tried again and dismissed like any other', async () => {
  const { outbox } = await desk.journal();
  const companion = await desk.companion();
  const park = async () => {
    const entry = await desk.entryOf('open-ticket');
    await outbox.update({ ...entry, state: 'parked', parked: null });
    return entry.id;
  };
  expect(await companion.retry(await park())).toEqual({ done: true });
  expect(await companion.dismiss(await park())).toEqual({ done: true });
  expect(await desk.auditOf('outbox.retried')).toMatchObject([{ text: 'To be tried again: ' }]);
  expect(await desk.auditOf('outbox.dismissed')).toMatchObject([{ text: 'Dismissed by hand: ' }]);
});

test('a decision that a person has dismissed stays so when somebody else decides', async () => {
  await desk.decideWhile('rejected');
  const { id, state } = await desk.entryOf('decide-request');
  expect(state).toBe('parked');
  expect(await (await desk.companion()).dismiss(id)).toEqual({ done: true });
  desk.clock.advance(60_000);
  desk.idemeum.settle('r1', 'denied');
  await desk.pass(0);
  expect((await (await desk.journal()).requests.find('r1'))?.request.status).toBe('denied');
  expect(await desk.entryOf('decide-request')).toMatchObject({ state: 'dismissed' });
});

test('an entry that is not parked is neither dismissed nor tried again, and nothing is told of it', async () => {
  const companion = await desk.companion();
  const { id } = await desk.entryOf('open-ticket');
  await companion.dismiss(id);
  for (const none of [id, id + 1_000]) {
    expect(await companion.dismiss(none)).toEqual({ done: false });
    expect(await companion.retry(none)).toEqual({ done: false });
  }
  expect(await desk.entryOf('open-ticket')).toMatchObject({ state: 'dismissed' });
  expect(await desk.auditOf('outbox.dismissed')).toHaveLength(1);
  expect(await desk.auditOf('outbox.retried')).toEqual([]);
});
