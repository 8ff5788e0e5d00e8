import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Customer, Mapping } from '../../../shared/domain/mapping.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import { FakeClock } from '../../../test/support/fake-clock.ts';
import { aRequest } from '../../../test/support/fake-idemeum.ts';
import { ALERT, GRANT, TICKET } from '../../../test/support/samples.ts';
import { silentLog } from '../ports/log.ts';
import { beginJournal } from './begin-journal.ts';
import type { Journal, JournalTx, OutboxItem } from './journal.ts';
import { openJournal } from './open-journal.ts';

/** Whoever writes while a large journal is still being checked just waits, without a transaction too. */

const NOW = 1_000;
const THERE: Ticket = { ...TICKET, requestId: 'there', reference: 'IDM-1' };
const ITEM: OutboxItem = {
  id: 1,
  kind: 'open-ticket',
  subject: 'there',
  requestId: 'there',
  payload: null,
  state: 'due',
  attempt: 0,
  until: null,
  uncertain: false,
  parked: null,
  lastError: null,
  createdAt: 1,
  updatedAt: 1,
};
const ORDER = {
  kind: 'open-ticket',
  subject: 'new',
  requestId: 'new',
  payload: null,
  notBefore: null,
} as const;
const CUSTOMER: Customer = { key: 'c', name: 'c', displayName: 'C' };
const MAPPING: Mapping = {
  customerKey: 'c',
  state: 'manual',
  haloClientId: 1,
  mappedBy: 'tina@msp.example',
  note: null,
  updatedAt: 1,
};
const CLIENT = { id: 1, name: 'C', inactive: false };
const QUARANTINED = { key: 'k', itemId: 'i', reason: 'r' };
const store = (id: string) => ({ request: aRequest({ id }), customerKey: 'c', firstSeenAt: 1 });

/** Every method there is: how it writes, or that it reads. One that is new has to say so. */
type Uses = {
  readonly [R in keyof JournalTx]: {
    readonly [M in keyof JournalTx[R]]: 'reads' | ((repository: JournalTx[R]) => Promise<unknown>);
  };
};

const USES: Uses = {
  requests: {
    find: 'reads',
    findMany: 'reads',
    insert: (requests) => requests.insert(store('new')),
    update: (requests) => requests.update(aRequest({ id: 'there' }), 'c'),
    list: 'reads',
    earlierAlike: 'reads',
    count: 'reads',
  },
  tickets: {
    find: 'reads',
    findMany: 'reads',
    findByReference: 'reads',
    insert: (tickets) => tickets.insert({ ...THERE, requestId: 'ticketless', reference: 'IDM-2' }),
    update: (tickets) => tickets.update(THERE),
    inState: 'reads',
    countByState: 'reads',
    openOldestLookFirst: 'reads',
    lookedAt: (tickets) => tickets.lookedAt(['there'], NOW),
    linkedAmong: 'reads',
    newest: 'reads',
    countAwaiting: 'reads',
    awaitingByCustomer: 'reads',
    awaitingOf: 'reads',
    connectorUnlinked: 'reads',
  },
  outbox: {
    ask: (outbox) => outbox.ask(ORDER, NOW),
    find: 'reads',
    findFor: 'reads',
    ready: 'reads',
    update: (outbox) => outbox.update(ITEM),
    remove: (outbox) => outbox.remove('open-ticket', 'there'),
    startWaitsAnew: (outbox) => outbox.startWaitsAnew(NOW),
    inState: 'reads',
    unfinishedOf: 'reads',
    decisionsOf: 'reads',
    answeredDecisions: 'reads',
    countUnfinished: 'reads',
    nextTime: 'reads',
  },
  customers: {
    upsert: (customers) => customers.upsert(CUSTOMER, NOW),
    find: 'reads',
    findByFoldedDisplayName: 'reads',
    search: 'reads',
    withoutClient: 'reads',
  },
  mappings: {
    find: 'reads',
    save: (mappings) => mappings.save(MAPPING),
    all: 'reads',
    list: 'reads',
    countByState: 'reads',
  },
  mappingChanges: {
    add: (changes) => changes.add([], null, NOW),
    lastDone: 'reads',
    lastUndone: 'reads',
    setUndone: (changes) => changes.setUndone(1, true),
  },
  clients: {
    all: 'reads',
    find: 'reads',
    findMany: 'reads',
    upsertMany: (clients) => clients.upsertMany([CLIENT]),
    countMissing: (clients) => clients.countMissing(new Set()),
    noteReference: (clients) => clients.noteReference(1, 'IDM-'),
  },
  lookups: {
    get: 'reads',
    put: (lookups) => lookups.put('names:x', [], NOW),
    forget: (lookups) => lookups.forget('names:'),
  },
  sightings: {
    save: (sightings) =>
      sightings.save({ haloTicketId: 1, reference: 'IDM-1', isOurs: true, closed: false }, NOW),
    find: 'reads',
    ofReference: 'reads',
  },
  quarantine: {
    see: (quarantine) => quarantine.see(QUARANTINED, NOW),
    release: (quarantine) => quarantine.release(['i']),
    releaseSeenSince: (quarantine) => quarantine.releaseSeenSince(NOW),
    releaseAllNotSeenAt: (quarantine) => quarantine.releaseAllNotSeenAt(NOW + 1),
    dismiss: (quarantine) => quarantine.dismiss('k'),
    list: 'reads',
  },
  audit: {
    add: (audit) => audit.add({ event: 'ticket.opened', requestId: 'there', text: 'Opened.' }, NOW),
    ofRequest: 'reads',
    after: 'reads',
    find: 'reads',
    timeline: 'reads',
    ends: 'reads',
    shortenTo: (audit) => audit.shortenTo(NOW, NOW),
    sweep: (audit) => audit.sweep(),
    shorten: (audit) => audit.shorten(1, 'tina@msp.example', NOW),
  },
  insight: { requests: 'reads' },
  facts: {
    get: 'reads',
    set: (facts) => facts.set('a', 'b'),
    forget: (facts) => facts.forget('b'),
  },
  jitGrants: {
    insert: (grants) => grants.insert({ ...GRANT, id: 'new' }),
    update: (grants) => grants.update({ ...GRANT, id: 'there' }),
    find: 'reads',
    findReadable: 'reads',
    current: 'reads',
    ended: 'reads',
  },
  alerts: {
    known: 'reads',
    keysOf: 'reads',
    add: (alerts) => alerts.add(ALERT, { status: 'under-way' }, NOW),
    setResult: (alerts) => alerts.setResult(ALERT.key, { status: 'under-way' }),
    recent: 'reads',
    heldBack: 'reads',
    prune: (alerts) => alerts.prune(NOW, []),
  },
  retention: {
    removeRequests: (retention) => retention.removeRequests(NOW, null),
    removeGrants: (retention) => retention.removeGrants(NOW),
    removeMemories: (retention) => retention.removeMemories(NOW),
    compact: (retention) => retention.compact(),
  },
};

