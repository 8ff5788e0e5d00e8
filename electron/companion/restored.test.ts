import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OutboxDesk } from '../../test/support/outbox-desk.ts';
import { GRANT } from '../../test/support/samples.ts';
import { noTrouble } from '../../test/support/trouble.ts';
import { markRestored, type Restoring } from './restored.ts';
import { referenceFor } from './tickets/reference.ts';

/** What a companion does differently with a journal that was put in its place from a backup. */

const APPROVAL = {
  requestId: 'r1',
  verdict: 'approve',
  scope: 'once',
  elevationType: 'admin',
  comment: null,
} as const;

let desk: OutboxDesk;
beforeEach(() => {
  desk = new OutboxDesk();
});
afterEach(() => desk.dispose());

async function restored(fields: Partial<Restoring> = {}): Promise<void> {
  desk.clock.advance(60_000);
  await markRestored(await desk.journal(), {
    now: desk.clock.now(),
    keptAs: null,
    liveGrants: [],
    ...fields,
  });
}

/** A ticket for r1 that was opened since the backup, and that the list of our tickets does not show yet. */
function openedSince() {
  const search = desk.halo.searchSummary.bind(desk.halo);
  desk.halo.searchSummary = async (text, page) =>
    text === 'IDM-' ? { tickets: [], hasMore: false } : await search(text, page);
  const summary = `Elevation [${referenceFor('msp.idemeum.com', 'r1')}]`;
  return desk.halo.seed({ summary, thirdPartyId: 'r1', clientId: 901 });
}

test.each([
  [null, 'There was no journal before it.'],
  ['/data/journal.db.replaced-1', 'The one before is kept as /data/journal.db.replaced-1.'],
])('the audit tells of it, and what became of the journal before: %s', async (keptAs, kept) => {
  await restored({ keptAs });
  expect(await (await desk.journal()).audit.after(0, 10)).toMatchObject([
    {
      event: 'journal.restored',
      at: desk.clock.now(),
      actor: 'this desk',
      requestId: null,
      text: `The journal was restored from a backup. ${kept}`,
    },
  ]);
});

describe('what happened since the backup is seen', () => {
  test('in idemeum, whose list is read whole however long it is', async () => {
    await desk.pass();
    // More than are read whole at each start.
    await (await desk.journal()).facts.set('intake.wholeCount', '501');
    await desk.pass();
    expect(desk.idemeum.cursors.at(-1)).not.toBeNull();
    await restored();
    // Nor does anybody have to confirm the connection profile again.
    expect((await (await desk.companion()).overview()).warnings).toEqual([]);
    await desk.pass();
    expect(desk.idemeum.cursors.at(-1)).toBeNull();
  });

  test('in Halo, where all tickets of ours are read from the first page on, also where a scan was cut short', async () => {
    for (let n = 2; n <= 9; n += 1) desk.idemeum.put({ id: `r${n}` });
    await desk.pass();
    desk.halo.pageSize = 2;
    const pages: number[] = [];
    const search = desk.halo.searchSummary.bind(desk.halo);
    desk.halo.searchSummary = (text, page) => {
      if (text === 'IDM-') pages.push(page);
      return search(text, page);
    };
    await (await desk.journal()).facts.set('watch.scanPage', '4');
    await restored();
    await desk.pass();
    expect(pages).toEqual([1, 2, 3, 4, 5]);
  });
});

test('a connection profile that nothing was read with is not taken for confirmed', async () => {
  desk.idemeum.troubles = () => ({ kind: 'error', error: 'failing', when: 'before' });
  await desk.pass(0);
  await restored();
  const { warnings } = await (await desk.companion()).overview();
  expect(warnings.map(({ kind }) => kind)).toEqual(['profile-unconfirmed']);
});

