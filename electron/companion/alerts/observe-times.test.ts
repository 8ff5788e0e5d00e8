import { afterEach, beforeEach, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { GRANT } from '../../../test/support/samples.ts';
import { observeTimes } from './observe.ts';

/** What is told because its time comes near, or has come. */

const MINUTE_MS = 60_000;

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.dispose());

const TENANT = 'acme.idemeum.com';

async function told(...ends: (number | null)[]) {
  const sessions = ends.map((endsAt) => ({ tenant: TENANT, endsAt }));
  return await observeTimes({ journal: await desk.journal(), clock: desk.clock }, sessions);
}

test.each<[string, number, boolean]>([
  ['is over in this moment', 0, false],
  ['is over in the next', 1, true],
  ['ends in a quarter of an hour', 15 * MINUTE_MS, true],
  ['ends later than that', 15 * MINUTE_MS + 1, false],
])('a session that %s (%i ms) is told of: %s', async (_, ms, isTold) => {
  expect(await told(desk.clock.now() + ms)).toHaveLength(isTold ? 1 : 0);
});

test('a session of which nobody knows when it ends is not told of', async () => {
  expect(await told(null)).toEqual([]);
});

test('a session that ends soon leads to the sessions, and asks for nothing else', async () => {
  const endsAt = desk.clock.now() + 10 * MINUTE_MS;
  expect(await told(endsAt)).toMatchObject([
    {
      key: `session:${TENANT}:${endsAt}`,
      kind: 'session-ending',
      count: 1,
      actions: ['open'],
      requestId: null,
      target: { screen: 'sessions' },
    },
  ]);
});

test('JIT accounts that end soon, or ended a quarter of an hour ago at most, lead to the accounts', async () => {
  const { jitGrants } = await desk.journal();
  const now = desk.clock.now();
  const ended = { ...GRANT, state: 'disabled', endReason: 'by-hand' } as const;
  await jitGrants.insert({ ...GRANT, id: 'ends', endsAt: now + 10 * MINUTE_MS });
  await jitGrants.insert({ ...ended, id: 'ended', updatedAt: now - 15 * MINUTE_MS });
  await jitGrants.insert({ ...ended, id: 'ended before', updatedAt: now - 15 * MINUTE_MS - 1 });
  const shared = { count: 1, actions: ['open'], requestId: null, target: { screen: 'jit' } };
  expect(await told()).toMatchObject([
    { ...shared, kind: 'jit-ending', key: `jit-15:ends:${now + 10 * MINUTE_MS}` },
    { ...shared, kind: 'jit-disabled', key: 'jit-ended:ended' },
  ]);
});
