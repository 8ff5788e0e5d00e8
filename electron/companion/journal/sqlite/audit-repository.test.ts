import { describe, expect, test } from 'vitest';
import { aRequest } from '../../../../test/support/fake-idemeum.ts';
import { type JournalOnDisk, journalPerTest } from '../../../../test/support/journal-on-disk.ts';
import { TICKET } from '../../../../test/support/samples.ts';
import { verifyChain } from '../../activity/verify-chain.ts';
import type { AuditRepository } from '../audit.ts';

let disk: JournalOnDisk;
let audit: AuditRepository;
journalPerTest((opened) => {
  disk = opened;
  audit = disk.journal.audit;
});

const BY = 'tina@msp.example';

test('an audit without any entry has nothing to remove', async () => {
  expect(await audit.shorten(5, BY, 77)).toBe(0);
  expect(await audit.after(0, 10)).toEqual([]);
});

test.each([5, 3])(
  'what was removed up to #5 is not removed, nor signed off, once more up to #%i',
  async (throughId) => {
    await disk.addEntries(12);
    expect(await audit.shorten(5, BY, 77)).toBe(5);
    expect(await audit.shorten(throughId, BY, 99)).toBe(0);
    const signedOff = (await audit.after(0, 100)).filter(({ event }) => event === 'audit.shortened');
    expect(signedOff.map(({ at }) => at)).toEqual([77]);
    expect(await verifyChain(disk.journal)).toMatchObject({
      whole: true,
      entries: 8,
      beginsAfter: { id: 5, at: 77 },
    });
  },
);

test('a text is kept in the form in which every database gives it back', async () => {
  await audit.add({ event: 'ticket.opened', requestId: null, text: 'a\0b \ud800 c' }, 1);
  expect(await audit.find(1)).toMatchObject({ text: 'a\u{fffd}b \u{fffd} c' });
});

test('what was signed off is swept away step by step, and nothing else with it', async () => {
  await disk.addEntries(603);
  await audit.shorten(600, BY, 77);
  const left = async () => (await audit.after(0, 1_000)).map(({ id }) => id);
  expect([await audit.sweep(), (await left()).slice(0, 1)]).toEqual([true, [501]]);
  expect([await audit.sweep(), await left()]).toEqual([true, [601, 602, 603, 604]]);
  expect(await audit.sweep()).toBe(false);
});

test('who removed something is kept in the form in which every database gives it back', async () => {
  await disk.addEntries(3);
  await audit.shorten(2, 'a\ud800', 77);
  expect(await verifyChain(disk.journal)).toMatchObject({ whole: true, beginsAfter: { by: 'a\u{fffd}' } });
});

test('the timeline has each entry once, page by page, though the clock went back in between', async () => {
  for (const at of [10, 30, 20, 20, 10])
    await audit.add({ event: 'ticket.opened', requestId: null, text: '' }, at);
  const ids: number[] = [];
  for (let n = 0; n < 6; n += 1) {
    const before = ids.length === 0 ? null : await audit.find(ids.at(-1) ?? 0);
    const page = await audit.timeline({ from: 0, to: 100, before, limit: 1 });
    ids.push(...page.map(({ entry }) => entry.id));
  }
  expect(ids).toEqual([2, 4, 3, 5, 1]);
});

