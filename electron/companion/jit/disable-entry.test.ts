import { afterEach, beforeEach, expect, test } from 'vitest';
import { AccessDesk } from '../../../test/support/access-desk.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { told } from '../../../test/support/told.ts';
import { Killed } from '../../../test/support/trouble.ts';
import { park } from '../journal/journal.ts';
import { ServiceError } from '../ports/errors.ts';
import { giveUpOn } from './grants.ts';

/** The entry of the outbox that disables an account: what becomes of it, and how long it waits. */

let desk: AccessDesk;
beforeEach(async () => {
  desk = await AccessDesk.open();
});
afterEach(() => desk.dispose());

const entryOf = async (id: string) => await (await desk.journal()).outbox.findFor('disable-jit', id);
const eventsOf = async (id: string) =>
  (await (await desk.journal()).audit.after(0, 1_000))
    .filter(({ jitGrantId }) => jitGrantId === id)
    .map(({ event }) => event);
const disableCalls = () => desk.idemeum.calls.filter((call) => call === 'disableJitAccount').length;

test('an entry is done once idemeum confirmed, and nothing of the trouble before is left on it', async () => {
  const id = await desk.granted();
  desk.failing('failing', 1);
  await (await desk.jit()).disableMine();
  await desk.pass(0);
  expect(await entryOf(id)).toMatchObject({ state: 'waiting', lastError: 'idemeum had trouble: failing' });
  await desk.pass();
  expect(await entryOf(id)).toMatchObject({
    state: 'done',
    until: null,
    parked: null,
    lastError: null,
    updatedAt: (await (await desk.journal()).jitGrants.find(id))?.updatedAt,
  });
});

test('an entry is done without a call, and without a word, where the account is over already', async () => {
  const id = await desk.granted();
  await (await desk.jit()).disableMine();
  const journal = await desk.journal();
  const grant = await journal.jitGrants.find(id);
  if (!grant) throw new Error('There is no grant');
  await journal.jitGrants.update({ ...grant, state: 'expired', note: 'Its end was heard of.' });
  const before = await eventsOf(id);
  await desk.pass();
  expect(await entryOf(id)).toMatchObject({ state: 'done' });
  expect(await journal.jitGrants.find(id)).toMatchObject({
    state: 'expired',
    note: 'Its end was heard of.',
  });
  expect(await eventsOf(id)).toEqual(before);
  expect(disableCalls()).toBe(0);
});

test('an entry is done without a call where nothing is known of the account', async () => {
  const journal = await desk.journal();
  const entry = { kind: 'disable-jit', subject: 'gone', requestId: null } as const;
  await journal.outbox.ask({ ...entry, payload: null, notBefore: null }, desk.clock.now());
  expect(await desk.pass()).toMatchObject({ problems: [] });
  expect(await entryOf('gone')).toMatchObject({ state: 'done' });
  expect(disableCalls()).toBe(0);
});

/** Something happens to the entry after the runner saw that it is due, and before it begins with it. */
async function meanwhile(work: () => Promise<void>): Promise<void> {
  const { outbox } = await desk.journal();
  const { unfinishedOf } = outbox;
  outbox.unfinishedOf = async (kind) => {
    const entries = await unfinishedOf(kind);
    outbox.unfinishedOf = unfinishedOf;
    await work();
    return entries;
  };
}

test('an entry that is parked just when it was to be carried out is left alone', async () => {
  const id = await desk.granted();
  await (await desk.jit()).disableMine();
  const { outbox } = await desk.journal();
  await meanwhile(async () => {
    const entry = await entryOf(id);
    if (entry) await outbox.update(park(entry, { kind: 'rejected', text: 'No.' }, desk.clock.now()));
  });
  await desk.pass(0);
  expect(await entryOf(id)).toMatchObject({ state: 'parked', attempt: 0 });
  expect(disableCalls()).toBe(0);
});

test('an entry that is gone just when it was to be carried out is written anew, and its account disabled', async () => {
  const id = await desk.granted();
  await (await desk.jit()).disableMine();
  const { outbox } = await desk.journal();
  await meanwhile(() => outbox.remove('disable-jit', id));
  await desk.pass(0);
  expect(await entryOf(id)).toMatchObject({ state: 'done', attempt: 1 });
  expect(disableCalls()).toBe(1);
});

test('an entry that is lost is written anew with the reason that it was asked for', async () => {
  const id = await desk.granted();
  desk.failing('failing', 1);
  desk.clock.advance(4 * 3_600_000);
  await desk.pass(0);
  const journal = await desk.journal();
  await journal.outbox.remove('disable-jit', id);
  await desk.pass();
  expect(await journal.jitGrants.find(id)).toMatchObject({ state: 'expired', endReason: 'time-over' });
});

test('an entry that is lost together with its reason is written anew all the same', async () => {
  const id = await desk.granted();
  await (await desk.jit()).disableMine();
  const { outbox, jitGrants } = await desk.journal();
  await outbox.remove('disable-jit', id);
  const grant = await jitGrants.find(id);
  if (grant) await jitGrants.update({ ...grant, endReason: null });
  await desk.pass();
  expect(await jitGrants.find(id)).toMatchObject({ state: 'disabled', endReason: 'by-hand' });
});

