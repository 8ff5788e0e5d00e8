import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AlertAction } from '../../../shared/domain/alert.ts';
import type { ElevationRequest } from '../../../shared/domain/elevation-request.ts';
import { Office } from '../../../test/support/office.ts';
import { GRANT } from '../../../test/support/samples.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let office: Office;
/** A companion that has begun to tell, and is closed again. */
beforeEach(async () => {
  office = new Office();
  await office.start();
  await office.stop();
});
afterEach(() => office.dispose());

const told = (kind: string) => office.told.alerts.filter((alert) => alert.kind === kind);

describe('no news is', () => {
  test('a request that was decided here before anybody was told of it', async () => {
    const { desk } = office;
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.troubles = (call) =>
      call === 'decide' ? { kind: 'error', error: 'failing', when: 'before' } : null;
    await desk.pass(0);
    const how = { verdict: 'deny', scope: 'once', elevationType: null, comment: null } as const;
    await (await desk.companion()).decide({ requestId: 'r1', ...how, undoable: false });
    await office.restart();
    expect(desk.idemeum.requests.get('r1')?.status).toBe('pending');
    expect(told('new-request')).toEqual([]);
  });

  test('a decision about a request that was told longer ago than requests live', async () => {
    const { desk } = office;
    await office.restart();
    for (const [id, days] of [
      ['r1', 3],
      ['r2', 4],
    ] as const) {
      desk.idemeum.put({ id });
      await office.pass(15_000);
      await office.pass(days * DAY_MS);
      desk.idemeum.settle(id, 'approved', null);
      await office.pass(15_000);
    }
    expect(told('new-request').map(({ requestId }) => requestId)).toEqual(['r1', 'r2']);
    expect(told('decided-elsewhere').map(({ key }) => key)).toEqual(['decided:r1']);
  });

  test('a session that is over', async () => {
    const now = office.clock.now();
    office.sessions = [
      { tenant: 'over.idemeum.com', endsAt: now - 1 },
      { tenant: 'soon.idemeum.com', endsAt: now + 10 * MINUTE_MS },
    ];
    await office.restart();
    expect(told('session-ending').map(({ key }) => key.split(':')[1])).toEqual(['soon.idemeum.com']);
  });

  test('the end of a JIT account a quarter of an hour later', async () => {
    const { jitGrants } = await office.desk.journal();
    const now = office.clock.now();
    const ended = { ...GRANT, state: 'disabled', endReason: 'by-hand' } as const;
    await jitGrants.insert({ ...ended, id: 'long ago', updatedAt: now - 16 * MINUTE_MS });
    await jitGrants.insert({ ...ended, id: 'lately', updatedAt: now - 14 * MINUTE_MS });
    await office.restart();
    expect(told('jit-disabled').map(({ key }) => key)).toEqual(['jit-ended:lately']);
  });

  test('the end of a JIT account that idemeum did not confirm', async () => {
    const { jitGrants } = await office.desk.journal();
    const ended = { ...GRANT, state: 'expired', updatedAt: office.clock.now() } as const;
    await jitGrants.insert({ ...ended, id: 'given up' });
    await jitGrants.insert({ ...ended, id: 'replaced', endReason: 'by-hand' });
    await jitGrants.insert({ ...ended, id: 'confirmed', endReason: 'time-over' });
    await office.restart();
    expect(told('jit-disabled').map(({ key }) => key)).toEqual(['jit-ended:confirmed']);
  });

  test('the end of a JIT account that is further off than a quarter of an hour', async () => {
    const { jitGrants } = await office.desk.journal();
    await jitGrants.insert({ ...GRANT, endsAt: office.clock.now() + 20 * MINUTE_MS });
    office.desk.idemeum.put({ id: 'r1' });
    const companion = await office.restart();
    expect((await companion.alerts.recent(10)).map(({ kind }) => kind)).toEqual(['new-request']);
  });

  test('the end of a JIT account that is being disabled already', async () => {
    const { jitGrants } = await office.desk.journal();
    office.desk.idemeum.troubles = (call) =>
      call === 'disableJitAccount' ? { kind: 'error', error: 'unreachable', when: 'before' } : null;
    const endsAt = office.clock.now() + 10 * MINUTE_MS;
    await jitGrants.insert({ ...GRANT, id: 'runs', endsAt });
    await jitGrants.insert({ ...GRANT, id: 'ends', endsAt, state: 'disabling', endReason: 'by-hand' });
    await office.restart();
    expect(told('jit-ending').map(({ key }) => key.split(':')[1])).toEqual(['runs']);
  });
});

test.each<[string, boolean, boolean, AlertAction[]]>([
  ['its buttons', true, true, ['approve-once', 'deny', 'open']],
  ['no button for a decision where the desktop has none', false, true, ['open']],
  ['no button for a decision where idemeum takes none', true, false, ['open']],
])('a new request has %s', async (_, canAct, decide, actions) => {
  office.told.canAct = canAct;
  office.desk.idemeum.can = { ...office.desk.idemeum.can, decide };
  office.desk.idemeum.put({ id: 'r1' });
  await office.restart();
  expect(told('new-request')).toMatchObject([{ requestId: 'r1', actions }]);
});

test.each<[string, Partial<ElevationRequest>, string]>([
  ['where and why', {}, 'Contoso Ltd · PC-1\n“Need it”'],
  ['where alone, if nobody said why', { reason: null }, 'Contoso Ltd · PC-1'],
  ['whose it is alone, if the device is not known', { device: null, reason: null }, 'Contoso Ltd'],
  [
    'the customer by its short name, if it has no other',
    { customerDisplayName: null },
    'contoso · PC-1\n“Need it”',
  ],
])('a new request tells %s', async (_, fields, body) => {
  office.desk.idemeum.put({ id: 'r1', ...fields });
  await office.restart();
  expect(told('new-request')).toMatchObject([{ body }]);
});

test.each([
  [15 * MINUTE_MS, 'jit-15'],
  [5 * MINUTE_MS + 1, 'jit-15'],
  [5 * MINUTE_MS, 'jit-5'],
])('a JIT account that ends in %i ms is told of as one of %s', async (ms, warning) => {
  const { jitGrants } = await office.desk.journal();
  await jitGrants.insert({ ...GRANT, endsAt: office.clock.now() + ms });
  await office.restart();
  expect(told('jit-ending')[0]?.key.split(':')[0]).toBe(warning);
});

test.each([
  [60_000, 'a minute'],
  [60_001, '2 minutes'],
])('a session that ends in %i ms tells so, and what to do', async (ms, left) => {
  office.sessions = [{ tenant: 'acme.idemeum.com', endsAt: office.clock.now() + ms }];
  await office.restart();
  expect(told('session-ending')).toMatchObject([
    {
      title: `Your session at acme.idemeum.com ends in ${left}`,
      body: 'Sign in again in the portal to keep it.',
    },
  ]);
});
