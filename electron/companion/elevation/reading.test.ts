import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ElevationRequest } from '../../../shared/domain/elevation-request.ts';
import { Desk } from '../../../test/support/desk.ts';
import { told } from '../../../test/support/told.ts';
import { ServiceError } from '../ports/errors.ts';

const DAY_MS = 86_400_000;

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
});
afterEach(() => desk.dispose());

const poll = async () => await (await desk.companion()).runOnce(0);

async function requestOf(id: string) {
  return (await (await desk.journal()).requests.find(id))?.request;
}

async function customerOf(key: string) {
  return await (await desk.journal()).customers.find(key);
}

const DECISION: ElevationRequest['decision'] = {
  byName: 'Tina',
  byEmail: 'tina@msp.example',
  scope: 'tenant',
  elevationType: 'user',
  comment: 'Fine',
  at: Date.parse('2026-03-02T09:30:00Z'),
};
const NOBODY: ElevationRequest['decision'] = {
  byName: null,
  byEmail: null,
  scope: null,
  elevationType: null,
  comment: null,
  at: null,
};

describe('a later reading', () => {
  test('takes away nothing of what a request is about', async () => {
    const first = desk.idemeum.put({ id: 'r1', status: 'approved', decision: DECISION });
    await poll();
    desk.clock.advance(1_000);
    desk.idemeum.put({
      id: 'r1',
      status: 'approved',
      customerName: null,
      customerDisplayName: null,
      userName: null,
      userEmail: null,
      device: null,
      application: null,
      fileName: null,
      portalUrl: null,
      createdAt: null,
      reason: 'Said later',
      decision: NOBODY,
    });
    await poll();
    expect(await requestOf('r1')).toEqual({ ...first, reason: 'Said later', updatedAt: desk.clock.now() });
  });

  test('replaces what it has', async () => {
    desk.idemeum.put({ id: 'r1' });
    await poll();
    desk.clock.advance(1_000);
    const second = desk.idemeum.put({
      id: 'r1',
      userName: 'Ada B.',
      userEmail: 'ab@contoso.example',
      device: 'PC-2',
      application: 'Notepad--',
      fileName: 'npm.exe',
      portalUrl: 'https://elsewhere.example/r1',
    });
    await poll();
    expect(await requestOf('r1')).toEqual(second);
  });

  test('that is older counts all the same when it says that the request is over', async () => {
    const { updatedAt } = desk.idemeum.put({ id: 'r1' });
    await poll();
    desk.idemeum.put({ id: 'r1', status: 'denied', updatedAt: (updatedAt ?? 0) - 1, decision: DECISION });
    expect(await poll()).toMatchObject({ closed: 0 });
    expect((await requestOf('r1'))?.status).toBe('denied');
  });

  test.each<[string, Partial<ElevationRequest['decision']>, string, string]>([
    ['name and e-mail', {}, 'tina@msp.example', 'The request is approved, decided by Tina.'],
    [
      'e-mail only',
      { byName: null },
      'tina@msp.example',
      'The request is approved, decided by tina@msp.example.',
    ],
    ['name only', { byEmail: null }, 'Tina', 'The request is approved, decided by Tina.'],
    ['nobody', NOBODY, 'idemeum', 'The request is approved.'],
  ])('writes down who ended the request: %s', async (_, decision, actor, text) => {
    desk.idemeum.put({ id: 'r1' });
    await poll();
    desk.clock.advance(1_000);
    desk.idemeum.put({ id: 'r1', status: 'approved', decision: { ...DECISION, ...decision } });
    await poll();
    const over = (await (await desk.journal()).audit.after(0, 50)).filter(
      ({ event }) => event === 'request.over',
    );
    expect(over).toMatchObject([{ requestId: 'r1', actor, text }]);
  });
});

describe('history', () => {
  const ended = (id: string, daysAgo: number, fields: Partial<ElevationRequest> = {}) => {
    const at = desk.clock.now() - daysAgo * DAY_MS;
    desk.idemeum.put({
      id,
      status: 'denied',
      createdAt: at,
      updatedAt: at,
      decision: { ...NOBODY, at },
      ...fields,
    });
  };

  test('begins four days before the newest change that idemeum knows, to the millisecond', async () => {
    ended('newest', 1);
    ended('just in', 5);
    ended('just out', 5 + 1 / DAY_MS);
    expect(await desk.pass()).toMatchObject({ opened: 2 });
    expect(await desk.ticketOf('just out')).toMatchObject({ state: 'history' });
  });

  test('is measured by the decision, else by the last change, else by when it was asked', async () => {
    const old = desk.clock.now() - 9 * DAY_MS;
    ended('decided now', 9, { decision: { ...NOBODY, at: desk.clock.now() } });
    ended('changed now', 9, { decision: NOBODY, updatedAt: desk.clock.now() });
    ended('asked then', 9, { decision: NOBODY, updatedAt: null, createdAt: old });
    expect(await desk.pass()).toMatchObject({ opened: 2 });
    expect(await desk.ticketOf('asked then')).toMatchObject({ state: 'history' });
  });

  test('is nothing that still pends, and nothing that is read first at a later poll', async () => {
    desk.idemeum.put({ id: 'new' });
    ended('pending', 9, { status: 'pending', decision: NOBODY });
    await desk.pass();
    ended('late', 9);
    await desk.pass();
    expect(desk.halo.tickets.map(({ thirdPartyId }) => thirdPartyId)).toEqual(['new', 'pending', 'late']);
  });

  test('is left for a whole reading when the first one breaks off', async () => {
    const read = desk.idemeum.readRequests.bind(desk.idemeum);
    const failure = new ServiceError({ service: 'idemeum', kind: 'interrupted', text: told('Cut short.') });
    desk.idemeum.readRequests = async (since) => ({ ...(await read(since)), failure });
    ended('old', 9);
    ended('recent', 3);
    desk.idemeum.put({ id: 'pending' });
    await desk.pass(0);
    expect(await desk.ticketOf('old')).toBeNull();
    expect(desk.halo.tickets.map(({ thirdPartyId }) => thirdPartyId)).toEqual(['recent', 'pending']);
    const { services } = await (await desk.companion()).overview();
    expect(services.find(({ service }) => service === 'idemeum')).toMatchObject({ text: 'Cut short.' });
    desk.idemeum.readRequests = read;
    await desk.pass();
    // It begins where the one before began, and knows by then what is old.
    expect(desk.idemeum.cursors).toEqual([null, null]);
    expect(await desk.ticketOf('old')).toMatchObject({ state: 'history' });
  });

  test.each([
    ['idemeum’s time, where it tells that', (now: number) => now - DAY_MS, 5],
    ['ours, where it does not', () => null, 4],
  ])('is measured on %s, when the first reading breaks off', async (_, serverTime, days) => {
    const read = desk.idemeum.readRequests.bind(desk.idemeum);
    const failure = new ServiceError({ service: 'idemeum', kind: 'interrupted', text: told('Cut short.') });
    desk.idemeum.readRequests = async (since) => {
      const reading = await read(since);
      return { ...reading, serverTime: serverTime(desk.clock.now()), failure };
    };
    ended('just in', days);
    ended('just out', days + 1 / DAY_MS);
    await desk.pass(0);
    expect(await desk.ticketOf('just in')).not.toBeNull();
    expect(await desk.ticketOf('just out')).toBeNull();
  });
});

