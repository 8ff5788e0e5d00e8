import { describe, expect, test } from 'vitest';
import type { ElevationRequest } from '../../../../shared/domain/elevation-request.ts';
import type { OutboxKind } from '../../../../shared/domain/outbox.ts';
import type { Ticket } from '../../../../shared/domain/ticket.ts';
import { aRequest } from '../../../../test/support/fake-idemeum.ts';
import { type JournalOnDisk, journalPerTest } from '../../../../test/support/journal-on-disk.ts';
import { GRANT, TICKET } from '../../../../test/support/samples.ts';
import type { Journal, OutboxOrder } from '../journal.ts';

/** What one step of retention removes and says, over a real journal. */

const A_STEP = 100;
const BEFORE = 1_000;

let disk: JournalOnDisk;
let journal: Journal;
journalPerTest((opened) => {
  disk = opened;
  journal = disk.journal;
});

const left = async () => (await journal.requests.count()).all;

const orderOf = (kind: OutboxKind, subject: string): OutboxOrder => ({
  kind,
  subject,
  requestId: kind === 'disable-jit' ? null : subject,
  payload: null,
  notBefore: null,
});

const CLOSED: Ticket = { ...TICKET, state: 'closed', haloTicketId: 7 };

describe('requests', () => {
  const addMany = async (count: number) => {
    await journal.transact(async (tx) => {
      for (let n = 0; n < count; n += 1) {
        const id = `r${String(n).padStart(3, '0')}`;
        const request = aRequest({ id, status: 'denied', createdAt: n, updatedAt: n });
        await tx.requests.insert({ request, customerKey: 'c', firstSeenAt: BEFORE });
      }
    });
  };

  test.each([0, 1, A_STEP - 1])('%i are all looked at in one step', async (count) => {
    await addMany(count);
    expect(await journal.retention.removeRequests(BEFORE, null)).toBeNull();
    expect(await left()).toBe(0);
  });

  test('more are looked at in several steps, each behind the one before', async () => {
    await addMany(A_STEP + 1);
    const place = await journal.retention.removeRequests(BEFORE, null);
    expect(place).toEqual({ createdAt: A_STEP - 1, id: 'r099' });
    expect(await left()).toBe(1);
    expect(await journal.retention.removeRequests(BEFORE, place)).toBeNull();
    expect(await left()).toBe(0);
  });
});

describe('of requests that are over', () => {
  const UNDECIDED = aRequest().decision;
  const add = (fields: Partial<ElevationRequest>) =>
    journal.requests.insert({
      request: aRequest({ id: 'r1', status: 'denied', createdAt: 1, updatedAt: 1, ...fields }),
      customerKey: 'c',
      firstSeenAt: 1,
    });
  const isGone = async () => {
    await journal.retention.removeRequests(BEFORE, null);
    return (await journal.requests.find('r1')) === null;
  };

  test.each([
    ['that was decided long ago goes, whatever changed since', true, BEFORE - 1, BEFORE],
    ['that was asked for long ago and decided lately stays', false, BEFORE, 1],
    ['of whose decision no time is told goes by its last change', true, null, BEFORE - 1],
    ['of whose decision no time is told stays while its last change is young', false, null, BEFORE],
  ])('one %s', async (_, goes, at, updatedAt) => {
    await add({ updatedAt, decision: { ...UNDECIDED, at } });
    expect(await isGone()).toBe(goes);
  });

  test('one of which idemeum tells no time at all stays', async () => {
    await add({ createdAt: null, updatedAt: null });
    expect(await isGone()).toBe(false);
  });

  test.each([
    ['closed', true],
    ['history', true],
    ['open', false],
    ['needs-attention', false],
  ] as const)('one whose ticket is %s goes: %s', async (state, goes) => {
    await add({});
    await journal.tickets.insert({ ...CLOSED, state });
    expect(await isGone()).toBe(goes);
    expect((await journal.tickets.find('r1')) === null).toBe(goes);
  });

  test.each([
    ['done', true],
    ['dismissed', true],
    ['due', false],
    ['waiting', false],
    ['running', false],
    ['parked', false],
  ] as const)('one of which something to be sent is %s goes: %s', async (state, goes) => {
    await add({});
    await journal.outbox.ask(orderOf('open-ticket', 'r1'), 1);
    const item = await journal.outbox.findFor('open-ticket', 'r1');
    if (item === null) throw new Error('There is no entry');
    await journal.outbox.update({ ...item, state });
    expect(await isGone()).toBe(goes);
    expect((await journal.outbox.find(item.id)) === null).toBe(goes);
  });

  test('what goes takes along what was seen of its tickets in Halo, and of no other', async () => {
    await add({});
    await journal.tickets.insert(CLOSED);
    const seen = { isOurs: true, closed: true } as const;
    await journal.sightings.save({ haloTicketId: 7, reference: CLOSED.reference, ...seen }, 1);
    await journal.sightings.save({ haloTicketId: 8, reference: 'REF-2', ...seen }, 1);
    expect(await isGone()).toBe(true);
    expect(await journal.sightings.find(7)).toBeNull();
    expect(await journal.sightings.find(8)).toMatchObject({ reference: 'REF-2' });
  });

  test('those that were asked for at the same moment are each looked at once', async () => {
    const ids = [...Array(2 * A_STEP + 50).keys()].map((n) => `r${String(n).padStart(3, '0')}`);
    await journal.transact(async (tx) => {
      for (const id of ids.toReversed()) {
        const request = aRequest({ id, status: 'denied', createdAt: 1, updatedAt: 1 });
        await tx.requests.insert({ request, customerKey: 'c', firstSeenAt: 1 });
      }
      // They stay, so that the steps have something to go past.
      for (const id of ids.slice(0, A_STEP + 20)) await tx.outbox.ask(orderOf('open-ticket', id), 1);
    });
    const first = await journal.retention.removeRequests(BEFORE, null);
    expect(first).toEqual({ createdAt: 1, id: 'r099' });
    const second = await journal.retention.removeRequests(BEFORE, first);
    expect(second).toEqual({ createdAt: 1, id: 'r199' });
    expect(await journal.retention.removeRequests(BEFORE, second)).toBeNull();
    expect(await left()).toBe(A_STEP + 20);
  });
});