test('an account that is given up just when its lost entry was to be written anew is left alone', async () => {
  const id = await desk.granted();
  await (await desk.jit()).disableMine();
  const journal = await desk.journal();
  await journal.outbox.remove('disable-jit', id);
  await meanwhile(async () => {
    const { current } = journal.jitGrants;
    journal.jitGrants.current = async () => {
      const grants = await current();
      journal.jitGrants.current = current;
      await journal.transact((tx) => giveUpOn(tx, id, desk.clock.now()));
      return grants;
    };
  });
  await desk.pass(0);
  expect(await journal.jitGrants.find(id)).toMatchObject({ state: 'unknown' });
  expect(disableCalls()).toBe(0);
});

test('an entry that was being carried out when the process died is carried out at once', async () => {
  const id = await desk.granted();
  await (await desk.jit()).disableMine();
  desk.idemeum.troubles = (call) => (call === 'disableJitAccount' ? { kind: 'kill', when: 'before' } : null);
  await expect(desk.pass(0)).rejects.toThrow(Killed);
  expect(await entryOf(id)).toMatchObject({ state: 'running' });
  await desk.restart();
  desk.idemeum.troubles = () => null;
  await desk.pass(0);
  expect(await entryOf(id)).toMatchObject({ state: 'done', uncertain: false });
  expect(desk.idemeum.enabledAccounts.size).toBe(0);
});

test('an entry that is being carried out is left as it is by the poller, which begins later', async () => {
  await desk.dispose();
  const clock = new ManualClock();
  desk = await AccessDesk.open({ clock, timing: { windowFirstMs: 1_000 } });
  const id = await desk.granted();
  await (await desk.jit()).disableMine();
  const answer = Promise.withResolvers<void>();
  desk.idemeum.disableJitAccount = () => answer.promise;
  const companion = await desk.companion();
  companion.start();
  await expect.poll(async () => (await entryOf(id))?.state).toBe('running');
  clock.advance(1_000);
  await expect.poll(async () => (await companion.overview()).polling.lastPollAt).toBe(clock.now());
  expect(await entryOf(id)).toMatchObject({ state: 'running', uncertain: false });
  answer.resolve();
  await expect.poll(async () => (await entryOf(id))?.state).toBe('done');
  await companion.stop();
});

test.each([
  ['credentials', 'permission'],
  ['forbidden', 'permission'],
  ['rejected', 'rejected'],
  ['set-up', 'rejected'],
] as const)('an entry that only a person can help (%s) is parked as %s', async (error, kind) => {
  const id = await desk.granted();
  desk.failing(error, 1);
  await (await desk.jit()).disableMine();
  await desk.pass(0);
  expect(await entryOf(id)).toMatchObject({
    state: 'parked',
    parked: { kind, text: `idemeum had trouble: ${error}` },
  });
});

test('an entry that idemeum refused is tried again where the clock was set back by ten minutes', async () => {
  await desk.granted();
  desk.failing('forbidden', 1);
  await (await desk.jit()).disableMine();
  await desk.pass(0);
  desk.clock.advance(1 - 10 * 60_000);
  await desk.pass(0);
  expect(disableCalls()).toBe(1);
  desk.clock.advance(-1);
  await desk.pass(0);
  expect(disableCalls()).toBe(2);
});

test('what else is parked is left to a person, at the start and later', async () => {
  desk.halo.troubles = (call) =>
    call === 'createTicket' ? { kind: 'error', error: 'rejected', when: 'before' } : null;
  desk.idemeum.put({ id: 'r2' });
  await desk.pass(0);
  for (let n = 0; n < 2; n += 1) {
    await desk.restart();
    desk.clock.advance(10 * 60_000);
    await desk.pass(0);
    desk.clock.advance(10 * 60_000);
    await desk.pass(0);
  }
  const entry = await (await desk.journal()).outbox.findFor('open-ticket', 'r2');
  expect(entry).toMatchObject({ state: 'parked', attempt: 1 });
});

test.each([
  ['as long as idemeum says', 20_000, 20_000],
  ['a minute at most, whatever idemeum says', 10 * 60_000, 60_000],
])('an entry waits %s', async (_, retryAfterMs, expected) => {
  const id = await desk.granted();
  desk.idemeum.disableJitAccount = async () => {
    const text = told('Slow down.');
    throw new ServiceError({ service: 'idemeum', kind: 'rate-limited', text, retryAfterMs });
  };
  await (await desk.jit()).disableMine();
  await desk.pass(0);
  const entry = await entryOf(id);
  expect((entry?.until ?? 0) - (entry?.updatedAt ?? 0)).toBe(expected);
});

test.each([
  ['not before its time', 0, 1],
  ['not before its time, though the clock was set back a little', 60_000, 1],
  ['at once where only a clock that ran ahead has named its time', 60_001, 2],
])('an entry that waits a minute is tried again %s', async (_, setBackMs, calls) => {
  await desk.granted();
  desk.idemeum.disableJitAccount = async () => {
    desk.idemeum.calls.push('disableJitAccount');
    throw new ServiceError({
      service: 'idemeum',
      kind: 'rate-limited',
      text: told('Slow down.'),
      retryAfterMs: 60_000,
    });
  };
  await (await desk.jit()).disableMine();
  await desk.pass(0);
  desk.clock.advance(-setBackMs);
  await desk.pass(0);
  expect(disableCalls()).toBe(calls);
});

test('an entry waits a second at most where idemeum says nothing', async () => {
  const id = await desk.granted();
  desk.failing('rate-limited');
  await (await desk.jit()).disableMine();
  await desk.pass(0);
  const entry = await entryOf(id);
  expect(entry).toMatchObject({ state: 'waiting', attempt: 1 });
  expect((entry?.until ?? 0) - (entry?.updatedAt ?? 0)).toBeLessThanOrEqual(1_000);
});
