import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readState, writeState } from '../../electron/sandbox/state-file.ts';
import { freshFolder } from '../support/folders.ts';
import { furnished, started } from './harness.ts';

let folder: string;

beforeEach(() => {
  folder = freshFolder('sandbox-state-');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Another sandbox that begins where this one is. */
async function restarted(from: Awaited<ReturnType<typeof started>>) {
  const file = join(folder, 'state.json');
  writeState(file, from.world.state());
  return await started({ state: readState(file) });
}

describe('a sandbox that goes on with the world of another', () => {
  test('has its requests, tickets, accounts, faults, settings and time', async () => {
    const before = await started({ halo: { ticketPageCap: 7 } });
    const { draft, closed, client } = furnished(before);
    const request = before.world.idemeum.addRequest({ customerName: 'contoso' });
    await before.halo.post('/api/Tickets', [{ ...draft, third_party_id_string: request.id }]);
    const [ticket] = before.world.halo.tickets.values();
    await before.halo.post('/api/Tickets', [{ id: ticket?.id, status_id: closed.id }]);
    await before.control.enableJitAccounts({
      customerDisplayName: 'Contoso Ltd',
      technicianEmailAddress: 'tina@msp.example',
    });
    await before.control.faults({ rules: [{ kind: 'status503', rate: 0 }] });
    await before.control.advance(60_000);

    const after = await restarted(before);
    expect(await after.control.tickets()).toEqual(await before.control.tickets());
    expect(await after.control.requests()).toEqual(await before.control.requests());
    expect(await after.control.jitAccounts()).toMatchObject([{ enabled: true }]);
    expect(after.world.halo.clients.get(client.id)).toEqual(client);
    expect(after.world.settings).toEqual(before.world.settings);
    expect(after.world.faults.list()).toEqual([{ kind: 'status503', rate: 0 }]);
    expect(after.world.clock.now() - after.clock.now()).toBe(60_000);
  });

  test('gives no number twice, remembers the calls of the window, and knows no token', async () => {
    const before = await started({ halo: { rateLimit: 4 } });
    const { draft } = furnished(before);
    const post = () => before.halo.post('/api/Tickets', [draft]);
    await post();
    await post();
    const after = await restarted(before);
    expect(await after.control.calls()).toMatchObject({ peakInWindow: 3, refusedByWindow: 0 });
    expect(await after.control.tokens()).toEqual(await before.control.tokens());
    const known = new Set(before.world.halo.tickets.keys());
    const reply = await after.halo.post('/api/Tickets', [draft]);
    // The fourth call was the sign-in.
    expect(reply.status).toBe(429);
    const [fresh] = await after.control.addTickets({ summary: 'Another' });
    expect(known.has(fresh?.id ?? 0)).toBe(false);
    expect((await after.control.calls()).refusedByWindow).toBe(1);
  });
});
