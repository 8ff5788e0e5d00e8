import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccessDesk } from '../../test/support/access-desk.ts';
import { aRequest } from '../../test/support/fake-idemeum.ts';
import { GRANT } from '../../test/support/samples.ts';
import { verifyChain } from './activity/verify-chain.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

let desk: AccessDesk;
beforeEach(async () => {
  desk = await AccessDesk.open({ keepDays: 30 });
});
afterEach(() => desk.dispose());

/** Passes of a companion that goes on working, until everything of a day is done. */
const work = async (passes = 4) => {
  for (let n = 0; n < passes; n += 1) {
    await desk.pass();
    desk.clock.advance(60_000);
  }
};
const ids = async () =>
  (await (await desk.companion()).listRequests({ filter: 'all', search: '', limit: 100, offset: 0 })).rows
    .map(({ request }) => request.id)
    .sort();

test('what is over for longer than the setting goes, with ticket and entries, and is not taken in again', async () => {
  desk.idemeum.settle('req-1', 'approved');
  await work();
  desk.clock.advance(5 * WEEK_MS);
  desk.idemeum.put({ id: 'req-2' });
  await work();
  expect(await ids()).toEqual(['req-2']);
  const journal = await desk.journal();
  expect(await journal.tickets.find('req-1')).toBeNull();
  expect(await journal.outbox.findFor('open-ticket', 'req-1')).toBeNull();
  // idemeum still lists it whenever the list is read whole.
  desk.clock.advance(2 * DAY_MS);
  await work();
  expect(await ids()).toEqual(['req-2']);
  expect(desk.halo.tickets).toHaveLength(2);
});

describe('where there is much of it, all of it goes on the same day', () => {
  const A_STEP = 100;

  test('requests, also behind more that stay than are looked at in one step', async () => {
    const { requests } = await desk.journal();
    const at = desk.clock.now();
    const over = { ...aRequest().decision, at };
    const many = [...Array(3 * A_STEP).keys()].map((n) => 1_000 + n);
    const stays = (n: number) => n < 1_000 + A_STEP + 20;
    for (const n of many) {
      const fields = stays(n) ? {} : ({ status: 'denied', decision: over } as const);
      const request = aRequest({ id: `many-${n}`, createdAt: at + n, updatedAt: at + n, ...fields });
      await requests.insert({ request, customerKey: 'name:contoso', firstSeenAt: at });
    }
    desk.clock.advance(5 * WEEK_MS);
    await work(1);
    const left = await requests.list({ filter: 'all', search: 'many', limit: 1_000, offset: 0 });
    expect(left.rows.map(({ request }) => request.id).sort()).toEqual(
      many.filter(stays).map((n) => `many-${n}`),
    );
  });

  test('accounts', async () => {
    const { jitGrants } = await desk.journal();
    for (let n = 0; n < A_STEP + 20; n += 1) {
      await jitGrants.insert({ ...GRANT, id: `g${n}`, state: 'disabled', updatedAt: desk.clock.now() });
    }
    desk.clock.advance(5 * WEEK_MS);
    await work(1);
    expect((await jitGrants.ended(1_000, 0)).total).toBe(0);
  });
});

test('it is done once a day', async () => {
  const { lookups } = await desk.journal();
  await work();
  // Too old an hour after today's work was done.
  await lookups.put('names:of-old', [], desk.clock.now() - 30 * DAY_MS + HOUR_MS);
  desk.clock.advance(2 * HOUR_MS);
  await work();
  expect(await lookups.get('names:of-old')).not.toBeNull();
  desk.clock.advance(DAY_MS);
  await work();
  expect(await lookups.get('names:of-old')).toBeNull();
});

describe('what is still open stays, however old', () => {
  test('a request that nobody decided, a ticket that cannot be closed, an account that cannot be disabled', async () => {
    desk.idemeum.put({ id: 'req-2', userName: 'Grace' });
    await work();
    desk.halo.refuses = [
      { way: 'ticket', how: 'loudly' },
      { way: 'action', how: 'loudly' },
    ];
    desk.idemeum.settle('req-2', 'denied');
    const grant = await desk.granted('Fabrikam');
    desk.failing('forbidden');
    await (await desk.jit()).disableMine();
    await work();
    desk.clock.advance(5 * WEEK_MS);
    await work();
    expect(await ids()).toEqual(['req-1', 'req-2']);
    const journal = await desk.journal();
    expect(await journal.jitGrants.find(grant)).toMatchObject({ state: 'disabling' });
    expect((await journal.outbox.inState('parked')).map(({ kind }) => kind).sort()).toEqual([
      'close-ticket',
      'disable-jit',
    ]);
  });

  test('an account that ended goes', async () => {
    const grant = await desk.granted('Fabrikam');
    await (await desk.jit()).disableMine();
    await work();
    desk.clock.advance(5 * WEEK_MS);
    await work();
    const journal = await desk.journal();
    expect(await journal.jitGrants.find(grant)).toBeNull();
    expect(await journal.outbox.findFor('disable-jit', grant)).toBeNull();
  });
});

