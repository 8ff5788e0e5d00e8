import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noTrouble } from '../../../test/support/trouble.ts';
import { TwoDesks } from '../../../test/support/two-desks.ts';
import { referenceFor } from './reference.ts';

/** Two companions of one tenant see the same requests and decisions at about the same time, and Halo has no lock. */

let desks: TwoDesks;
beforeEach(async () => {
  desks = await TwoDesks.open();
});
afterEach(() => desks.dispose());

test('a single pass leaves nothing to others: it may be all that there is', async () => {
  desks.opener.idemeum.put({ id: 'r2' });
  expect(await desks.other.pass(0)).toMatchObject({ opened: 1 });
});

describe('a request that comes while another companion opens the tickets', () => {
  beforeEach(async () => {
    await desks.start();
    desks.opener.idemeum.put({ id: 'r2' });
    await desks.later(17_000);
    await desks.othersStateIs('r2', 'opening');
  });

  test('is left to that one for a while, and its ticket found then', async () => {
    expect(desks.opener.halo.tickets).toHaveLength(1);
    await desks.opener.pass(0);
    await desks.later(46_000);
    await desks.othersStateIs('r2', 'open');
    expect(desks.opener.halo.tickets).toHaveLength(2);
  });

  test('is left to that one for a while also where nothing has come for long', async () => {
    await desks.opener.pass(0);
    await desks.later(46_000);
    await desks.later(10 * 60_000);
    desks.opener.idemeum.put({ id: 'r3' });
    await desks.later(17_000);
    await desks.othersStateIs('r3', 'opening');
    expect(desks.opener.halo.tickets).toHaveLength(2);
  });

  test('is looked for by its reference before anything is opened', async () => {
    await desks.opener.pass(0);
    const search = desks.opener.halo.searchSummary.bind(desks.opener.halo);
    desks.opener.halo.searchSummary = async (text, page) =>
      text === 'IDM-' ? { tickets: [], hasMore: false } : await search(text, page);
    await desks.minutely(1);
    await desks.othersStateIs('r2', 'open');
    expect(desks.opener.halo.tickets).toHaveLength(2);
  });

  test('and whose create was lost here is closed by that one, as its ticket is most likely that one’s', async () => {
    desks.opener.halo.troubles = (call) =>
      call === 'createTicket' ? { kind: 'error', error: 'interrupted', when: 'before' } : null;
    await desks.minutely(1);
    expect(desks.opener.halo.calls.filter((call) => call === 'createTicket').length).toBeGreaterThan(1);
    desks.opener.halo.troubles = () => null;
    await desks.opener.pass(0);
    await desks.later(46_000);
    await desks.othersStateIs('r2', 'open');
    expect(await desks.other.ticketOf('r2')).toMatchObject({ openedHere: false });
  });

  test('gets its ticket all the same where that one is gone, and the next one at once', async () => {
    await desks.later(46_000);
    await desks.othersStateIs('r2', 'open');
    expect(desks.opener.halo.tickets).toHaveLength(2);
    desks.opener.idemeum.put({ id: 'r3' });
    await desks.later(17_000);
    await desks.othersStateIs('r3', 'open');
    // One that the other opened before, and that shows up late, changes nothing.
    for (const id of ['r4', 'r5']) desks.opener.idemeum.put({ id });
    desks.opener.halo.seed({
      id: 17,
      summary: `Elevation [${referenceFor('msp.idemeum.com', 'r4')}]`,
      thirdPartyId: 'r4',
    });
    await desks.later(17_000);
    expect([await desks.stateAtOther('r4'), await desks.stateAtOther('r5')]).toEqual(['open', 'open']);
  });

  test('gets none at once from one that slept or was held up meanwhile, as the other may have been too', async () => {
    await desks.later(30 * 60_000);
    expect(await desks.stateAtOther('r2')).toBe('opening');
    await desks.minutely(1);
    await desks.othersStateIs('r2', 'open');
    expect(desks.opener.halo.tickets).toHaveLength(2);
  });

  test('is not left to the companions of another tenant that uses the same Halo', async () => {
    await desks.later(46_000);
    await desks.othersStateIs('r2', 'open');
    const summary = `Elevation [${referenceFor('another.idemeum.com', 'r9')}]`;
    desks.opener.halo.seed({ summary, thirdPartyId: 'r9' });
    await desks.later(17_000);
    desks.opener.idemeum.put({ id: 'r3' });
    await desks.later(17_000);
    await desks.othersStateIs('r3', 'open');
  });

  test.each([
    ['an answer by e-mail', `RE: Elevation [${referenceFor('msp.idemeum.com', 'r1')}]`],
    ['a ticket of another tenant', `Elevation [${referenceFor('another.idemeum.com', 'r9')}]`],
  ])('is not left to that one for longer because of %s', async (_, summary) => {
    desks.opener.halo.seed({ summary, thirdPartyId: 'r9' });
    await desks.minutely(0.75);
    await desks.othersStateIs('r2', 'open');
  });

  test('is left alone as long as that one is seen opening others, however often it is looked for', async () => {
    for (let step = 0; step < 12; step += 1) {
      desks.seesAnother();
      await desks.later(15_000);
      expect(await desks.stateAtOther('r2')).toBe('opening');
    }
    await desks.minutely(2);
    await desks.othersStateIs('r2', 'open');
  });

  test.each([
    ['is opened by one that comes to it a poll and a half after its time', 22_500, 'open'],
    ['is left alone once more by one that comes to it later than that', 22_501, 'opening'],
  ])('%s', async (_, afterMs, state) => {
    const entry = await (await desks.other.journal()).outbox.findFor('open-ticket', 'r2');
    await desks.later((entry?.until ?? 0) + afterMs - desks.clock.now());
    await desks.othersStateIs('r2', state);
  });

  test.each([
    [
      'is left alone once more less than 45 seconds after that one was seen opening another',
      44_999,
      'opening',
    ],
    ['is opened 45 seconds after that one was seen opening another', 45_000, 'open'],
  ])('%s', async (_, afterMs, state) => {
    desks.seesAnother();
    await desks.later(0);
    const { outbox } = await desks.other.journal();
    const entry = await outbox.findFor('open-ticket', 'r2');
    if (entry) await outbox.update({ ...entry, until: desks.clock.now() + afterMs });
    await desks.later(afterMs);
    await desks.othersStateIs('r2', state);
  });

  test('is left alone as long as that one is seen opening others, but not for ever', async () => {
    // It has no mapping for this one, say.
    for (let minutes = 0; minutes < 80; minutes += 10) {
      desks.seesAnother();
      await desks.later(10 * 60_000);
      expect(await desks.stateAtOther('r2')).toBe('opening');
    }
    for (let minutes = 80; minutes < 190; minutes += 10) {
      desks.seesAnother();
      await desks.later(10 * 60_000);
    }
    await desks.othersStateIs('r2', 'open');
  });
});

