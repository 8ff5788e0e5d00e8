import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import type { CompanionApi } from '../api.ts';
import type { ServiceErrorKind } from '../ports/errors.ts';

const ME = 'tina@msp.example';
const HOUR_MS = 3_600_000;
const CONTOSO = { id: null, name: 'contoso', displayName: 'Contoso Ltd' };

let desk: Desk;
let companion: CompanionApi;
let contoso: string;

beforeEach(async () => {
  desk = new Desk();
  desk.halo.clients = [{ id: 12, name: 'Contoso Ltd', inactive: false }];
  desk.idemeum.customers = [CONTOSO, { id: null, name: 'fabrikam', displayName: 'Fabrikam' }];
  // A request makes both sides known: the customer, and the client it is mapped to.
  desk.idemeum.put({ id: 'req-1' });
  companion = await desk.companion();
  await desk.pass();
  contoso = await keyOf('Contoso');
});

afterEach(() => desk.dispose());

async function keyOf(text: string): Promise<string> {
  const [customer] = await companion.jit.customers(text, 10);
  if (!customer) throw new Error(`${text} is not known`);
  return customer.customerKey;
}

/** What happens in the portal, and the click that tells the companion. */
async function granted(options: { readonly haloTicketId?: number; readonly minutes?: number } = {}) {
  desk.idemeum.enableAccount('Contoso Ltd', ME);
  const { haloTicketId = null, minutes = null } = options;
  expect(await companion.jit.confirmGranted({ customerKey: contoso, haloTicketId, minutes })).toMatchObject({
    done: true,
  });
  const [grant] = await companion.jit.current();
  if (!grant) throw new Error('There is no grant');
  return grant;
}

function failing(error: ServiceErrorKind, times = 1) {
  let left = times;
  desk.idemeum.troubles = (call) => {
    if (call !== 'disableJitAccount' || left === 0) return null;
    left -= 1;
    return { kind: 'error', error, when: 'before' };
  };
}

async function aTicket(): Promise<number> {
  return (await desk.ticketOf('req-1'))?.haloTicketId ?? 0;
}

describe('tickets to pick from', () => {
  test('are the open ones of the customer’s client', async () => {
    const ticket = await aTicket();
    const { tickets, text } = await companion.jit.tickets(contoso, '');
    expect({ ids: tickets.map(({ id }) => id), text }).toEqual({ ids: [ticket], text: null });
    expect((await companion.jit.tickets(contoso, ' no such words ')).tickets).toEqual([]);
    desk.halo.closeByHand(ticket);
    expect((await companion.jit.tickets(contoso, '')).tickets).toEqual([]);
  });

  test('are not known for a customer without a client, which is said', async () => {
    const { tickets, text } = await companion.jit.tickets(await keyOf('Fabrikam'), '');
    expect(tickets).toEqual([]);
    expect(text).toMatch(/^This customer has no Halo client yet/u);
    expect(desk.halo.calls).not.toContain('openTickets');
  });

  test.each(['unreachable', 'forbidden'] as const)('%s: what Halo said is passed on', async (error) => {
    desk.halo.troubles = (call) => (call === 'openTickets' ? { kind: 'error', error, when: 'before' } : null);
    await expect(companion.jit.tickets(contoso, '')).rejects.toMatchObject({
      service: 'halo',
      kind: error,
      message: `halo had trouble: ${error}`,
    });
  });
});

describe('where access is asked for', () => {
  test('the page of the customer in the parent tenant, by display name', async () => {
    expect(await companion.jit.requestAccess({ customerKey: contoso })).toEqual({
      possible: true,
      customerKey: contoso,
      customerName: 'Contoso Ltd',
      haloTicketId: null,
      portalUrl: 'https://msp.idemeum.com/?customerDisplayName=Contoso%20Ltd',
    });
  });

  test('from a ticket, whose client leads to the customer', async () => {
    const haloTicketId = await aTicket();
    expect(await companion.jit.requestAccess({ haloTicketId })).toMatchObject({
      possible: true,
      customerKey: contoso,
      haloTicketId,
    });
  });

  test('not for a ticket that is gone or closed: with the reason', async () => {
    expect(await companion.jit.requestAccess({ haloTicketId: 999_999 })).toMatchObject({
      possible: false,
      text: 'Halo has no ticket #999999. Check the number.',
    });
    const haloTicketId = await aTicket();
    desk.halo.closeByHand(haloTicketId);
    expect(await companion.jit.requestAccess({ haloTicketId })).toMatchObject({
      possible: false,
      text: `Ticket #${haloTicketId} is closed: an account tied to it would be disabled at once. Choose an open one.`,
    });
  });
});

