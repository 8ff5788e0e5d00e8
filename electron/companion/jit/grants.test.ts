import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JitGrant } from '../../../shared/domain/jit-account.ts';
import { AccessDesk, ME } from '../../../test/support/access-desk.ts';
import { askToDisable, giveUpOn, isSameTechnician } from './grants.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

test('technicians are the same whatever the case of their address, and nobody is nobody', () => {
  expect(isSameTechnician(' Tina@MSP.example', 'tina@msp.EXAMPLE ')).toBe(true);
  expect(isSameTechnician('tina@msp.example', 'tim@msp.example')).toBe(false);
  expect(isSameTechnician(null, 'tina@msp.example')).toBe(false);
});

let desk: AccessDesk;
let id: string;
beforeEach(async () => {
  desk = await AccessDesk.open();
  id = await desk.granted();
});
afterEach(() => desk.dispose());

const grantNow = async (): Promise<JitGrant> => {
  const grant = await (await desk.journal()).jitGrants.find(id);
  if (!grant) throw new Error('There is no grant');
  return grant;
};
const entryNow = async () => {
  const entry = await (await desk.journal()).outbox.findFor('disable-jit', id);
  if (!entry) throw new Error('Nothing is to be disabled');
  return entry;
};
const ask = async (grant: JitGrant) =>
  await (await desk.journal()).transact((tx) =>
    askToDisable(tx, grant, { reason: 'ticket-closed', by: null, now: desk.clock.now() }),
  );
const audit = async () =>
  (await (await desk.journal()).audit.after(0, 1_000)).filter(({ jitGrantId }) => jitGrantId === id);

const GIVEN_UP = 'Nobody disabled it from here. Make sure in the idemeum portal that it is disabled.';

/** idemeum refused to disable it, and somebody pressed Dismiss. */
async function giveUp(): Promise<void> {
  desk.failing('forbidden', 1);
  await (await desk.jit()).disableMine();
  await desk.pass();
  await (await desk.companion()).dismiss((await entryNow()).id);
}

describe('the wish to disable an account', () => {
  test('is nothing new where the account is disabled already: idemeum is not asked again', async () => {
    await (await desk.jit()).disableMine();
    await desk.pass();
    const [calls, lines] = [desk.idemeum.calls.length, await audit()];
    expect(await ask(await grantNow())).toBe(false);
    expect(await grantNow()).toMatchObject({ state: 'disabled', endReason: 'by-hand' });
    expect(await audit()).toEqual(lines);
    await desk.pass();
    expect(desk.idemeum.calls.slice(calls)).not.toContain('disableJitAccount');
  });

  test.each(['due', 'waiting', 'running'] as const)(
    'changes nothing when it is repeated while the first is %s',
    async (state) => {
      await (await desk.jit()).disableMine();
      const journal = await desk.journal();
      const until = state === 'waiting' ? desk.clock.now() + 30_000 : null;
      await journal.outbox.update({ ...(await entryNow()), state, until, attempt: 3 });
      const [grant, entry, lines] = [await grantNow(), await entryNow(), await audit()];
      desk.clock.advance(1_000);
      expect(await ask(grant)).toBe(false);
      expect([await grantNow(), await entryNow(), await audit()]).toEqual([grant, entry, lines]);
    },
  );

  test('that idemeum refused is sent anew when it is repeated, as if it had never been tried', async () => {
    desk.failing('forbidden', 1);
    await (await desk.jit()).disableMine();
    await desk.pass();
    expect(await entryNow()).toMatchObject({ state: 'parked', attempt: 1 });
    const lines = await audit();
    desk.clock.advance(1_000);
    expect(await ask(await grantNow())).toBe(true);
    expect(await entryNow()).toMatchObject({
      state: 'due',
      attempt: 0,
      until: null,
      parked: null,
      updatedAt: desk.clock.now(),
    });
    // Why it is to be disabled was written down before.
    expect(await audit()).toEqual(lines);
    expect(await grantNow()).toMatchObject({ endReason: 'by-hand' });
    await desk.pass();
    expect(await grantNow()).toMatchObject({ state: 'disabled' });
  });

  test('is not lost to a disk that fails: nothing of the entry before is thrown away', async () => {
    await (await desk.jit()).disableMine();
    const [entry, grant] = [await entryNow(), await grantNow()];
    const asked = (await desk.journal()).transact(async (tx) => {
      const findFor = () => Promise.reject(new Error('disk I/O error'));
      const failing = { ...tx, outbox: { ...tx.outbox, findFor } };
      await askToDisable(failing, grant, { reason: 'ticket-closed', by: null, now: desk.clock.now() });
    });
    await expect(asked).rejects.toThrow('disk I/O error');
    expect(await entryNow()).toEqual(entry);
  });

  test('is recorded of an account that counts as enabled, though an entry is there that disables it', async () => {
    const grant = await grantNow();
    await (await desk.jit()).disableMine();
    await (await desk.journal()).jitGrants.update(grant);
    expect(await ask(grant)).toBe(true);
    expect(await grantNow()).toMatchObject({ state: 'disabling', endReason: 'ticket-closed' });
  });

  test.each([
    [true, `The JIT account of ${ME} at Contoso Ltd is disabled.`],
    [false, `The JIT account of ${ME} at Contoso Ltd was not enabled any more.`],
  ])('ends in the audit with what idemeum found (enabled: %s)', async (isEnabled, text) => {
    if (!isEnabled) desk.idemeum.enabledAccounts.clear();
    await (await desk.jit()).disableMine();
    await desk.pass();
    expect((await audit()).at(-1)).toMatchObject({ event: 'jit.disabled', result: 'done', text });
  });

  test('forgets that somebody had given up on it before', async () => {
    await giveUp();
    expect(await grantNow()).toMatchObject({ state: 'unknown', note: GIVEN_UP });
    await (await desk.jit()).disable({ grantId: id, confirmOthers: false });
    expect(await grantNow()).toMatchObject({ state: 'disabling', note: null });
    await desk.pass();
    expect(await grantNow()).toMatchObject({ state: 'disabled', note: null });
  });

  test('is shown as such also near the end of the account', async () => {
    desk.clock.advance(4 * HOUR_MS - 10 * MINUTE_MS);
    await (await desk.jit()).disableMine();
    expect(await (await desk.jit()).current()).toMatchObject([{ id, state: 'disabling' }]);
  });

  test('that is refused is in the audit with its entry and its ticket', async () => {
    const [haloTicketId = 0] = desk.tickets(1);
    await (await desk.jit()).tieToTicket({ grantId: id, haloTicketId });
    desk.failing('forbidden', 1);
    await (await desk.jit()).disableMine();
    await desk.pass();
    const { id: outboxId } = await entryNow();
    const { customerKey } = await grantNow();
    expect((await audit()).at(-1)).toMatchObject({
      event: 'jit.disable-refused',
      outboxId,
      haloTicketId,
      customerKey,
      requestId: null,
    });
  });
});

