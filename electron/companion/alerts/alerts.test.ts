import { afterEach, describe, expect, test } from 'vitest';
import { EVERY_KIND } from '../../../shared/domain/alert.ts';
import type { DeskOptions } from '../../../test/support/desk.ts';
import { Office } from '../../../test/support/office.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let office: Office;
const open = (options: DeskOptions = {}) => {
  office = new Office(options);
  return office;
};
afterEach(() => office.dispose());

describe('what is told', () => {
  test('a new request: who, what, where, why, with its buttons, and a click that leads to it', async () => {
    const { desk, told } = open();
    await office.start();
    desk.idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    expect(told.alerts).toMatchObject([
      {
        key: 'request:r1',
        title: 'Ada Byron: Notepad++',
        body: 'Contoso Ltd · PC-1\n“Need it”',
        actions: ['approve-once', 'deny', 'open'],
        target: { screen: 'request', requestId: 'r1' },
      },
    ]);
  });

  test('nothing twice, whatever changes, and not after a restart either', async () => {
    const { desk, told } = open();
    await office.start();
    desk.idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    desk.idemeum.put({ id: 'r1', reason: 'Again' });
    await office.pass(15_000);
    await office.restart();
    await office.pass(15_000);
    expect(told.titles).toEqual(['Ada Byron: Notepad++']);
  });

  test('what was there before the first start is a number', async () => {
    const { desk, told } = open();
    for (let index = 0; index < 9; index += 1) desk.idemeum.put({ id: `r${index}` });
    const companion = await office.start();
    await office.pass(15_000);
    expect(told.titles).toEqual(['9 new elevation requests']);
    const recent = await companion.alerts.recent(50);
    expect(recent.filter(({ result }) => result.status === 'not-shown')).toHaveLength(9);
  });

  test('many at once are one', async () => {
    const { desk, told } = open();
    await office.start();
    for (let index = 0; index < 9; index += 1) desk.idemeum.put({ id: `r${index}` });
    await office.pass(15_000);
    expect(told.alerts.filter((alert) => alert.kind === 'new-request')).toMatchObject([
      { title: '9 new elevation requests', count: 9, target: { screen: 'requests' } },
    ]);
  });

  test('that somebody else decided, and not what was decided here', async () => {
    const { desk, told } = open();
    const companion = await office.start();
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.put({ id: 'r2', userName: 'Grace' });
    await office.pass(15_000);
    await companion.decide({
      requestId: 'r2',
      verdict: 'approve',
      scope: 'once',
      elevationType: null,
      comment: null,
      undoable: false,
    });
    desk.idemeum.settle('r1', 'denied', { name: 'Otto', email: 'otto@msp.example' });
    await office.pass(30_000);
    expect(told.alerts.filter((alert) => alert.kind === 'decided-elsewhere')).toMatchObject([
      { title: 'Denied: Ada Byron, Notepad++', body: 'Decided by Otto.' },
    ]);
  });

  test('each of several that somebody else decided, with a click that leads to it', async () => {
    const { desk, told } = open();
    await office.start();
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.put({ id: 'r2', userName: 'Grace' });
    await office.pass(15_000);
    for (const id of ['r1', 'r2']) {
      desk.idemeum.settle(id, 'approved', { name: null, email: 'otto@msp.example' });
      await office.pass(15_000);
    }
    const shared = { body: 'Decided by otto@msp.example.', actions: ['open'], requestId: null };
    expect(told.alerts.filter((alert) => alert.kind === 'decided-elsewhere')).toMatchObject([
      { ...shared, key: 'decided:r1', target: { screen: 'request', requestId: 'r1' } },
      { ...shared, key: 'decided:r2', target: { screen: 'request', requestId: 'r2' } },
    ]);
  });

  test('that somebody decided of whom idemeum gives no name', async () => {
    const { desk, told } = open();
    await office.start();
    desk.idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    desk.idemeum.settle('r1', 'approved', null);
    await office.pass(15_000);
    expect(told.alerts.at(-1)).toMatchObject({
      title: 'Approved: Ada Byron, Notepad++',
      body: 'Somebody else decided.',
    });
  });

  test('a customer without a client, and a step that does not get on', async () => {
    const { desk, told } = open();
    await office.start();
    desk.idemeum.put({ id: 'r1', customerName: 'nobody', customerDisplayName: 'Nobody Inc' });
    desk.idemeum.put({ id: 'r2' });
    desk.halo.troubles = (call) =>
      call.startsWith('createTicket') ? { kind: 'error', error: 'rejected', when: 'before' } : null;
    await office.pass(15_000);
    const shared = { kind: 'needs-attention', count: 1, actions: ['open'], requestId: null };
    const [{ id } = { id: 0 }] = await (await desk.journal()).outbox.inState('parked');
    const text = 'halo had trouble: rejected';
    const target = { screen: 'needs-attention' };
    expect(told.alerts.find(({ body }) => body === text)).toMatchObject({
      ...shared,
      key: `parked:${id}:${text}`,
      title: expect.stringContaining('Ada Byron'),
      target,
    });
    expect(told.alerts.find(({ title }) => title === 'Nobody Inc has no Halo client')).toMatchObject({
      ...shared,
      key: 'unmapped:name:nobody',
      target: { screen: 'customer', customerKey: 'name:nobody' },
    });
  });

  test.each([
    [1, 'One request waits for its ticket until you choose one.'],
    [2, '2 requests wait for their tickets until you choose one.'],
  ])('how many requests wait for a customer without a client: %i', async (count, body) => {
    const { desk, told } = open();
    await office.start();
    for (let n = 1; n <= count; n += 1) {
      desk.idemeum.put({ id: `r${n}`, customerName: 'nobody', customerDisplayName: 'Nobody Inc' });
    }
    await office.pass(15_000);
    expect(told.alerts.find(({ key }) => key === 'unmapped:name:nobody')).toMatchObject({ body });
  });

  test('that a JIT account ends soon, twice, and that it has ended', async () => {
    const { desk, told } = open();
    desk.idemeum.put({ id: 'r1' });
    const companion = await office.start();
    const [customer] = await companion.jit.customers('contoso', 1);
    desk.idemeum.enableAccount('Contoso Ltd', 'tina@msp.example');
    await companion.jit.confirmGranted({
      customerKey: customer?.customerKey ?? '',
      haloTicketId: null,
      minutes: 60,
    });
    await office.pass(46 * MINUTE_MS);
    await office.pass(31_000);
    await office.pass(10 * MINUTE_MS);
    await office.pass(31_000);
    await office.pass(5 * MINUTE_MS);
    await office.pass(31_000);
    const jit = told.alerts.filter((alert) => alert.kind.startsWith('jit'));
    expect(jit.map((alert) => alert.key.split(':')[0])).toEqual(['jit-15', 'jit-5', 'jit-ended']);
    expect(jit.at(-1)).toMatchObject({
      title: 'JIT access to Contoso Ltd has ended',
      body: 'idemeum confirmed that the account is disabled.',
    });
  });

  test('that a JIT account ends soon, though idemeum’s requests cannot be read', async () => {
    const { desk, told } = open();
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    const { jit } = await desk.companion();
    const [customer] = await jit.customers('contoso', 1);
    const customerKey = customer?.customerKey ?? '';
    await jit.confirmGranted({ customerKey, haloTicketId: null, minutes: 20 });
    await desk.restart();
    desk.idemeum.troubles = (call) =>
      call === 'readRequests' ? { kind: 'error', error: 'rejected', when: 'before' } : null;
    await office.start();
    expect(told.alerts).toEqual([]);
    await office.pass(6 * MINUTE_MS);
    await office.pass(31_000);
    expect(told.alerts).toMatchObject([
      { title: 'JIT access to Contoso Ltd ends in 14 minutes', body: 'Extend it, or save your work.' },
    ]);
  });

  test('no end of an account that idemeum did not confirm: access was granted anew first', async () => {
    const { desk, told } = open();
    desk.idemeum.put({ id: 'r1' });
    const companion = await office.start();
    const [customer] = await companion.jit.customers('contoso', 1);
    const grant = { customerKey: customer?.customerKey ?? '', haloTicketId: null, minutes: 20 };
    await companion.jit.confirmGranted(grant);
    desk.idemeum.troubles = (call) =>
      call === 'disableJitAccount' ? { kind: 'error', error: 'unreachable', when: 'before' } : null;
    await office.pass(21 * MINUTE_MS);
    expect((await companion.jit.current())[0]).toMatchObject({ state: 'disabling', endReason: 'time-over' });
    await companion.jit.confirmGranted({ ...grant, minutes: 60 });
    await office.pass(31_000);
    expect((await companion.jit.current())[0]).toMatchObject({ state: 'active' });
    expect(told.alerts.filter(({ key }) => key.startsWith('jit-ended'))).toEqual([]);
  });

  test('that a session ends soon', async () => {
    const { told, clock } = open();
    office.sessions = [{ tenant: 'acme.idemeum.com', endsAt: clock.now() + HOUR_MS }];
    await office.start();
    await office.pass(50 * MINUTE_MS);
    await office.pass(31_000);
    expect(told.alerts).toMatchObject([{ kind: 'session-ending', target: { screen: 'sessions' } }]);
  });
});

