import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccessDesk } from '../../test/support/access-desk.ts';
import { OutboxDesk } from '../../test/support/outbox-desk.ts';
import { told } from '../../test/support/told.ts';
import { ServiceError } from './ports/errors.ts';

/** A single pass, as `--once` does it. */

describe('a pass', () => {
  let desk: OutboxDesk;
  beforeEach(() => {
    desk = new OutboxDesk();
  });
  afterEach(() => desk.dispose());

  test('has patience with a Halo that does not even tell its clients at first', async () => {
    let failed = 0;
    desk.halo.troubles = (call) => {
      if (call !== 'listClients' || failed > 0) return null;
      failed += 1;
      return { kind: 'error', error: 'failing', when: 'before' };
    };
    expect(await desk.pass()).toMatchObject({ opened: 1, awaitingMapping: 0, waiting: 0 });
    expect(failed).toBe(1);
  });

  test('has patience with an idemeum that does not answer at first, and asks again a second later', async () => {
    const asked: number[] = [];
    desk.idemeum.troubles = (call) => {
      if (call !== 'readRequests') return null;
      asked.push(desk.clock.now());
      return asked.length === 1 ? { kind: 'error', error: 'failing', when: 'before' } : null;
    };
    expect(await desk.pass(1_000)).toMatchObject({ polled: 1, opened: 1, waiting: 0 });
    const [first = 0, second] = asked;
    expect(second).toBe(first + 1_000);
  });

  test.each(['halo', 'idemeum'] as const)(
    'comes back when %s said it should, and not at all where that is too late',
    async (service) => {
      const asked: number[] = [];
      const retryAfterMs = 60_000;
      const text = told('Later.');
      const refuse = () => {
        asked.push(desk.clock.now());
        return Promise.reject(new ServiceError({ service, kind: 'rate-limited', text, retryAfterMs }));
      };
      if (service === 'halo') desk.halo.listClients = refuse;
      else desk.idemeum.readRequests = refuse;
      const before = desk.clock.now();
      await desk.pass(30_000);
      expect(desk.clock.now()).toBe(before);
      await desk.pass(70_000);
      expect(asked).toHaveLength(2);
      expect((asked[1] ?? 0) - before).toBeGreaterThanOrEqual(retryAfterMs);
    },
  );

  test.each(['halo', 'idemeum'] as const)('has none with refused credentials: %s', async (service) => {
    desk[service].troubles = () => ({ kind: 'error', error: 'credentials', when: 'before' });
    const before = desk.clock.now();
    expect(await desk.pass(3_600_000)).toMatchObject({ opened: 0, refused: [service] });
    expect(desk.clock.now()).toBe(before);
  });

  test('reads up to three times again what it could not understand, and not for all of its time', async () => {
    desk.idemeum.malformed = [{ key: 'id:bad', itemId: 'bad', reason: 'status is missing' }];
    await desk.pass(600_000);
    expect(desk.idemeum.cursors).toHaveLength(4);
  });

  test('ends at once where there is nothing to have patience for', async () => {
    await desk.pass();
    const before = desk.clock.now();
    await desk.pass(600_000);
    expect(desk.clock.now()).toBe(before);
  });
});

describe('an account whose ticket was closed', () => {
  let desk: AccessDesk;
  beforeEach(async () => {
    desk = await AccessDesk.open();
    const [ticket = 0] = desk.tickets(1);
    await desk.granted('Contoso Ltd', { haloTicketId: ticket });
    await desk.pass();
    desk.halo.closeByHand(ticket);
    desk.clock.advance(60_000);
  });
  afterEach(() => desk.dispose());

  const looks = () => desk.halo.calls.filter((call) => call === 'watchedTickets').length;

  test('is disabled in the same pass also where Halo did not answer when it began', async () => {
    let failed = 0;
    desk.halo.troubles = (call) => {
      if (call !== 'watchedTickets' || failed > 0) return null;
      failed += 1;
      return { kind: 'error', error: 'failing', when: 'before' };
    };
    await desk.pass();
    expect(failed).toBe(1);
    expect(desk.idemeum.enabledAccounts.size).toBe(0);
  });

  test('costs one look where Halo answers at once', async () => {
    const before = looks();
    await desk.pass();
    expect(looks() - before).toBe(1);
    expect(desk.idemeum.enabledAccounts.size).toBe(0);
  });
});
