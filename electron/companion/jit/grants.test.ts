import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JitGrant } from '../../../shared/domain/jit-account.ts';
import { AccessDesk, ME } from '../../../test/support/access-desk.ts';
import { askToDisable, isSameTechnician } from './grants.ts';

test('technicians are the same whatever the case of their address, and nobody is nobody', () => {
  expect(isSameTechnician(' Tina@MSP.example', 'tina@msp.EXAMPLE ')).toBe(true);
  expect(isSameTechnician('tina@msp.example', 'tim@msp.example')).toBe(false);
  expect(isSameTechnician(null, 'tina@msp.example')).toBe(false);
});

describe('the wish to disable an account', () => {
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

  test('is not there after access was extended: the audit has the new end', async () => {
    desk.clock.advance(60 * 60_000);
    await desk.granted();
    expect((await audit()).map(({ event, text }) => [event, text])).toEqual([
      ['jit.granted', `The JIT account of ${ME} at Contoso Ltd is enabled until 2026-03-02T13:00:00.000Z.`],
      ['jit.extended', `The JIT account of ${ME} at Contoso Ltd is enabled until 2026-03-02T14:00:00.000Z.`],
    ]);
  });
});