test('the console shows none, and says so', async () => {
  open();
  const companion = await office.desk.companion();
  expect(await companion.alerts.test()).toMatchObject({ status: 'not-shown', reason: 'not-supported' });
});

test('the one that a person asks for as a test is shown whatever the settings say, and only leads to the window', async () => {
  const kinds = { ...EVERY_KIND, 'new-request': false };
  const { told, clock } = open({
    notifications: { kinds, quiet: { from: '00:00', to: '23:59' }, withDetails: false },
  });
  const companion = await office.start();
  expect(await companion.alerts.test()).toEqual({ status: 'shown' });
  expect(told.alerts).toEqual([
    {
      key: `test:${clock.now()}`,
      kind: 'new-request',
      title: 'Notifications work',
      body: 'This is how the companion tells you about new requests.',
      count: 1,
      actions: ['open'],
      requestId: null,
      target: { screen: 'requests' },
    },
  ]);
  expect(await companion.alerts.recent(5)).toEqual([]);
});

test('what changes within a second of the last look is told together', async () => {
  const { told, clock } = open();
  const companion = await office.start();
  for (let n = 1; n <= 5; n += 1) {
    office.sessions.push({ tenant: `t${n}.idemeum.com`, endsAt: clock.now() + 10 * MINUTE_MS });
    companion.setShellWarnings([]);
    await expect.poll(() => clock.sleeping).toBe(4);
    expect(told.alerts).toHaveLength(1);
  }
  clock.advance(1_000);
  await expect
    .poll(() => told.titles)
    .toEqual(['Your session at t1.idemeum.com ends in 10 minutes', '4 portal sessions end soon']);
});