test('a request that came since the backup gets no second ticket, and one that came later its own', async () => {
  const { id } = openedSince();
  await restored();
  desk.clock.advance(1);
  desk.idemeum.put({ id: 'r2' });
  await desk.pass();
  expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', haloTicketId: id });
  expect(desk.halo.tickets.map(({ thirdPartyId }) => thirdPartyId)).toEqual(['r1', 'r2']);
});

describe('what was to be sent then', () => {
  test.each(['due', 'waiting', 'running'] as const)(
    'and was %s is looked for first: it may have been done since',
    async (state) => {
      desk.failing('createTicket', 'unreachable');
      await desk.pass(0);
      const entry = await desk.entryOf('open-ticket');
      const until = state === 'waiting' ? desk.clock.now() + 3_600_000 : null;
      await (await desk.journal()).outbox.update({ ...entry, state, until, uncertain: false });
      await restored();
      expect(await desk.entryOf('open-ticket')).toMatchObject({
        state: 'waiting',
        until: desk.clock.now(),
        uncertain: true,
      });
      desk.halo.troubles = noTrouble;
      const { id } = openedSince();
      await desk.turn();
      expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', haloTicketId: id });
      expect(desk.halo.tickets).toHaveLength(1);
    },
  );

  test('is not asked for again where it was done or given up by then', async () => {
    await desk.pass();
    const before = await desk.entryOf('open-ticket');
    await restored();
    expect(before.state).toBe('done');
    expect(await desk.entryOf('open-ticket')).toEqual(before);
  });

  test('and is a decision waits for the person who took it', async () => {
    await desk.pass();
    await (await desk.companion()).decide({ ...APPROVAL, undoable: true });
    await restored();
    await desk.pass();
    expect(desk.idemeum.requests.get('r1')?.status).toBe('pending');
    const text = expect.stringContaining('decide again if it still waits');
    expect(await (await desk.companion()).parked()).toMatchObject([
      { entry: { kind: 'decide-request', parked: { kind: 'conflict', text } } },
    ]);
  });
});

describe('JIT accounts', () => {
  const ACCOUNT = 'Contoso/tina@msp.example';
  const live = () => ({ ...GRANT, endsAt: desk.clock.now() + 3_600_000 });
  const found = async () => (await desk.journal()).jitGrants.find(GRANT.id);

  test('that were enabled since the backup are known', async () => {
    const grant = live();
    await restored({ liveGrants: [grant] });
    expect(await found()).toEqual(grant);
  });

  test('that the backup knows as well are as the replaced journal had them', async () => {
    const grant = live();
    await (await desk.journal()).jitGrants.insert(grant);
    const extended = { ...grant, endsAt: grant.endsAt + 3_600_000 };
    await restored({ liveGrants: [extended] });
    expect(await found()).toEqual(extended);
  });

  test.each([
    ['with the reason there was', 'ticket-closed', 'ticket-closed'],
    ['as by hand where the reason was lost', null, 'by-hand'],
  ] as const)('that were being disabled are disabled, %s', async (_, endReason, told) => {
    desk.idemeum.enabledAccounts.add(ACCOUNT);
    await restored({ liveGrants: [{ ...live(), state: 'disabling', endReason }] });
    expect(await desk.entryOf('disable-jit', GRANT.id)).toMatchObject({ state: 'due' });
    await desk.pass();
    expect(desk.idemeum.enabledAccounts.size).toBe(0);
    expect(await found()).toMatchObject({ state: 'disabled', endReason: told });
  });

  test('whose disabling waited in the backup are disabled all the same, without a doubt', async () => {
    const { jitGrants, outbox } = await desk.journal();
    await jitGrants.insert({ ...live(), state: 'disabling', endReason: 'by-hand' });
    const order = { kind: 'disable-jit', subject: GRANT.id, requestId: null, payload: null } as const;
    await outbox.ask({ ...order, notBefore: null }, desk.clock.now());
    const before = await desk.entryOf('disable-jit', GRANT.id);
    await restored();
    expect(await desk.entryOf('disable-jit', GRANT.id)).toEqual(before);
  });
});
