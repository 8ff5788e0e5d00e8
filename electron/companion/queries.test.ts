import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OutboxDesk } from '../../test/support/outbox-desk.ts';
import { GRANT } from '../../test/support/samples.ts';
import { noTrouble } from '../../test/support/trouble.ts';

let desk: OutboxDesk;
beforeEach(() => {
  desk = new OutboxDesk();
});
afterEach(() => desk.dispose());

const put = (...ids: string[]) => {
  for (const id of ids) desk.idemeum.put({ id });
};
const settle = (...ids: string[]) => {
  for (const id of ids) desk.idemeum.settle(id, 'approved');
};

describe('the overview', () => {
  test('tells how the services do, how the polls go, and what of Halo’s limit is used', async () => {
    await desk.pass();
    const at = desk.clock.now();
    const fine = { state: 'ok', text: null, nextTryAt: null };
    expect(await (await desk.companion()).overview()).toMatchObject({
      technicianEmail: 'tina@msp.example',
      services: [
        { service: 'idemeum', ...fine },
        { service: 'halo', ...fine },
      ],
      polling: { running: false, lastPollAt: at, nextPollAt: null, pausedUntil: null, intervalSeconds: 15 },
      contacts: {
        idemeum: { latencyMs: 12, tokenEndsAt: null },
        halo: { latencyMs: 12, tokenEndsAt: null },
      },
      haloBudget: { used: desk.halo.callCount, allowed: 240, limit: 300, windowMinutes: 5 },
      canDecide: true,
      ticketMaker: 'companion',
    });
  });

  test('warns of nothing that is well, and of what the shell knows', async () => {
    await desk.pass();
    const companion = await desk.companion();
    expect((await companion.overview()).warnings).toEqual([]);
    const warning = { kind: 'secrets-in-memory', text: 'There is no keychain.' } as const;
    companion.setShellWarnings([warning]);
    expect((await companion.overview()).warnings).toEqual([warning]);
  });

  test('warns of an account whose disabling met trouble, and of no other', async () => {
    const { jitGrants } = await desk.journal();
    const note = 'There is no connection.';
    await jitGrants.insert({ ...GRANT, id: 'g1', state: 'active', note });
    await jitGrants.insert({ ...GRANT, id: 'g2', state: 'disabling', technicianEmail: 'b@msp.example' });
    const warnings = async () => (await (await desk.companion()).overview()).warnings;
    expect(await warnings()).toEqual([]);
    for (const state of ['disabling', 'unknown'] as const) {
      await jitGrants.insert({ ...GRANT, id: state, state, technicianEmail: `${state}@msp.example`, note });
    }
    expect((await warnings()).map(({ text }) => text).sort()).toEqual([
      'The JIT account of disabling@msp.example at Contoso is not disabled yet. There is no connection.',
      'The JIT account of unknown@msp.example at Contoso is not disabled yet. There is no connection.',
    ]);
  });

  test('warns of a set-up that holds entries up, and of no other reason for which one is parked', async () => {
    const warnings = async () => (await (await desk.companion()).overview()).warnings;
    desk.failing('createTicket', 'rejected');
    await desk.pass(0);
    expect(await warnings()).toEqual([]);
    desk.failing('createTicket', 'set-up');
    put('r2');
    await desk.pass(0);
    expect(await warnings()).toEqual([{ kind: 'set-up', text: 'halo had trouble: set-up' }]);
  });

  test('warns of a profile that nothing was read with yet, once idemeum was asked', async () => {
    const companion = await desk.companion();
    expect((await companion.overview()).warnings).toEqual([]);
    desk.idemeum.troubles = () => ({ kind: 'error', error: 'failing', when: 'before' });
    await desk.pass(0);
    const text = expect.stringContaining('No answer has been understood yet');
    expect((await companion.overview()).warnings).toEqual([{ kind: 'profile-unconfirmed', text }]);
  });

  test('warns of idemeum’s own connector, where that is on and was not chosen', async () => {
    const details = '<a href="https://contoso-msp.idemeum.com/adminportal/requests/r0">Respond</a>';
    desk.halo.seed({ summary: 'Elevation', details, clientId: 901 });
    await desk.pass(0);
    const companion = await desk.companion();
    const warnings = async () => (await companion.overview()).warnings;
    const kind = 'connector-active';
    const told = (words: string) => [{ kind, text: expect.stringContaining(words) }];
    expect(await warnings()).toEqual(told('opens no tickets until you say who makes them'));
    await companion.chooseTicketMaker('companion');
    expect(await warnings()).toEqual(told('Switch the connector off in idemeum'));
    await companion.chooseTicketMaker('connector');
    expect(await warnings()).toEqual([]);
  });

  test('is told to the windows anew when the shell comes to know something', async () => {
    const companion = await desk.companion();
    let told = 0;
    companion.onChange(() => (told += 1));
    companion.setShellWarnings([{ kind: 'secrets-in-memory', text: 'There is no keychain.' }]);
    expect(told).toBe(1);
  });

  test('counts tickets by what is under way with them', async () => {
    desk.idemeum.requests.clear();
    put('c1', 'c2', 'c3', 'c4');
    settle('c1', 'c2', 'c3', 'c4');
    await desk.pass();
    put('g1', 'g2', 'g3', 'o1', 'o2');
    await desk.pass();
    settle('g1', 'g2', 'g3');
    put('n1');
    desk.halo.troubles = (call) =>
      call === 'createTicket' || call.startsWith('closeTicket')
        ? { kind: 'error', error: 'failing', when: 'before' }
        : null;
    await desk.turn();
    expect((await (await desk.companion()).overview()).counts).toEqual({
      all: 10,
      pending: 3,
      awaitingMapping: 0,
      opening: 1,
      open: 2,
      closing: 3,
      closed: 4,
      parked: 0,
      quarantined: 0,
    });
  });
});

