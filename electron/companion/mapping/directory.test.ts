import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { FakeHalo } from '../../../test/support/fake-halo.ts';
import { refreshDirectory } from './directory.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ZONE_SLACK_MS = 26 * 60 * MINUTE_MS;
const QUIET = { waiting: false, hurry: false };
const WAITING = { waiting: true, hurry: false };
const HURRY = { waiting: true, hurry: true };

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.dispose());

function clients(count: number): void {
  desk.halo.clients = Array.from({ length: count }, (_, n) => ({
    id: n + 1,
    name: `Client ${n + 1}`,
    inactive: false,
  }));
}

/** Looks whether the directory is to be read, as every turn does; true when it was. */
async function refresh(need: { waiting: boolean; hurry: boolean }, halo = desk.halo): Promise<boolean> {
  const core = { journal: await desk.journal(), clock: desk.clock, halo };
  return await refreshDirectory(core, need, new AbortController().signal);
}

class OtherHalo extends FakeHalo {
  override ticketUrl(id: number): string {
    return `https://other.example/tickets?id=${id}`;
  }
}

describe('the directory of clients', () => {
  test('is read whole once a day while nobody waits', async () => {
    expect(await refresh(QUIET)).toBe(true);
    desk.clock.advance(DAY_MS - 1);
    expect(await refresh(QUIET)).toBe(false);
    desk.clock.advance(1);
    expect(await refresh(QUIET)).toBe(true);
    expect(desk.halo.clientsSince).toEqual([null, null]);
  });

  test('is read anew when the clock was set back behind the last reading', async () => {
    await refresh(QUIET);
    desk.clock.advance(-1);
    expect(await refresh(QUIET)).toBe(true);
  });

  test('is read anew when it is another Halo', async () => {
    await refresh(QUIET);
    const other = new OtherHalo(desk.clock);
    expect(await refresh(QUIET, other)).toBe(true);
    expect(await refresh(QUIET, other)).toBe(false);
  });

  test('is read every five minutes while customers wait, and at once for somebody in a hurry', async () => {
    await refresh(WAITING);
    desk.clock.advance(5 * MINUTE_MS - 1);
    expect(await refresh(WAITING)).toBe(false);
    expect(await refresh(HURRY)).toBe(true);
    desk.clock.advance(5 * MINUTE_MS);
    expect(await refresh(WAITING)).toBe(true);
    expect(await refresh({ waiting: false, hurry: true })).toBe(false);
  });

  test.each([
    [1_000, 'whole again', () => null],
    [1_001, 'by what changed, further back than any zone is wide', (at: number) => at - ZONE_SLACK_MS],
  ])('of %i clients is read %s', async (count, _, since) => {
    clients(count);
    await refresh(WAITING);
    const readAt = desk.clock.now();
    desk.clock.advance(5 * MINUTE_MS);
    expect(await refresh(WAITING)).toBe(true);
    expect(desk.halo.clientsSince).toEqual([null, since(readAt)]);
  });

  test('that is large is read by what changed since it was read so, not since it was read whole', async () => {
    clients(1_001);
    await refresh(WAITING);
    desk.clock.advance(5 * MINUTE_MS);
    const changesReadAt = desk.clock.now();
    await refresh(WAITING);
    desk.clock.advance(5 * MINUTE_MS - 1);
    expect(await refresh(WAITING)).toBe(false);
    desk.clock.advance(1);
    await refresh(WAITING);
    expect(desk.halo.clientsSince.at(-1)).toBe(changesReadAt - ZONE_SLACK_MS);
  });

  test.each([1, 1_001])('with a new client among %i is searched as it is now', async (count) => {
    const { mapping } = await desk.companion();
    clients(count);
    await refresh(WAITING);
    expect(await mapping.findClients('Zeppelin', 5)).toEqual([]);
    desk.halo.clients.push({ id: 5_000, name: 'Zeppelin', inactive: false });
    await refresh(HURRY);
    expect(await mapping.findClients('Zeppelin', 5)).toEqual([
      { id: 5_000, name: 'Zeppelin', inactive: false },
    ]);
  });
});