describe('a grant', () => {
  test('runs for the time of the tenant, is near its end for a quarter of an hour, and is ended then', async () => {
    const grant = await granted();
    expect(grant).toMatchObject({ technicianEmail: ME, customerDisplayName: 'Contoso Ltd', state: 'active' });
    expect(grant.endsAt - grant.startedAt).toBe(4 * HOUR_MS);
    desk.clock.advance(4 * HOUR_MS - 15 * 60_000);
    expect((await companion.jit.current())[0]?.state).toBe('ending');
    desk.clock.advance(15 * 60_000);
    await desk.pass();
    expect(await companion.jit.current()).toEqual([]);
    expect(desk.idemeum.enabledAccounts.size).toBe(0);
    const { rows } = await companion.jit.grants({ filter: 'ended', limit: 10, offset: 0 });
    expect(rows).toMatchObject([{ grant: { state: 'expired', endReason: 'time-over' }, isMine: true }]);
  });

  test.each(['2026-03-29T00:30:00Z', '2026-10-25T00:30:00Z'])(
    'lasts as long where clocks are changed meanwhile (%s)',
    async (night) => {
      desk.clock.advance(Date.parse(night) - desk.clock.now());
      const grant = await granted();
      expect(grant.endsAt - grant.startedAt).toBe(4 * HOUR_MS);
    },
  );

  test('is extended when access is requested again', async () => {
    const first = await granted();
    desk.clock.advance(HOUR_MS);
    const again = await granted();
    expect(again.id).toBe(first.id);
    expect(again.endsAt).toBe(first.endsAt + HOUR_MS);
  });

  test('that was granted anew is not ended by what was to end the one before', async () => {
    const before = await granted();
    failing('unreachable', 1);
    await companion.jit.disableMine();
    await desk.pass(0);
    const fresh = await granted();
    const journal = await desk.journal();
    expect((await journal.outbox.findFor('disable-jit', before.id))?.state).toBe('dismissed');
    expect((await journal.jitGrants.find(before.id))?.note).toContain('granted anew');
    await desk.pass();
    expect(await companion.jit.current()).toMatchObject([{ id: fresh.id, state: 'active' }]);
    expect(desk.idemeum.enabledAccounts.size).toBe(1);
  });

  test('is not granted anew while the one before is just being disabled', async () => {
    const { id } = await granted();
    await companion.jit.disableMine();
    const journal = await desk.journal();
    const item = await journal.outbox.findFor('disable-jit', id);
    if (!item) throw new Error('Nothing is to be disabled');
    await journal.outbox.update({ ...item, state: 'running' });
    const order = { customerKey: contoso, haloTicketId: null, minutes: null };
    expect(await companion.jit.confirmGranted(order)).toEqual({
      done: false,
      text: 'The account is just being disabled. Wait until idemeum has confirmed that, then request it again.',
      needsConfirmation: false,
    });
    expect(await companion.jit.current()).toMatchObject([{ id, state: 'disabling' }]);
  });
});