describe('the audit', () => {
  test('is shortened with a sign-off, and is whole at every moment of it', async () => {
    const journal = await desk.journal();
    await journal.transact(async (tx) => {
      for (let n = 0; n < 1_200; n += 1) {
        await tx.audit.add({ event: 'test.old', requestId: null, text: `Entry ${n}` }, desk.clock.now());
      }
    });
    desk.clock.advance(5 * WEEK_MS);
    await journal.audit.add({ event: 'test.new', requestId: null, text: 'new' }, desk.clock.now());
    expect(await journal.audit.shortenTo(desk.clock.now() - WEEK_MS, desk.clock.now())).toBeGreaterThan(
      1_199,
    );
    do {
      expect(await verifyChain(journal)).toMatchObject({ whole: true, entries: 2 });
    } while (await journal.audit.sweep());
    expect((await journal.audit.after(0, 10)).map(({ event }) => event)).toEqual([
      'test.new',
      'audit.shortened',
    ]);
  });

  test('goes by itself, and stops at what is younger, wherever a clock once ran ahead', async () => {
    const journal = await desk.journal();
    const now = desk.clock.now();
    await journal.audit.add({ event: 'test.ahead', requestId: null, text: 'x' }, now + 900 * DAY_MS);
    await journal.audit.add({ event: 'test.old', requestId: null, text: 'x' }, now);
    desk.clock.advance(5 * WEEK_MS);
    await journal.audit.add({ event: 'test.young', requestId: null, text: 'x' }, desk.clock.now());
    await work();
    const events = (await journal.audit.after(0, 100)).map(({ event }) => event);
    expect(events).not.toContain('test.old');
    expect(events).toContain('test.young');
    expect(events).toContain('audit.shortened');
    expect(await verifyChain(journal)).toMatchObject({ whole: true });
  });
});

describe('what was removed gets no second ticket', () => {
  beforeEach(async () => {
    desk.idemeum.settle('req-1', 'approved');
    await work();
    desk.clock.advance(5 * WEEK_MS);
    await work();
    expect(await ids()).toEqual([]);
  });

  const nothingNew = async () => {
    await work();
    expect(await ids()).toEqual([]);
    expect(desk.halo.tickets).toHaveLength(1);
  };

  test('when somebody chooses to keep more', async () => {
    (await desk.companion()).applySettings({ ...desk.settings, keepDays: 400 });
    desk.clock.advance(2 * DAY_MS);
    await nothingNew();
  });

  test('when the clock is set back', async () => {
    desk.clock.advance(-3 * WEEK_MS);
    await nothingNew();
  });
});

describe('what else goes', () => {
  test('answers of Halo that were not read again, and dismissed items that did not come again', async () => {
    const { lookups, quarantine } = await desk.journal();
    await lookups.put('names:of-old', [], desk.clock.now());
    const item = { key: 'k1', itemId: null, reason: 'It has no id.' };
    await (await desk.journal()).transact((tx) => tx.quarantine.see(item, desk.clock.now()));
    await quarantine.dismiss('k1');
    desk.clock.advance(5 * WEEK_MS);
    await work();
    expect(await lookups.get('names:of-old')).toBeNull();
    // Seen again it is news: nothing remembers that it was dismissed.
    await (await desk.journal()).transact((tx) => tx.quarantine.see(item, desk.clock.now()));
    expect(await quarantine.list()).toHaveLength(1);
  });

  test('the room that became free on the disk', async () => {
    const journal = await desk.journal();
    const old = desk.clock.now();
    await journal.transact(async (tx) => {
      for (let n = 0; n < 1_000; n += 1) await tx.lookups.put(`names:${n}`, 'x'.repeat(3_000), old);
    });
    const pages = () => {
      const database = new DatabaseSync(desk.journalFile, { readOnly: true });
      const free = Number(database.prepare('PRAGMA freelist_count').get()?.freelist_count);
      const all = Number(database.prepare('PRAGMA page_count').get()?.page_count);
      database.close();
      return { free, all };
    };
    const before = pages();
    desk.clock.advance(5 * WEEK_MS);
    await work();
    expect(pages().free).toBe(0);
    expect(pages().all).toBeLessThan(before.all / 2);
  });
});

test.each([
  ['a clock of this computer that runs ahead empties nothing', { here: 900 * DAY_MS, there: 0 }],
  ['a clock of idemeum that runs ahead empties nothing', { here: 0, there: 900 * DAY_MS }],
])('%s', async (_, { here, there }) => {
  desk.idemeum.settle('req-1', 'approved');
  await work();
  desk.clock.advance(2 * DAY_MS);
  const serverTime = desk.clock.now() + there;
  const read = desk.idemeum.readRequests.bind(desk.idemeum);
  desk.idemeum.readRequests = async (since) => ({ ...(await read(since)), serverTime });
  desk.clock.advance(here);
  await work();
  expect(await ids()).toEqual(['req-1']);
});

test('it is done again in the very moment in which a day has passed', async () => {
  const { lookups } = await desk.journal();
  await work(1);
  const doneAt = Number(await (await desk.journal()).facts.get('retention.doneAt'));
  await lookups.put('names:of-old', [], doneAt - 31 * DAY_MS);
  desk.clock.advance(doneAt + DAY_MS - 1 - desk.clock.now());
  await desk.pass(0);
  expect(await lookups.get('names:of-old')).not.toBeNull();
  desk.clock.advance(1);
  await desk.pass(0);
  expect(await lookups.get('names:of-old')).toBeNull();
});

test('it is done also where the clock was ahead when it was last done', async () => {
  const { lookups } = await desk.journal();
  desk.clock.advance(900 * DAY_MS);
  await work();
  desk.clock.advance(-800 * DAY_MS);
  await lookups.put('names:of-old', [], desk.clock.now() - 31 * DAY_MS);
  await work();
  expect(await lookups.get('names:of-old')).toBeNull();
});
