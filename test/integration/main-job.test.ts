import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { wallClock } from '../../electron/companion/ports/clock.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../electron/sandbox/sandbox.ts';
import type { TicketDefaults } from '../../shared/domain/ticket.ts';
import { violationsOf } from '../sandbox/openapi-check.ts';
import { openRealDesk, type RealDesk } from '../support/real-desk.ts';

/** The main job over real HTTP, against the pretend services with all their contrariness. */

let sandbox: Sandbox;
let desk: RealDesk;

async function begin(halo: SandboxOptions['halo'] = {}, ticket: Partial<TicketDefaults> = {}): Promise<void> {
  // Time runs faster, so that waiting for Halo's search index takes no time on the wall.
  const clock = wallClock(60);
  sandbox = await startSandbox({ clock, seed: 3, recordExchanges: true, halo });
  const { world } = sandbox;
  const client = world.halo.putClient({ name: 'Contoso Ltd' });
  world.halo.putAsset({ client_id: client.id, key_field2: 'pc-1.contoso.local' });
  world.halo.putAsset({ client_id: client.id, inventory_number: 'PC-10' });
  world.halo.putAgent({ name: 'Tina Tech', email: 'Tina@msp.example' });
  world.idemeum.putCustomer({ displayName: 'CONTOSO LTD', name: 'contoso' });
  desk = await openRealDesk(sandbox, { clock, ticket });
}

afterEach(async () => {
  await desk.dispose();
  await sandbox.stop();
});

function ask(): string {
  return sandbox.world.idemeum.addRequest({ customerDisplayName: 'CONTOSO LTD', device: 'PC-1' }).id;
}

function approve(id: string): void {
  const by = { name: 'Tina Tech', email: 'tina@msp.example' };
  const verdict = { status: 'APPROVED', by, scope: 'ONCE', elevationType: 'ADMIN', comment: null } as const;
  sandbox.world.idemeum.settle(id, verdict);
}

function tickets() {
  const { halo } = sandbox.world;
  return [...halo.tickets.values()].map((ticket) => ({
    ...halo.current(ticket).fields,
    closed: halo.current(ticket).closedAt !== null,
    closings: ticket.closeEvents.filter((event) => !event.again),
    again: ticket.closeEvents.filter((event) => event.again).length,
  }));
}

test('one request, one ticket, closed once, and every call as the vendor documents it', async () => {
  await begin();
  const id = ask();
  expect(await desk.companion.runOnce(30_000)).toMatchObject({
    polled: 1,
    opened: 1,
    closed: 0,
    problems: [],
  });
  approve(id);
  expect(await desk.companion.runOnce(30_000)).toMatchObject({ opened: 0, closed: 1, problems: [] });
  const [ticket, ...others] = tickets();
  const { world } = sandbox;
  const asset = [...world.halo.assets.values()].find((one) => one.key_field2 !== '');
  const agent = [...world.halo.agents.values()].find((one) => one.name === 'Tina Tech');
  expect(others).toEqual([]);
  expect(ticket).toMatchObject({
    third_party_id_string: id,
    assets: [{ id: asset?.id }],
    agent_id: agent?.id,
    closed: true,
    again: 0,
  });
  expect(ticket?.closings).toMatchObject([{ way: 'ticket', hours: 0.0833, agentId: agent?.id }]);
  expect(ticket?.closings[0]?.note).toContain('Approved by Tina Tech');
  expect(world.halo.log.exchanges.flatMap(violationsOf)).toEqual([]);
});