describe('disabling', () => {
  test('is over once idemeum confirmed it', async () => {
    const { id } = await granted();
    expect(await companion.jit.disable({ grantId: id, confirmOthers: false })).toMatchObject({ done: true });
    expect((await companion.jit.current())[0]?.state).toBe('disabling');
    await desk.pass();
    expect(await companion.jit.current()).toEqual([]);
    expect(desk.idemeum.enabledAccounts.size).toBe(0);
  });

  test('counts as done when idemeum has no such account any more', async () => {
    const { id } = await granted();
    desk.idemeum.enabledAccounts.clear();
    await companion.jit.disable({ grantId: id, confirmOthers: false });
    await desk.pass();
    const { rows } = await companion.jit.grants({ filter: 'ended', limit: 10, offset: 0 });
    expect(rows[0]?.grant).toMatchObject({
      state: 'disabled',
      note: 'idemeum had no enabled account any more.',
    });
  });

  test.each(['unreachable', 'interrupted', 'failing', 'broken-answer', 'rate-limited'] as const)(
    'goes on after %s, and says so meanwhile',
    async (error) => {
      const { id } = await granted();
      failing(error, 2);
      await companion.jit.disable({ grantId: id, confirmOthers: false });
      await desk.pass(0);
      expect((await companion.overview()).warnings).toContainEqual(
        expect.objectContaining({ kind: 'jit-not-disabled' }),
      );
      await desk.pass(120_000);
      expect(desk.idemeum.enabledAccounts.size).toBe(0);
      expect((await companion.overview()).warnings.map((one) => one.kind)).not.toContain('jit-not-disabled');
    },
  );

  test('that idemeum refuses is shown where people look, and is tried again at the next start', async () => {
    const { id } = await granted();
    failing('forbidden');
    await companion.jit.disable({ grantId: id, confirmOthers: false });
    await desk.pass();
    expect(await companion.parked()).toMatchObject([
      {
        title: `Disable the JIT account: ${ME} · Contoso Ltd`,
        entry: { kind: 'disable-jit', requestId: null },
      },
    ]);
    await desk.restart();
    companion = await desk.companion();
    await desk.pass();
    expect(desk.idemeum.enabledAccounts.size).toBe(0);
  });

  test('that a person gives up on stays known as unknown until its time is over', async () => {
    const { id } = await granted();
    failing('rejected');
    await companion.jit.disable({ grantId: id, confirmOthers: false });
    await desk.pass();
    const [row] = await companion.parked();
    await companion.dismiss(row?.entry.id ?? 0);
    expect(await companion.jit.current()).toMatchObject([{ state: 'unknown' }]);
    desk.clock.advance(4 * HOUR_MS);
    await desk.pass();
    expect(await companion.jit.current()).toEqual([]);
  });

  test('another technician’s account needs a second word', async () => {
    const order = { customerKey: contoso, technicianEmail: 'otto@msp.example' };
    desk.idemeum.enableAccount('Contoso Ltd', 'otto@msp.example');
    expect(await companion.jit.disableAccount({ ...order, confirmOthers: false })).toMatchObject({
      done: false,
      needsConfirmation: true,
    });
    expect(await companion.jit.disableAccount({ ...order, confirmOthers: true })).toMatchObject({
      done: true,
    });
    await desk.pass();
    expect(desk.idemeum.enabledAccounts.size).toBe(0);
  });

  test('when the ticket is closed: one call for all tickets that matter', async () => {
    const haloTicketId = await aTicket();
    await granted({ haloTicketId });
    const before = desk.halo.calls.length;
    await desk.pass();
    expect(await companion.jit.current()).toMatchObject([{ state: 'active' }]);
    expect(desk.halo.calls.slice(before).filter((call) => call === 'watchedTickets')).toHaveLength(1);
    desk.halo.closeByHand(haloTicketId);
    await desk.pass();
    expect(desk.idemeum.enabledAccounts.size).toBe(0);
    const { rows } = await companion.jit.grants({ filter: 'ended', limit: 10, offset: 0 });
    expect(rows[0]?.grant.endReason).toBe('ticket-closed');
  });

  test('by two companions at once is no trouble', async () => {
    await granted();
    const other = new Desk({ beside: desk });
    try {
      await other.pass();
      const beside = await other.companion();
      const [customer] = await beside.jit.customers('contoso', 1);
      const customerKey = customer?.customerKey ?? '';
      await beside.jit.confirmGranted({ customerKey, haloTicketId: null, minutes: null });
      await Promise.all([companion.jit.disableMine(), beside.jit.disableMine()]);
      await Promise.all([desk.pass(), other.pass()]);
      expect(desk.idemeum.enabledAccounts.size).toBe(0);
      expect([...(await companion.jit.current()), ...(await beside.jit.current())]).toEqual([]);
    } finally {
      await other.dispose();
    }
  });
});