describe('JIT accounts', () => {
  const states = ['active', 'disabling', 'disabled', 'expired'] as const;

  test('go once they were disabled or have expired, and only where that is long ago', async () => {
    for (const state of states) {
      await journal.jitGrants.insert({ ...GRANT, id: `old-${state}`, state, updatedAt: BEFORE - 1 });
      await journal.jitGrants.insert({ ...GRANT, id: `new-${state}`, state, updatedAt: BEFORE });
    }
    await journal.retention.removeGrants(BEFORE);
    const ids = ['old', 'new'].flatMap((age) => states.map((state) => `${age}-${state}`));
    const found = await Promise.all(ids.map((id) => journal.jitGrants.find(id)));
    expect(found.flatMap((grant) => grant?.id ?? [])).toEqual([
      'old-active',
      'old-disabling',
      'new-active',
      'new-disabling',
      'new-disabled',
      'new-expired',
    ]);
  });

  test('take the order to disable them along, and no other', async () => {
    await journal.jitGrants.insert({ ...GRANT, state: 'disabled' });
    for (const order of [
      orderOf('disable-jit', GRANT.id),
      orderOf('disable-jit', 'g2'),
      orderOf('open-ticket', GRANT.id),
    ])
      await journal.outbox.ask(order, 1);
    await journal.retention.removeGrants(BEFORE);
    const left = await journal.outbox.inState('due');
    expect(left.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['disable-jit', 'g2'],
      ['open-ticket', GRANT.id],
    ]);
  });

  test.each([
    [0, false],
    [A_STEP - 1, false],
    [A_STEP, true],
  ])('of %i there may be more: %s', async (count, mayBeMore) => {
    for (let n = 0; n < count; n += 1)
      await journal.jitGrants.insert({ ...GRANT, id: `g${n}`, state: 'disabled' });
    expect(await journal.retention.removeGrants(BEFORE)).toBe(mayBeMore);
    expect(await journal.retention.removeGrants(BEFORE)).toBe(false);
  });
});

describe('what else is remembered', () => {
  test('an answer of Halo goes that was read before then', async () => {
    await journal.lookups.put('names:old', [], BEFORE - 1);
    await journal.lookups.put('names:young', [], BEFORE);
    await journal.retention.removeMemories(BEFORE);
    expect(await journal.lookups.get('names:old')).toBeNull();
    expect(await journal.lookups.get('names:young')).not.toBeNull();
  });

  test('an item that was set aside goes once it was dismissed and not seen since', async () => {
    const { quarantine } = journal;
    const seen = (key: string, at: number) => quarantine.see({ key, itemId: null, reason: 'No id.' }, at);
    await seen('dismissed', BEFORE - 1);
    await quarantine.dismiss('dismissed');
    await seen('open', BEFORE - 1);
    await seen('young', BEFORE);
    await quarantine.dismiss('young');
    await journal.retention.removeMemories(BEFORE);
    // Seen again, what is still known as dismissed is no news.
    for (const key of ['dismissed', 'young']) await seen(key, BEFORE + 1);
    const listed = await quarantine.list();
    expect(listed.map(({ key, times }) => [key, times])).toEqual([
      ['open', 1],
      ['dismissed', 1],
    ]);
  });
});
