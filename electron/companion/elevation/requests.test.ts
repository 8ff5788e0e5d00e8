import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ElevationRequest } from '../../../shared/domain/elevation-request.ts';
import { Desk } from '../../../test/support/desk.ts';
import { aRequest } from '../../../test/support/fake-idemeum.ts';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.dispose());

const DAY_MS = 86_400_000;
const T0 = Date.parse('2026-03-01T00:00:00Z');

async function store(id: string, fields: Partial<ElevationRequest> = {}, customerKey = 'name:contoso') {
  const journal = await desk.journal();
  const request = aRequest({ id, createdAt: T0, ...fields });
  await journal.requests.insert({ request, customerKey, firstSeenAt: (request.createdAt ?? T0) + 1_000 });
}

const list = async (query: object) => {
  const companion = await desk.companion();
  const { rows } = await companion.listRequests({
    filter: 'all',
    search: '',
    limit: 50,
    offset: 0,
    ...query,
  });
  return rows.map(({ request }) => request.id);
};

describe('the list', () => {
  test('is narrowed by outcome and by time, and put together by customer', async () => {
    await store('a', { createdAt: T0 + 3 * DAY_MS, status: 'denied' }, 'name:zeppelin');
    await store('b', { createdAt: T0 + 2 * DAY_MS });
    await store('c', { createdAt: T0 + DAY_MS, status: 'denied' });
    expect(await list({})).toEqual(['a', 'b', 'c']);
    expect(await list({ status: 'denied' })).toEqual(['a', 'c']);
    expect(await list({ from: T0 + 2 * DAY_MS })).toEqual(['a', 'b']);
    expect(await list({ from: T0 + DAY_MS, to: T0 + 2 * DAY_MS })).toEqual(['c']);
    expect(await list({ order: 'customer' })).toEqual(['b', 'c', 'a']);
  });

  test('is narrowed by customer, person, device and application, each in its own part only', async () => {
    await store('a', {
      userName: 'Zoë Ångström',
      userEmail: 'zoe@contoso.example',
      device: 'CON-LT-0231',
      application: 'Wireshark 4.4',
      fileName: 'Wireshark-x64.exe',
      publisher: 'Wireshark Foundation',
      customerDisplayName: 'Contoso Ltd',
      customerName: 'contoso',
      reason: 'The 100 % CPU thing on FAB-WS-1',
    });
    await store('b', {
      userName: 'Wire Shark',
      userEmail: null,
      device: 'FAB-WS-1',
      customerName: 'fabrikam',
      customerDisplayName: 'Fabrikam',
    });
    expect(await list({ person: 'ÅNGSTRÖM zoë' })).toEqual(['a']);
    expect(await list({ person: 'contoso.example' })).toEqual(['a']);
    expect(await list({ device: 'fab-ws' })).toEqual(['b']);
    expect(await list({ application: 'wire' })).toEqual(['a']);
    expect(await list({ application: 'x64.exe foundation' })).toEqual(['a']);
    expect(await list({ customer: 'fabri' })).toEqual(['b']);
    expect(await list({ customer: 'contoso', person: 'shark' })).toEqual([]);
    expect(await list({ customer: ' ', person: '%' })).toEqual([]);
  });

  test('is searched by everything that is shown, with every sign meaning itself', async () => {
    await store('a', { path: 'C:\\Users\\nora\\setup.exe', reason: 'needs 100 % of it' });
    await store('b', { decision: { ...aRequest().decision, byEmail: 'tess@msp.example', comment: 'known' } });
    expect(await list({ search: 'users\\NORA' })).toEqual(['a']);
    expect(await list({ search: '100 %' })).toEqual(['a']);
    expect(await list({ search: '_' })).toEqual([]);
    expect(await list({ search: 'tess known' })).toEqual(['b']);
  });

  test('finds the request of a ticket by its number and by its reference', async () => {
    desk.halo.clients = [{ id: 11, name: 'Contoso Ltd', inactive: false }];
    desk.idemeum.put({ id: 'with-ticket', customerDisplayName: 'Contoso Ltd' });
    await desk.pass();
    await store('without');
    const ticket = await desk.ticketOf('with-ticket');
    expect(await list({ search: `#${ticket?.haloTicketId}` })).toEqual(['with-ticket']);
    expect(await list({ search: ticket?.reference.toLowerCase() })).toEqual(['with-ticket']);
    expect(await list({ search: '#1' })).toEqual([]);
  });

  test('has what is dated ahead at the time it was first seen, and lets it expire from then on', async () => {
    const journal = await desk.journal();
    const inserted = (id: string, createdAt: number) => ({
      request: aRequest({ id, createdAt }),
      customerKey: 'name:contoso',
      firstSeenAt: T0,
    });
    await journal.requests.insert(inserted('ahead', T0 + 400 * DAY_MS));
    await store('newer', { createdAt: T0 + DAY_MS });
    expect(await list({})).toEqual(['newer', 'ahead']);
    expect(await list({ to: T0 + DAY_MS })).toEqual(['ahead']);
    const row = await (await desk.companion()).findRequest('ahead');
    expect(row?.expiresAt).toBe(T0 + 4 * DAY_MS);
  });

  test('is exported as it is narrowed, and no spreadsheet runs it', async () => {
    await store('a', {
      status: 'denied',
      reason: '=1+1',
      decision: { ...aRequest().decision, byName: 'Tina', at: T0 },
    });
    await store('b');
    const companion = await desk.companion();
    let text = '';
    let count = 0;
    for await (const piece of companion.exportRequests({ filter: 'all', search: '', status: 'denied' })) {
      text += piece.text;
      count += piece.rows;
    }
    expect(count).toBe(1);
    const [head, line, end] = text.split('\r\n');
    expect(head).toMatch(/^\u{FEFF}id,status,asked,/u);
    expect(line).toMatch(/^a,denied,2026-03-01T00:00:00\.000Z,.*,"'=1\+1",Tina,,2026-03-01/u);
    expect(end).toBe('');
  });

  test('is exported without a time of decision where there was none', async () => {
    await store('a');
    let text = '';
    for await (const piece of (await desk.companion()).exportRequests({ filter: 'all', search: '' }))
      text += piece.text;
    // The last columns: who decided, in which scope, when, and the ticket.
    expect(text).toMatch(/\r\na,pending,.*,Need it,,,,\r\n$/u);
  });

  test('is exported to its end, also where a whole page of it cannot be read', async () => {
    const journal = await desk.journal();
    await journal.transact(async (tx) => {
      for (let n = 0; n < 1_001; n += 1) {
        const request = aRequest({ id: `r${n}`, createdAt: T0 - n });
        await tx.requests.insert({ request, customerKey: 'name:contoso', firstSeenAt: T0 });
      }
    });
    const raw = new DatabaseSync(desk.journalFile);
    raw.exec(`UPDATE requests SET body = '{' WHERE created_at <= ${T0 - 500} AND created_at > ${T0 - 1_000}`);
    raw.close();
    const pieces: number[] = [];
    let text = '';
    for await (const piece of (await desk.companion()).exportRequests({ filter: 'all', search: '' })) {
      pieces.push(piece.rows);
      text += piece.text;
    }
    expect(pieces).toEqual([0, 500, 1]);
    const ids = text
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',', 1)[0]);
    expect([ids.length, ids.at(499), ids.at(-1)]).toEqual([501, 'r499', 'r1000']);
  });
});

