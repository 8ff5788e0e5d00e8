import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { OutboxDesk } from '../../../test/support/outbox-desk.ts';
import { told } from '../../../test/support/told.ts';
import { ServiceError, type ServiceErrorKind } from '../ports/errors.ts';

const DAY_MS = 24 * 3_600_000;

let desk: OutboxDesk;

beforeEach(() => {
  desk = new OutboxDesk();
});

afterEach(() => desk.dispose());

/** Two tickets that Halo fails to make, one 0.3 s after the other. */
async function failingApart() {
  desk.idemeum.put({ id: 'r2' });
  desk.failing('createTicket', 'failing');
  const create = desk.halo.createTicket.bind(desk.halo);
  desk.halo.createTicket = async (draft) => {
    desk.clock.advance(300);
    return await create(draft);
  };
  await desk.pass(0);
  return await (await desk.journal()).outbox.inState('waiting');
}

describe('an entry that fails', () => {
  test('waits with the reason; a refusal that proves nothing was done leaves no doubt', async () => {
    desk.failing('createTicket', 'rate-limited');
    await desk.pass(0);
    const entry = await desk.entryOf('open-ticket');
    expect(entry).toMatchObject({
      state: 'waiting',
      // To be sent away because of the limit is no failed try.
      attempt: 0,
      uncertain: false,
      lastError: 'halo had trouble: rate-limited',
      updatedAt: desk.clock.now(),
    });
    expect((entry.until ?? 0) - desk.clock.now()).toBeGreaterThanOrEqual(200);
    expect((entry.until ?? 0) - desk.clock.now()).toBeLessThanOrEqual(1_000);
  });

  test('waits longer than Halo’s search may lag when it may have been done, in step with others of this desk', async () => {
    const [first, second] = await failingApart();
    expect(first).toMatchObject({ kind: 'open-ticket', uncertain: true });
    expect(second).toMatchObject({ kind: 'open-ticket', uncertain: true, until: first?.until });
    expect((first?.until ?? 0) - desk.clock.now()).toBeGreaterThanOrEqual(9_000);
    expect((first?.until ?? 0) - desk.clock.now()).toBeLessThan(15_000);
  });

  test('leaves no doubt where the failure came before the ticket was sent', async () => {
    desk.failing('listAssets', 'failing');
    await desk.pass(0);
    expect(await desk.entryOf('open-ticket')).toMatchObject({ state: 'waiting', uncertain: false });
  });

  test('stays in doubt whatever its later tries end with', async () => {
    desk.failing('createTicket', 'interrupted', 'after');
    await desk.pass(0);
    desk.clock.advance(60_000);
    desk.failing('searchSummary', 'rate-limited');
    await desk.turn();
    expect((await desk.entryOf('open-ticket')).uncertain).toBe(true);
  });

  test('waits as long as the service asks', async () => {
    desk.halo.createTicket = () =>
      Promise.reject(
        new ServiceError({
          service: 'halo',
          kind: 'rate-limited',
          text: told('Later.'),
          retryAfterMs: 90_000,
        }),
      );
    await desk.pass(0);
    const wait = ((await desk.entryOf('open-ticket')).until ?? 0) - desk.clock.now();
    expect(wait).toBeGreaterThanOrEqual(90_000);
    expect(wait).toBeLessThan(95_000);
  });

  test.each([
    ['together with another one that failed a moment later', 5_000, 0],
    ['by itself where the pause is a short one', 4_999, 300],
  ])('is tried again %s', async (_, searchLagMs, apart) => {
    await desk.dispose();
    desk = new OutboxDesk({ timing: { searchLagMs } });
    const [first, second] = await failingApart();
    expect(second?.until).toBe((first?.until ?? 0) + apart);
  });

  test('is not tried again in the same moments as those of another desk', async () => {
    const moments = [1, 2, 3].map(async (seed) => {
      const one = new OutboxDesk({ seed });
      one.failing('createTicket', 'failing');
      await one.pass(0);
      const { until } = await one.entryOf('open-ticket');
      await one.dispose();
      return (until ?? 0) % 5_000;
    });
    expect(new Set(await Promise.all(moments)).size).toBe(3);
  });

  test('has nothing left of its failures once it is done', async () => {
    desk.failing('createTicket', 'failing');
    await desk.pass(0);
    desk.halo.troubles = () => null;
    await desk.pass(60_000);
    expect(await desk.entryOf('open-ticket')).toMatchObject({
      state: 'done',
      attempt: 2,
      until: null,
      uncertain: false,
      lastError: null,
      parked: null,
    });
  });

  test('that is a decision leaves the ticket of its request alone, however often it fails', async () => {
    await desk.pass();
    await desk.decideWhile('failing');
    for (let tries = 1; tries < 4; tries += 1) {
      desk.clock.advance(600_000);
      await desk.turn();
    }
    expect((await desk.entryOf('decide-request')).attempt).toBeGreaterThanOrEqual(3);
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', note: null });
  });

  test('says so on its ticket from the third try on', async () => {
    desk.failing('createTicket', 'rate-limited');
    await desk.pass(0);
    await desk.triedBefore(1);
    await desk.pass(0);
    expect((await desk.ticketOf('r1'))?.note).toBeNull();
    await desk.triedBefore(2);
    await desk.pass(0);
    expect((await desk.ticketOf('r1'))?.note).toBe('Tried 3 times. halo had trouble: rate-limited');
  });
});