describe('an account that somebody gave up on', () => {
  test('is in the audit as such, and again once its time is over', async () => {
    await giveUp();
    const account = `The JIT account of ${ME} at Contoso Ltd`;
    expect((await audit()).at(-1)).toMatchObject({
      event: 'jit.given-up',
      text: `${account}: ${GIVEN_UP}`,
    });
    desk.clock.advance(4 * HOUR_MS);
    await desk.pass();
    expect(await grantNow()).toMatchObject({
      state: 'expired',
      endReason: null,
      note: 'Its time at idemeum is over.',
    });
    expect((await audit()).at(-1)).toMatchObject({
      event: 'jit.expired',
      text: `${account}: Its time at idemeum is over.`,
    });
  });

  test('and that is over meanwhile stays what it is', async () => {
    await (await desk.jit()).disableMine();
    await desk.pass();
    const [grant, lines] = [await grantNow(), await audit()];
    await (await desk.journal()).transact((tx) => giveUpOn(tx, id, desk.clock.now()));
    expect([await grantNow(), await audit()]).toEqual([grant, lines]);
  });
});

describe('access that is extended', () => {
  const again = async (haloTicketId: number | null, minutes: number | null) =>
    await (await desk.jit()).confirmGranted({
      customerKey: await desk.keyOf('Contoso'),
      haloTicketId,
      minutes,
    });

  test('keeps its end where the new one would be earlier', async () => {
    const { endsAt } = await grantNow();
    await again(null, 30);
    expect(await grantNow()).toMatchObject({ endsAt });
    await again(null, 5 * 60);
    expect(await grantNow()).toMatchObject({ endsAt: endsAt + HOUR_MS });
  });

  test('keeps its ticket where none is named, and is tied to the one that is', async () => {
    const [one = 0, other = 0] = desk.tickets(2);
    await again(one, null);
    expect(await grantNow()).toMatchObject({ haloTicketId: one });
    await again(null, null);
    expect(await grantNow()).toMatchObject({ haloTicketId: one });
    await again(other, null);
    expect(await grantNow()).toMatchObject({ haloTicketId: other });
  });

  test('is in the audit with its new end', async () => {
    desk.clock.advance(HOUR_MS);
    await desk.granted();
    const until = (time: string) =>
      `The JIT account of ${ME} at Contoso Ltd is enabled until 2026-03-02T${time}.`;
    expect(await audit()).toMatchObject([
      { event: 'jit.granted', actor: ME, text: until('13:00:00.000Z') },
      { event: 'jit.extended', actor: ME, text: until('14:00:00.000Z') },
    ]);
  });
});