describe.each<[string, SandboxOptions['halo']]>([
  ['closes by actions only and says so', { closeWays: 'action', closeRefusal: 'loud' }],
  ['closes by actions only and does not say so', { closeWays: 'action', closeRefusal: 'silent' }],
  ['closes by status only', { closeWays: 'ticket', closeRefusal: 'loud' }],
  ['lags, in lists too', { searchLagMs: 8_000, searchLagOn: 'lists' }],
  ['caps its pages', { clientPageCap: 1, assetPageCap: 1, ticketPageCap: 1 }],
  ['refuses large pages', { pageSizeOverCap: 'refused' }],
  ['hides the third-party id in lists', { listsCarryThirdPartyId: false }],
])('a Halo that %s', (_, halo) => {
  test('still gets one ticket per request, closed once', async () => {
    await begin(halo);
    const first = ask();
    const second = ask();
    approve(second);
    await desk.companion.runOnce(30_000);
    approve(first);
    const summary = await desk.companion.runOnce(30_000);
    expect(summary.problems).toEqual([]);
    expect(tickets().map(({ closed, closings, again }) => [closed, closings.length, again])).toEqual([
      [true, 1, 0],
      [true, 1, 0],
    ]);
  });
});

describe('what is missing is named', () => {
  test.each([
    ['Can add new Tickets', /“Can add new Tickets”/u],
    ['Can always update Ticket Statuses and re-assign Tickets outside of actions', /outside of actions/u],
  ])('the permission “%s”', async (permission, text) => {
    await begin({ missingPermissions: [permission], closeWays: 'ticket' });
    approve(ask());
    const summary = await desk.companion.runOnce(30_000);
    expect(summary.parked).toBe(1);
    expect(summary.problems.join()).toMatch(text);
  });

  test('the scope to read clients stops Halo with a reason', async () => {
    await begin({ grantedScopes: ['read:tickets', 'edit:tickets', 'read:assets'] });
    ask();
    const summary = await desk.companion.runOnce(30_000);
    expect(summary.refused).toEqual(['halo']);
    expect(summary.problems.join()).toContain('read:customers');
  });

  test('a category that Halo does not have, and what it has', async () => {
    await begin({}, { category: 'Games' });
    ask();
    const summary = await desk.companion.runOnce(30_000);
    expect(summary).toMatchObject({ opened: 0, parked: 1 });
    expect(summary.problems.join()).toMatch(/Halo has no “Games” \(ticket\.category\)\. It offers “/u);
  });
});

test.each([
  ['lists', true],
  ['does not list any more', false],
])(
  'an approval from this desk reaches idemeum and closes the ticket of a request that it then %s',
  async (_, listsDecided) => {
    await begin();
    sandbox.world.settings.idemeum.listsDecided = listsDecided;
    const requestId = ask();
    await desk.companion.runOnce(30_000);
    const decision = {
      verdict: 'approve',
      scope: 'tenant',
      elevationType: 'user',
      comment: 'Fine',
      undoable: false,
    } as const;
    expect(await desk.companion.decide({ requestId, ...decision })).toMatchObject({ accepted: true });
    expect(await desk.companion.runOnce(30_000)).toMatchObject({ closed: 1 });
    expect(sandbox.world.idemeum.requests.get(requestId)).toMatchObject({
      status: 'APPROVED',
      decision: { scope: 'TENANT', elevationType: 'USER', comment: 'Fine' },
    });
    const [ticket] = tickets();
    expect(ticket).toMatchObject({ closed: true, again: 0 });
    expect(ticket?.closings.map(({ note }) => note)).toEqual([expect.stringContaining('Approved')]);
  },
);

test('secrets and tokens are in no file that the companion writes', async () => {
  await begin();
  sandbox.world.faults.add({ kind: 'status500', rate: 0.2 }, { kind: 'unauthorized401', rate: 0.2 });
  approve(ask());
  await desk.companion.runOnce(30_000);
  const written = readdirSync(desk.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
  expect(written).toContain('http.refused');
  const { credentials, world } = sandbox;
  const tokens = [...world.halo.log.exchanges, ...world.idemeum.log.exchanges].flatMap(({ answer }) =>
    typeof answer === 'object' && answer !== null && 'access_token' in answer
      ? [String(answer.access_token)]
      : [],
  );
  expect(tokens.length).toBeGreaterThan(1);
  for (const secret of [credentials.halo.clientSecret, credentials.idemeum.clientSecret, ...tokens]) {
    expect(written).not.toContain(secret);
  }
});
