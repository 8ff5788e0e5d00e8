import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccessDesk, ME } from '../../../test/support/access-desk.ts';
import type { CompanionApi } from '../api.ts';

/** What a technician sees of the accounts, and the ticket that one is tied to afterwards. */

const HOUR_MS = 3_600_000;

let desk: AccessDesk;
let jit: CompanionApi['jit'];
beforeEach(async () => {
  desk = await AccessDesk.open();
  jit = await desk.jit();
});
afterEach(() => desk.dispose());

describe('an account that is tied to a ticket afterwards', () => {
  const grantNow = async (id: string) => await (await desk.journal()).jitGrants.find(id);
  const lastOf = async (id: string) =>
    (await (await desk.journal()).audit.after(0, 1_000)).findLast(({ jitGrantId }) => jitGrantId === id);

  test('has it from then on, and none once it is tied to none; the audit says both', async () => {
    const grantId = await desk.granted();
    const [haloTicketId = 0] = desk.tickets(1);
    desk.clock.advance(1_000);
    expect(await jit.tieToTicket({ grantId, haloTicketId })).toEqual({
      done: true,
      text: null,
      needsConfirmation: false,
    });
    expect(await grantNow(grantId)).toMatchObject({
      haloTicketId,
      state: 'active',
      updatedAt: desk.clock.now(),
    });
    expect(await lastOf(grantId)).toMatchObject({
      event: 'jit.tied',
      actor: ME,
      haloTicketId,
      text: `${ME} at Contoso Ltd: disabled when ticket #${haloTicketId} is closed.`,
    });
    expect(await jit.tieToTicket({ grantId, haloTicketId: null })).toMatchObject({ done: true });
    expect(await grantNow(grantId)).toMatchObject({ haloTicketId: null, state: 'active' });
    expect(await lastOf(grantId)).toMatchObject({
      event: 'jit.tied',
      haloTicketId: null,
      text: `${ME} at Contoso Ltd: tied to no ticket.`,
    });
  });

  test('is not tied to one that is closed or that Halo does not have', async () => {
    const grantId = await desk.granted();
    const [closed = 0] = desk.tickets(1);
    desk.halo.closeByHand(closed);
    expect(await jit.tieToTicket({ grantId, haloTicketId: closed })).toEqual({
      done: false,
      text: `Ticket #${closed} is closed already. Disable the account instead.`,
      needsConfirmation: false,
    });
    expect(await jit.tieToTicket({ grantId, haloTicketId: 999_999 })).toEqual({
      done: false,
      text: 'Halo has no ticket #999999. Check the number.',
      needsConfirmation: false,
    });
    expect(await grantNow(grantId)).toMatchObject({ haloTicketId: null });
    expect(await lastOf(grantId)).toMatchObject({ event: 'jit.granted' });
  });

  test('is not tied any more once it is over', async () => {
    const grantId = await desk.granted();
    await jit.disableMine();
    await desk.pass();
    const [haloTicketId = 0] = desk.tickets(1);
    expect(await jit.tieToTicket({ grantId, haloTicketId })).toEqual({
      done: false,
      text: 'This account is not known here any more. Look at the list again.',
      needsConfirmation: false,
    });
    expect(await grantNow(grantId)).toMatchObject({ haloTicketId: null, state: 'disabled' });
  });
});

describe('the list of accounts', () => {
  test('goes page by page, the one that ends first in front, with the number of all', async () => {
    const [haloTicketId = 0] = desk.tickets(1);
    const first = await desk.granted('Contoso Ltd', { haloTicketId });
    desk.clock.advance(HOUR_MS);
    const second = await desk.granted('Fabrikam');
    const page = async (offset: number) => {
      const { total, rows } = await jit.grants({ filter: 'current', limit: 1, offset });
      return { total, rows: rows.map(({ grant, ticketUrl, isMine }) => [grant.id, ticketUrl, isMine]) };
    };
    expect(await page(0)).toEqual({ total: 2, rows: [[first, desk.halo.ticketUrl(haloTicketId), true]] });
    expect(await page(1)).toEqual({ total: 2, rows: [[second, null, true]] });
    expect(await page(2)).toEqual({ total: 2, rows: [] });
  });

  test('has those that are over for themselves, the latest in front', async () => {
    const first = await desk.granted('Contoso Ltd');
    await jit.disableMine();
    await desk.pass();
    desk.clock.advance(HOUR_MS);
    const second = await desk.granted('Fabrikam');
    await jit.disableMine();
    await desk.pass();
    const page = async (offset: number) => {
      const { total, rows } = await jit.grants({ filter: 'ended', limit: 1, offset });
      return { total, ids: rows.map(({ grant }) => grant.id) };
    };
    expect(await page(0)).toEqual({ total: 2, ids: [second] });
    expect(await page(1)).toEqual({ total: 2, ids: [first] });
    expect(await jit.grants({ filter: 'current', limit: 10, offset: 0 })).toEqual({ total: 0, rows: [] });
  });
});

test.each([0, 1_000])(
  'whoever quits waits %i ms for what is still to be disabled, and no longer',
  async (ms) => {
    await desk.granted();
    desk.failing('unreachable');
    await jit.disableMine();
    const began = desk.clock.now();
    expect(await jit.settled(ms)).toBe(false);
    expect(desk.clock.now() - began).toBe(ms);
  },
);