describe('a person has to look', () => {
  test.each<[ServiceErrorKind, string]>([
    ['forbidden', 'permission'],
    ['rejected', 'rejected'],
    ['set-up', 'set-up'],
  ])('at once when Halo answers %s, which is an answer all the same', async (error, reason) => {
    desk.failing('createTicket', error);
    await desk.pass(0);
    const text = `halo had trouble: ${error}`;
    expect(await desk.entryOf('open-ticket')).toMatchObject({
      state: 'parked',
      parked: { kind: reason, text },
      lastError: text,
      until: null,
    });
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'needs-attention', note: text });
    const { services, counts } = await (await desk.companion()).overview();
    expect(services.find((one) => one.service === 'halo')).toMatchObject({ state: 'ok', text: null });
    expect(counts.parked).toBe(1);
  });

  test('while the service counts as well again: that it refuses one thing is an answer', async () => {
    desk.idemeum.put({ id: 'r2' });
    const errors: ServiceErrorKind[] = ['failing', 'rejected'];
    desk.halo.troubles = (call) =>
      call === 'createTicket' ? { kind: 'error', error: errors.shift() ?? 'rejected', when: 'before' } : null;
    await desk.pass(0);
    expect((await desk.entryOf('open-ticket', 'r1')).state).toBe('waiting');
    expect((await desk.entryOf('open-ticket', 'r2')).state).toBe('parked');
    const { services } = await (await desk.companion()).overview();
    expect(services.find((one) => one.service === 'halo')).toMatchObject({ state: 'ok', text: null });
  });

  test('and the windows are told so as soon as it is known', async () => {
    await desk.dispose();
    const clock = new ManualClock();
    desk = new OutboxDesk({ clock });
    desk.failing('createTicket', 'rejected');
    const companion = await desk.companion();
    companion.start();
    await expect.poll(async () => (await companion.parked()).length).toBe(1);
    await expect.poll(() => clock.sleeping).toBe(3);
    await companion.retry((await desk.entryOf('open-ticket')).id);
    let told = 0;
    companion.onChange(() => (told += 1));
    await expect.poll(() => told).toBeGreaterThan(0);
    expect((await desk.entryOf('open-ticket')).state).toBe('parked');
    await companion.stop();
  });

  test('at a decision that idemeum refuses, not at the ticket; a retry sends it', async () => {
    await desk.pass();
    await desk.decideWhile('forbidden');
    const { id, state, parked } = await desk.entryOf('decide-request');
    expect([state, parked?.kind]).toEqual(['parked', 'permission']);
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', note: null });
    desk.idemeum.troubles = () => null;
    expect(await (await desk.companion()).retry(id)).toEqual({ done: true });
    await desk.pass();
    expect(desk.idemeum.requests.get('r1')?.status).toBe('approved');
  });

  test('at a ticket that Halo will not close', async () => {
    await desk.pass();
    desk.clock.advance(60_000);
    desk.idemeum.settle('r1', 'denied');
    desk.failing('ticketsById', 'forbidden');
    await desk.pass(0);
    expect(await desk.ticketOf('r1')).toMatchObject({
      state: 'needs-attention',
      note: 'halo had trouble: forbidden',
    });
  });

  test('is written into the audit', async () => {
    desk.failing('createTicket', 'rejected');
    await desk.pass(0);
    const entries = await (await desk.journal()).audit.after(0, 50);
    expect(entries.find(({ event }) => event === 'outbox.parked')).toMatchObject({
      requestId: 'r1',
      outboxId: (await desk.entryOf('open-ticket')).id,
      result: 'failed',
      text: 'halo had trouble: rejected',
    });
  });

  test.each<ServiceErrorKind>(['failing', 'broken-answer'])(
    'after fifteen tries over a day that end with %s, not sooner',
    async (error) => {
      desk.failing('createTicket', error);
      await desk.pass(0);
      await desk.triedBefore(20);
      await desk.pass(0);
      expect((await desk.entryOf('open-ticket')).state).toBe('waiting');
      const { createdAt } = await desk.entryOf('open-ticket');
      desk.clock.advance(createdAt + DAY_MS - desk.clock.now());
      await desk.triedBefore(13);
      await desk.pass(0);
      expect(await desk.entryOf('open-ticket')).toMatchObject({ state: 'waiting', attempt: 14 });
      await desk.triedBefore(14);
      await desk.pass(0);
      const text = `Tried 15 times. halo had trouble: ${error}`;
      expect(await desk.entryOf('open-ticket')).toMatchObject({
        state: 'parked',
        parked: { kind: 'gave-up', text },
      });
      expect(await desk.ticketOf('r1')).toMatchObject({ state: 'needs-attention', note: text });
    },
  );

  test.each<[ServiceErrorKind, number]>([
    ['unreachable', 41],
    ['interrupted', 41],
    ['rate-limited', 40],
  ])('never for %s, however often', async (error, attempt) => {
    desk.failing('createTicket', error);
    await desk.pass(0);
    desk.clock.advance(2 * DAY_MS);
    await desk.triedBefore(40);
    await desk.pass(0);
    expect(await desk.entryOf('open-ticket')).toMatchObject({ state: 'waiting', attempt });
  });
});