describe('what was seen before', () => {
  test('is the same file first, whatever it is called, then the same application, newest first', async () => {
    const app = { application: 'Wireshark' };
    await store('now', { ...app, hash: 'ABC' });
    await store('renamed', { application: 'Invoice', hash: 'abc', createdAt: T0 - 4 * DAY_MS });
    await store('old', { ...app, hash: 'abc', createdAt: T0 - 3 * DAY_MS, status: 'denied' });
    await store('newer', { ...app, hash: 'def', createdAt: T0 - DAY_MS, status: 'approved' });
    await store('later', { ...app, hash: 'abc', createdAt: T0 + DAY_MS });
    await store('another', { application: '7-Zip', hash: 'aaa', createdAt: T0 - DAY_MS });
    const seen = await (await desk.companion()).seenBefore('now');
    expect(seen.map(({ requestId, status, isSameFile }) => [requestId, status, isSameFile])).toEqual([
      ['old', 'denied', true],
      ['renamed', 'pending', true],
      ['newer', 'approved', false],
    ]);
  });

  test('is five at most, of which those for the same file are none too few', async () => {
    await store('now', { application: 'Wireshark', hash: 'abc' });
    for (const n of [1, 2, 3, 4, 5, 6])
      await store(`named-${n}`, { application: 'Wireshark', hash: 'def', createdAt: T0 - n * DAY_MS });
    for (const n of [7, 8])
      await store(`same-${n}`, { application: 'X', hash: 'abc', createdAt: T0 - n * DAY_MS });
    const seen = await (await desk.companion()).seenBefore('now');
    expect(seen.map(({ requestId }) => requestId)).toEqual([
      'same-7',
      'same-8',
      'named-1',
      'named-2',
      'named-3',
    ]);
  });

  test('is told by the names that customers and people go by, else by their other names', async () => {
    const decision = { ...aRequest().decision, byEmail: 'tess@msp.example' };
    const people = { customerName: 'contoso', userEmail: 'zoe@contoso.example', decision };
    const named = {
      customerDisplayName: 'Contoso Ltd',
      userName: 'Zoë',
      decision: { ...decision, byName: 'Tess' },
    };
    await store('now', { hash: 'abc', createdAt: T0 + 3 * DAY_MS });
    await store('named', { hash: 'abc', ...people, ...named, createdAt: T0 + DAY_MS });
    await store('less', { hash: 'abc', ...people, customerDisplayName: null, userName: null });
    const seen = await (await desk.companion()).seenBefore('now');
    expect(seen).toEqual([
      expect.objectContaining({ customerName: 'Contoso Ltd', personName: 'Zoë', decidedBy: 'Tess' }),
      expect.objectContaining({
        customerName: 'contoso',
        personName: 'zoe@contoso.example',
        decidedBy: 'tess@msp.example',
      }),
    ]);
  });

  test.each([
    ['when it was decided', { decision: { ...aRequest().decision, at: T0 + 3 }, updatedAt: T0 + 2 }, T0 + 3],
    ['else when it was changed', { updatedAt: T0 + 2, createdAt: T0 + 1 }, T0 + 2],
    ['else when it was asked', { updatedAt: null, createdAt: T0 + 1 }, T0 + 1],
    ['else when it was first seen', { updatedAt: null, createdAt: null }, T0 + 1_000],
  ])('is dated %s', async (_, fields, at) => {
    await store('now', { hash: 'abc', createdAt: T0 + DAY_MS });
    await store('earlier', { hash: 'abc', ...fields });
    expect(await (await desk.companion()).seenBefore('now')).toEqual([expect.objectContaining({ at })]);
  });

  test('is no same file where one of the two has no checksum', async () => {
    await store('with', { application: 'Wireshark', hash: 'abc' });
    await store('without', { application: 'Wireshark', hash: null, createdAt: T0 + DAY_MS });
    await store('again', { application: 'Wireshark', hash: 'abc', createdAt: T0 + 2 * DAY_MS });
    const companion = await desk.companion();
    const sameFiles = async (id: string) =>
      (await companion.seenBefore(id)).map(({ requestId, isSameFile }) => [requestId, isSameFile]);
    expect(await sameFiles('without')).toEqual([['with', false]]);
    expect(await sameFiles('again')).toEqual([
      ['with', true],
      ['without', false],
    ]);
  });

  test('of a request that is not known, or names nothing, is nothing', async () => {
    await store('nameless', { application: null, fileName: null, hash: null });
    await store('another', { application: null, fileName: null, hash: null });
    expect(await (await desk.companion()).seenBefore('nameless')).toEqual([]);
    expect(await (await desk.companion()).seenBefore('who')).toEqual([]);
  });
});