test('a decision is sent at once, also while another companion is seen opening tickets', async () => {
  await desks.start();
  desks.seesAnother();
  await desks.later(17_000);
  const how = { verdict: 'approve', scope: 'once', elevationType: 'admin', comment: null } as const;
  await (await desks.other.companion()).decide({ requestId: 'r1', ...how, undoable: false });
  await desks.later(1_000);
  expect(desks.opener.idemeum.requests.get('r1')).toMatchObject({ status: 'approved' });
});

test('a duplicate that was opened here is closed at once, also right after Halo could not be called', async () => {
  await desks.start();
  desks.opener.idemeum.put({ id: 'r2' });
  await desks.later(17_000);
  await desks.minutely(1);
  await desks.othersStateIs('r2', 'open');
  expect(await desks.other.ticketOf('r2')).toMatchObject({ openedHere: true });
  const summary = `Elevation [${referenceFor('msp.idemeum.com', 'r2')}]`;
  desks.opener.halo.seed({ id: 17, summary, thirdPartyId: 'r2' });
  desks.opener.halo.troubles = () => ({ kind: 'error', error: 'rate-limited', when: 'before' });
  await desks.minutely(2);
  const { services } = await (await desks.other.companion()).overview();
  const { nextTryAt } = services.find(({ service }) => service === 'halo') ?? {};
  desks.opener.halo.troubles = noTrouble;
  await desks.later((nextTryAt ?? 0) - desks.clock.now() + 1_000);
  expect(desks.closings).toEqual([0, 1, 0]);
});