describe('an entry that is added', () => {
  test('is about nothing, and done by the companion, where nothing is said of that', async () => {
    await audit.add({ event: 'ticket.opened', requestId: null, text: 'Opened' }, 50);
    expect(await audit.find(1)).toMatchObject({
      actor: 'companion',
      result: 'done',
      requestId: null,
      customerKey: null,
      haloTicketId: null,
      jitGrantId: null,
      outboxId: null,
    });
  });

  test.each([
    ['gets the customer and the ticket of its request as they are now', {}, 'c', 4711],
    [
      'has another customer and another ticket where it says so',
      { customerKey: 'd', haloTicketId: 7 },
      'd',
      7,
    ],
    ['has none of them where it says so', { customerKey: null, haloTicketId: null }, null, null],
  ])('%s', async (_, said, customerKey, haloTicketId) => {
    const { requests, tickets } = disk.journal;
    await requests.insert({ request: aRequest({ id: 'r1' }), customerKey: 'c', firstSeenAt: 1 });
    await tickets.insert({ ...TICKET, haloTicketId: 4711 });
    await audit.add({ event: 'ticket.opened', requestId: 'r1', text: 'Opened', ...said }, 50);
    expect(await audit.find(1)).toMatchObject({ requestId: 'r1', customerKey, haloTicketId });
  });

  test('has no ticket where its request has none yet, and nothing where nobody knows that request', async () => {
    const request = aRequest({ id: 'r1' });
    await disk.journal.requests.insert({ request, customerKey: 'c', firstSeenAt: 1 });
    for (const requestId of ['r1', 'r2'])
      await audit.add({ event: 'request.over', requestId, text: 'Over' }, 50);
    expect(await audit.after(0, 10)).toMatchObject([
      { requestId: 'r1', customerKey: 'c', haloTicketId: null },
      { requestId: 'r2', customerKey: null, haloTicketId: null },
    ]);
  });

  const add = () => audit.add({ event: 'ticket.opened', requestId: null, text: 'Added' }, 50);

  test('moves the end of the chain, which counts all entries', async () => {
    await disk.addEntries(3);
    await add();
    const hash = (await audit.find(4))?.hash;
    expect((await audit.ends()).head).toEqual({ lastId: 4, count: 4, hash });
  });

  test('gets no number of one that somebody took away', async () => {
    await disk.addEntries(3);
    disk.meddle('DELETE FROM audit WHERE id = 3');
    await add();
    expect((await audit.after(0, 10)).map(({ id }) => id)).toEqual([1, 2, 4]);
  });

  test('gets no number of one that somebody put behind the end', async () => {
    await disk.addEntries(3);
    disk.meddle('UPDATE audit SET id = 9 WHERE id = 3');
    await add();
    expect((await audit.after(0, 10)).map(({ id }) => id)).toEqual([1, 2, 9, 10]);
  });

  test('follows the last one where the end is lost, and does not make up a new end', async () => {
    await disk.addEntries(3);
    disk.meddle("UPDATE facts SET value = '{' WHERE key = 'audit.head'");
    await add();
    const [third, fourth] = await audit.after(2, 10);
    expect(fourth).toMatchObject({ id: 4, previousHash: third?.hash });
    expect((await audit.ends()).head).toBeNull();
  });
});

describe('what is older than the fifth second goes by itself in the hundredth', () => {
  test.each([
    ['from the oldest to the first that is to be kept', [1, 2, 9, 1], 2],
    ['but not what was written in the fifth second, nor what comes after it', [1, 5, 1], 1],
    ['nor what comes after an entry of this very second', [1, 100, 1], 1],
    ['nor anything at all where the oldest is to be kept', [9, 1, 1], 0],
    ['with what a clock dated ahead, where something older comes after it', [1, 101, 1, 9], 3],
    ['without what a clock dated ahead, where nothing older comes after it', [1, 101, 9], 1],
  ])('%s: of %j', async (_, times, removed) => {
    for (const at of [...times, 50])
      await audit.add({ event: 'ticket.opened', requestId: null, text: '' }, at);
    expect(await audit.shortenTo(5, 100)).toBe(removed);
    expect((await audit.ends()).beginning?.afterId).toBe(removed);
  });

  const addAt = async (...times: readonly number[]) => {
    for (const at of times) await audit.add({ event: 'ticket.opened', requestId: null, text: '' }, at);
  };

  test('and where nothing is to be kept, only the newest entry stays, whatever a clock dated ahead before it', async () => {
    await addAt(1, 101, 1);
    expect(await audit.shortenTo(5, 100)).toBe(2);
  });

  test('and not at all where somebody took away what says with which entry the audit begins', async () => {
    await addAt(1, 1, 50);
    disk.meddle("DELETE FROM facts WHERE key = 'audit.beginning'");
    expect(await audit.shortenTo(5, 100)).toBe(0);
    expect(await audit.sweep()).toBe(false);
    expect((await audit.after(0, 10)).map(({ at }) => at)).toEqual([1, 1, 50]);
  });
});