describe('the problems of a pass', () => {
  test('name each service that refuses, with what it said', async () => {
    await desk.pass();
    const trouble = () => ({ kind: 'error', error: 'credentials', when: 'before' }) as const;
    desk.idemeum.troubles = trouble;
    desk.halo.troubles = trouble;
    const { refused, problems } = await desk.pass(0);
    expect(refused).toEqual(['idemeum', 'halo']);
    expect(problems).toEqual(['idemeum had trouble: credentials', 'halo had trouble: credentials']);
  });

  test('begin with what a service said, where the connection profile could not be tried either', async () => {
    desk.idemeum.troubles = () => ({ kind: 'error', error: 'credentials', when: 'before' });
    const { problems } = await desk.pass(0);
    expect(problems).toEqual([
      'idemeum had trouble: credentials',
      expect.stringContaining('No answer has been understood yet'),
    ]);
  });

  test('name what is parked, once for each reason', async () => {
    desk.failing('createTicket', 'rejected');
    expect((await desk.pass(0)).problems).toEqual(['Parked: halo had trouble: rejected']);
    put('r2');
    expect((await desk.pass(0)).problems).toEqual(['Parked (2 times): halo had trouble: rejected']);
  });

  test('name what is set aside, until a person has seen it', async () => {
    desk.idemeum.malformed = [{ key: 'id:bad', itemId: 'bad', reason: 'status is missing' }];
    const { problems } = await desk.pass(0);
    expect(problems).toEqual([expect.stringContaining('status is missing')]);
    const companion = await desk.companion();
    expect(await companion.quarantined()).toMatchObject([
      { key: 'id:bad', itemId: 'bad', reason: 'status is missing' },
    ]);
    let told = 0;
    companion.onChange(() => (told += 1));
    expect(await companion.dismissQuarantined('id:bad')).toEqual({ done: true });
    expect(told).toBe(1);
    expect(await companion.quarantined()).toEqual([]);
    expect((await desk.pass(0)).problems).toEqual([]);
  });
});

