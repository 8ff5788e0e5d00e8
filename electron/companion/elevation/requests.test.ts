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
  await journal.requests.insert({
    request: aRequest({ id, createdAt: T0, ...fields }),
    customerKey,
    firstSeenAt: T0,
  });
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

  test('is exported as it is narrowed, and no spreadsheet runs it', async () => {
    await store('a', {
      status: 'denied',
      reason: '=1+1',
      decision: { ...aRequest().decision, byName: 'Tina', at: T0 },
    });
    await store('b');
    const companion = await desk.companion();
    let text = '';
    for await (const piece of companion.exportRequests({ filter: 'all', search: '', status: 'denied' }))
      text += piece;
    const [head, line, end] = text.split('\r\n');
    expect(head).toMatch(/^\u{FEFF}id,status,asked,/u);
    expect(line).toMatch(/^a,denied,2026-03-01T00:00:00\.000Z,.*,"'=1\+1",Tina,,2026-03-01/u);
    expect(end).toBe('');
  });
});

describe('what was seen before', () => {
  test('is the same file first, then the same application, newest first', async () => {
    const app = { application: 'Wireshark' };
    await store('now', { ...app, hash: 'ABC' });
    await store('other', { application: '7-Zip', hash: 'abc' });
    await store('old', { ...app, hash: 'abc', createdAt: T0 - 3 * DAY_MS, status: 'denied' });
    await store('newer', { ...app, hash: 'def', createdAt: T0 - DAY_MS, status: 'approved' });
    const seen = await (await desk.companion()).seenBefore('now');
    expect(seen.map(({ requestId, status, isSameFile }) => [requestId, status, isSameFile])).toEqual([
      ['old', 'denied', true],
      ['newer', 'approved', false],
    ]);
  });

  test('of a request that is not known, or names nothing, is nothing', async () => {
    await store('nameless', { application: null, fileName: null });
    expect(await (await desk.companion()).seenBefore('nameless')).toEqual([]);
    expect(await (await desk.companion()).seenBefore('who')).toEqual([]);
  });
});