describe('the customer of a request', () => {
  test('is known by its name, in whatever case, and keeps a display name that a reading lacks', async () => {
    desk.idemeum.put({ id: 'r1', customerName: 'Contoso', customerDisplayName: 'Contoso Ltd' });
    desk.idemeum.put({ id: 'r2', customerName: 'contoso', customerDisplayName: null });
    await poll();
    expect(await customerOf('name:contoso')).toMatchObject({ name: 'contoso', displayName: 'Contoso Ltd' });
  });

  test('is known by its display name where that is all, unless two have the same', async () => {
    desk.idemeum.put({ id: 'r1', customerName: null, customerDisplayName: ' New  Ltd' });
    await poll();
    expect(await customerOf('display:new ltd')).toMatchObject({ name: null });
    desk.idemeum.put({ id: 'a', customerName: 'one', customerDisplayName: 'Twice' });
    desk.idemeum.put({ id: 'b', customerName: 'two', customerDisplayName: 'Twice' });
    desk.idemeum.put({ id: 'c', customerName: null, customerDisplayName: 'Twice' });
    await poll();
    expect(await customerOf('display:twice')).toMatchObject({ displayName: 'Twice' });
  });

  test('is nobody where idemeum names none: the request is kept, and its ticket waits for a person', async () => {
    desk.idemeum.put({ id: 'r1', customerName: null, customerDisplayName: null });
    desk.idemeum.put({ id: 'r2', customerName: null, customerDisplayName: null });
    await poll();
    expect(await customerOf('display:')).toMatchObject({ name: null, displayName: null });
    const { counts } = await (await desk.companion()).overview();
    expect(counts).toMatchObject({ all: 2, awaitingMapping: 2 });
  });

  test('is not written anew where a request says nothing new of it', async () => {
    desk.idemeum.put({ id: 'r1' });
    await poll();
    const before = await customerOf('name:contoso');
    desk.clock.advance(1_000);
    desk.idemeum.put({ id: 'r2' });
    await poll();
    expect(await customerOf('name:contoso')).toEqual(before);
  });

  test('is read anew when it changes its name', async () => {
    desk.idemeum.put({ id: 'r1', customerDisplayName: 'Contoso Ltd' });
    await poll();
    desk.clock.advance(1_000);
    desk.idemeum.put({ id: 'r2', customerDisplayName: 'Contoso Inc' });
    await poll();
    expect(await customerOf('name:contoso')).toMatchObject({
      displayName: 'Contoso Inc',
      changedAt: desk.clock.now(),
    });
  });
});

describe('a new request, while Halo cannot be reached,', () => {
  const haloIsGone = () => {
    desk.halo.troubles = () => ({ kind: 'error', error: 'unreachable', when: 'before' });
  };

  test('is on its way where its customer has a client', async () => {
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    haloIsGone();
    desk.idemeum.put({ id: 'r2' });
    expect(await desk.pass(0)).toMatchObject({ awaitingMapping: 0, waiting: 1 });
    expect(await desk.ticketOf('r2')).toMatchObject({ state: 'opening' });
  });

  test('waits for a client where that of its customer was made inactive', async () => {
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: true }];
    desk.clock.advance(DAY_MS);
    await desk.pass();
    haloIsGone();
    desk.idemeum.put({ id: 'r2' });
    expect(await desk.pass(0)).toMatchObject({ awaitingMapping: 1, waiting: 0 });
    expect(await desk.ticketOf('r2')).toMatchObject({ state: 'awaiting-mapping' });
  });
});

test('a list in which nothing has a time moves no cursor', async () => {
  for (let n = 0; n < 501; n += 1) desk.idemeum.put({ id: `r${n}`, status: 'cancelled', updatedAt: null });
  const read = desk.idemeum.readRequests.bind(desk.idemeum);
  desk.idemeum.readRequests = async (since) => await read(since === null ? null : since);
  desk.halo.clients = [];
  await poll();
  await poll();
  expect(desk.idemeum.cursors).toEqual([null, null]);
});