describe('a request in the list', () => {
  test('has its ticket, where to find it in Halo, and the name of its client there', async () => {
    desk.halo.clients = [
      { id: 1, name: 'Contoso Ltd', inactive: false },
      { id: 902, name: 'Fabrikam', inactive: false },
    ];
    desk.idemeum.put({ id: 'r2', customerName: 'fabrikam', customerDisplayName: 'Fabrikam' });
    desk.idemeum.put({ id: 'r3', customerName: 'zeppelin', customerDisplayName: 'Zeppelin' });
    await desk.pass();
    const companion = await desk.companion();
    const { rows, total } = await companion.listRequests({ filter: 'all', search: '', limit: 10, offset: 0 });
    const shown = rows.map(({ request, ticket, ticketUrl, haloClientName }) => ({
      id: request.id,
      state: ticket?.state,
      ticketUrl,
      haloClientName,
    }));
    const urlOf = async (id: string) => desk.halo.ticketUrl((await desk.ticketOf(id))?.haloTicketId ?? 0);
    expect(total).toBe(3);
    expect(shown.sort((a, b) => a.id.localeCompare(b.id))).toEqual([
      { id: 'r1', state: 'open', ticketUrl: await urlOf('r1'), haloClientName: 'Contoso Ltd' },
      { id: 'r2', state: 'open', ticketUrl: await urlOf('r2'), haloClientName: 'Fabrikam' },
      { id: 'r3', state: 'awaiting-mapping', ticketUrl: null, haloClientName: null },
    ]);
  });

  test('tells until when it can be decided, four days from when it was asked, and nothing once it was', async () => {
    const createdAt = desk.clock.now() - 60_000;
    desk.idemeum.put({ id: 'r1', createdAt });
    await desk.pass();
    const expiresAt = async () => (await (await desk.companion()).findRequest('r1'))?.expiresAt;
    expect(await expiresAt()).toBe(createdAt + 4 * 86_400_000);
    settle('r1');
    await desk.pass();
    expect(await expiresAt()).toBeNull();
  });

  test('that is not known here is none', async () => {
    expect(await (await desk.companion()).findRequest('r404')).toBeNull();
  });
});

describe('a request in the list says of a decision that was taken here', () => {
  const decision = async () => (await (await desk.companion()).findRequest('r1'))?.decision;
  const approve = async (undoable: boolean) => {
    const how = { verdict: 'approve', scope: 'tenant', elevationType: 'admin', comment: null } as const;
    await (await desk.companion()).decide({ requestId: 'r1', ...how, undoable });
  };
  beforeEach(() => desk.pass());

  test('that it was sent, until idemeum shows the request as decided', async () => {
    desk.idemeum.decide = async () => undefined;
    await approve(false);
    await desk.pass(0);
    expect(await decision()).toEqual({
      verdict: 'approve',
      scope: 'tenant',
      state: 'done',
      text: null,
      undoUntil: null,
    });
    settle('r1');
    await desk.pass(0);
    expect(await decision()).toBeNull();
  });

  test('that it waits to be sent, and nothing once somebody else was first', async () => {
    await approve(true);
    const undoUntil = desk.clock.now() + 5_000;
    expect(await decision()).toMatchObject({ state: 'waiting', text: null, undoUntil });
    settle('r1');
    await desk.pass(0);
    expect(await decision()).toBeNull();
  });

  test('why it does not get on', async () => {
    await desk.decideWhile('failing');
    expect(await decision()).toMatchObject({ state: 'waiting', text: 'idemeum had trouble: failing' });
  });

  test('why it is parked, and nothing once that was given up', async () => {
    await desk.decideWhile('rejected');
    expect(await decision()).toMatchObject({ state: 'parked', text: 'idemeum had trouble: rejected' });
    desk.idemeum.troubles = noTrouble;
    const companion = await desk.companion();
    const [row] = await companion.parked();
    await companion.dismiss(row?.entry.id ?? 0);
    expect(await decision()).toBeNull();
  });
});