let folder: string;
let file: string;
const tools = { clock: new FakeClock(), log: silentLog };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'companion-begun-'));
  file = join(folder, 'journal.db');
  const { journal } = await openJournal(file, tools);
  for (const id of ['there', 'ticketless']) await journal.requests.insert(store(id));
  const over = aRequest({ id: 'over', status: 'denied', createdAt: 1, updatedAt: 1 });
  await journal.requests.insert({ request: over, customerKey: 'c', firstSeenAt: 1 });
  await journal.tickets.insert(THERE);
  await journal.clients.upsertMany([CLIENT]);
  await journal.quarantine.see(QUARANTINED, 1);
  await journal.jitGrants.insert({ ...GRANT, id: 'over', state: 'disabled' });
  await journal.alerts.add({ ...ALERT, key: 'old' }, { status: 'under-way' }, 1);
  await journal.audit.add({ event: 'ticket.opened', requestId: 'there', text: 'Opened.' }, NOW - 1);
  await journal.audit.add({ event: 'ticket.closed', requestId: 'there', text: 'Closed.' }, NOW);
  await journal.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Each way to write, by its name. */
function writesOf(journal: Journal): Map<string, () => Promise<unknown>> {
  const writes = new Map<string, () => Promise<unknown>>();
  const collect = <R extends keyof JournalTx>(name: R) => {
    for (const [method, use] of Object.entries<'reads' | ((repository: JournalTx[R]) => Promise<unknown>)>(
      USES[name],
    )) {
      if (use !== 'reads') writes.set(`${name}.${method}`, () => use(journal[name]));
    }
  };
  for (const name of Object.keys(USES) as (keyof JournalTx)[]) collect(name);
  writes.set('callLedger.tryTake', () => journal.callLedger.tryTake(NOW, 1_000, 5));
  writes.set('callLedger.blockUntil', () => journal.callLedger.blockUntil(NOW));
  writes.set('transact', () => journal.transact((tx) => tx.facts.set('c', 'd')));
  return writes;
}

test('every way to write into a journal that is being checked waits for the end of the check', async () => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const { journal, checked } = await beginJournal(file, tools, 0, { fromBytes: 0, isSound: () => promise });
  const done: string[] = [];
  const writes = [...writesOf(journal)].map(async ([name, write]) => {
    await write();
    done.push(name);
  });
  // Lets everything go on that does not wait for the check.
  await new Promise((settled) => setTimeout(settled, 50));
  expect((await journal.requests.count()).all).toBe(3);
  expect(done).toEqual([]);
  resolve(true);
  await checked;
  await Promise.all(writes);
  expect(done).toHaveLength(writes.length);
  expect(await journal.facts.get('a')).toBe('b');
  await journal.close();
});
