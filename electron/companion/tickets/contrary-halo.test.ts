import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { firstAnswerLost, type Troubles } from '../../../test/support/trouble.ts';
import { referenceFor } from './reference.ts';

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
  desk.halo.assets = [{ id: 55, clientId: 901, names: ['PC-1'] }];
  desk.halo.agents = [{ id: 8, name: 'Tina Tech', email: 'tina@msp.example', disabled: false }];
});
afterEach(() => desk.dispose());

/** Halo refuses this call, and nothing else. */
const refusing =
  (refused: string, error: 'forbidden' | 'rejected'): Troubles =>
  (call) =>
    call === refused ? { kind: 'error', error, when: 'before' } : null;

describe('what Halo has changed since it was looked up', () => {
  test('an asset that is gone is looked up again, and the ticket is opened without it', async () => {
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    expect(desk.halo.tickets[0]?.assetId).toBe(55);
    desk.halo.assets = [];
    desk.idemeum.put({ id: 'r2' });
    expect(await desk.pass()).toMatchObject({ opened: 1, parked: 0 });
    expect(desk.halo.tickets[1]?.assetId).toBeNull();
  });

  test('an agent who was disabled is looked up again, and the ticket is closed without one', async () => {
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.settle('r1', 'approved');
    await desk.pass();
    desk.halo.agents = [{ id: 8, name: 'Tina Tech', email: 'tina@msp.example', disabled: true }];
    desk.idemeum.put({ id: 'r2' });
    desk.idemeum.settle('r2', 'approved');
    expect(await desk.pass()).toMatchObject({ closed: 1, parked: 0 });
    expect(desk.halo.tickets.map(({ closings }) => closings[0]?.agentId)).toEqual([8, null]);
  });

  test('a refusal that has nothing to do with the agent stays one: both ways are tried with that one, and without', async () => {
    desk.halo.refuses = [
      { way: 'ticket', how: 'loudly' },
      { way: 'action', how: 'loudly' },
    ];
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.settle('r1', 'approved');
    const summary = await desk.pass();
    expect(summary).toMatchObject({ parked: 1 });
    expect(summary.problems.join()).toContain('Halo refused both ways of closing');
    expect(desk.halo.calls.filter((call) => call.startsWith('closeTicket'))).toHaveLength(4);
  });
});

describe('what Halo does not let the companion see', () => {
  test.each(['forbidden', 'rejected'] as const)(
    'agents (%s): tickets are closed without one',
    async (error) => {
      desk.halo.troubles = refusing('listAgents', error);
      desk.idemeum.put({ id: 'r1' });
      desk.idemeum.settle('r1', 'approved');
      desk.idemeum.put({ id: 'r2' });
      desk.idemeum.settle('r2', 'denied');
      expect(await desk.pass()).toMatchObject({ closed: 2, parked: 0 });
      expect(desk.halo.calls.filter((call) => call === 'listAgents')).toHaveLength(1);
    },
  );

  test('one ticket among those that the watch finds holds up no other', async () => {
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    const ours = desk.halo.tickets[0];
    desk.halo.seed({ summary: `Re: ${ours?.summary}`, thirdPartyId: null });
    desk.halo.troubles = refusing('readTicket', 'forbidden');
    desk.clock.advance(60_000);
    desk.idemeum.put({ id: 'r2' });
    expect(await desk.pass()).toMatchObject({ opened: 1, refused: [] });
  });

  test('a search of details that it refuses keeps no ticket from being opened', async () => {
    desk.halo.troubles = refusing('searchDetails', 'rejected');
    desk.idemeum.put({ id: 'r1' });
    expect(await desk.pass()).toMatchObject({ opened: 1, parked: 0 });
  });
});

test('what is known not to be made for a request is not read again when that needs its ticket', async () => {
  desk.idemeum.put({ id: 'r1' });
  desk.idemeum.put({ id: 'r2', customerName: 'fabrikam', customerDisplayName: 'Fabrikam' });
  const summary = `RE: Elevation [${referenceFor('msp.idemeum.com', 'r2')}]`;
  desk.halo.seed({ summary, thirdPartyId: null });
  await desk.pass();
  expect(desk.halo.calls).toContain('readTicket');
  expect(await desk.ticketOf('r2')).toMatchObject({ state: 'awaiting-mapping' });
  await desk.assign('name:fabrikam', 901);
  const before = desk.halo.calls.length;
  expect(await desk.pass()).toMatchObject({ opened: 1 });
  expect(desk.halo.calls.slice(before)).not.toContain('readTicket');
});

describe('an instance that does not keep the id of a request', () => {
  test('has its tickets found again by what their details say', async () => {
    desk.halo.keepsThirdPartyId = false;
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    desk.idemeum.put({ id: 'r2' });
    desk.halo.troubles = firstAnswerLost('createTicket');
    await desk.pass();
    expect(desk.halo.tickets).toHaveLength(2);
    expect(await desk.ticketOf('r2')).toMatchObject({
      state: 'open',
      haloTicketId: desk.halo.tickets[1]?.id,
    });
  });

  test.each([
    ['keeps none of it', () => Object.assign(desk.halo, { keepsThirdPartyId: false })],
    ['keeps its beginning', () => Object.assign(desk.halo, { longestThirdPartyId: 4 })],
  ])('has the very first ticket found again where the answer was lost and it %s', async (_, arrange) => {
    arrange();
    desk.idemeum.put({ id: 'request-1' });
    desk.halo.troubles = firstAnswerLost('createTicket');
    await desk.pass();
    expect(desk.halo.tickets).toHaveLength(1);
    expect(await desk.ticketOf('request-1')).toMatchObject({ state: 'open' });
    desk.idemeum.settle('request-1', 'approved');
    expect(await desk.pass()).toMatchObject({ closed: 1 });
  });

  test('doubles nothing when the journal is lost', async () => {
    desk.halo.keepsThirdPartyId = false;
    for (const id of ['r1', 'r2', 'r3']) desk.idemeum.put({ id });
    await desk.pass();
    const other = new Desk({ beside: desk });
    expect(await other.pass()).toMatchObject({ opened: 0 });
    expect(desk.halo.tickets).toHaveLength(3);
    expect(await other.ticketOf('r2')).toMatchObject({
      state: 'open',
      haloTicketId: desk.halo.tickets[1]?.id,
    });
    await other.dispose();
  });
});

test('an answer by e-mail that quotes everything is not taken for the ticket by a fresh journal', async () => {
  desk.idemeum.put({ id: 'r1' });
  desk.idemeum.put({ id: 'r2' });
  await desk.pass();
  const [original] = desk.halo.tickets;
  if (!original) throw new Error('no ticket');
  const answer = desk.halo.seed({
    ...original,
    id: 9_000,
    summary: `RE: ${original.summary}`,
    thirdPartyId: '',
    closings: [],
  });
  const other = new Desk({ beside: desk });
  await other.pass();
  desk.idemeum.settle('r1', 'approved');
  await other.pass();
  expect(original.closings).toHaveLength(1);
  expect(answer.closings).toEqual([]);
  await other.dispose();
});
