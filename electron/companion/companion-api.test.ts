import { afterEach, beforeEach, expect, test } from 'vitest';
import { Desk } from '../../test/support/desk.ts';
import { ManualClock } from '../../test/support/manual-clock.ts';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.dispose());

test('the names that Halo offers for the fields of a ticket are what can be chosen from', async () => {
  expect(await (await desk.companion()).offeredNames()).toEqual(await desk.halo.offeredNames());
});

test('a check of the connections tells of what was asked for, one result after the other', async () => {
  const companion = await desk.companion();
  const found: string[] = [];
  for await (const { id, state } of companion.checks(['halo'])) found.push(`${id} ${state}`);
  expect(found).toContain('halo-sign-in ok');
  expect(found.filter((result) => !/^halo-.* ok$/u.test(result))).toEqual([]);
});

test('the page of a ticket that a window asks for is the one in Halo', async () => {
  expect((await desk.companion()).ticketUrl(4711)).toBe('https://halo.example/tickets?id=4711');
});

test('a window that is closed is told of nothing any more, and the others still are', async () => {
  const companion = await desk.companion();
  const told: string[] = [];
  const stopTelling = companion.onChange(() => told.push('first'));
  companion.onChange(() => told.push('second'));
  companion.setShellWarnings([]);
  expect(told).toEqual(['first', 'second']);
  stopTelling();
  companion.setShellWarnings([]);
  expect(told).toEqual(['first', 'second', 'second']);
});

test('a companion that has just begun warns of nothing; from then on of what the shell says', async () => {
  const companion = await desk.companion();
  const warnings = async () => (await companion.overview()).warnings;
  expect(await warnings()).toEqual([]);
  const warning = { kind: 'secrets-in-memory', text: 'There is no keychain.' } as const;
  companion.setShellWarnings([warning]);
  expect(await warnings()).toEqual([warning]);
  companion.setShellWarnings([]);
  expect(await warnings()).toEqual([]);
});

test('a window is told of a journal that cannot be written, beside what the shell says', async () => {
  await desk.dispose();
  desk = new Desk({ clock: new ManualClock() });
  const companion = await desk.companion();
  const warning = { kind: 'secrets-in-memory', text: 'There is no keychain.' } as const;
  companion.setShellWarnings([warning]);
  const full = Object.assign(new Error('database or disk is full'), { errcode: 13 });
  (await desk.journal()).transact = () => Promise.reject(full);
  companion.start();
  await expect
    .poll(async () => (await companion.overview()).warnings)
    .toEqual([{ kind: 'set-up', text: expect.stringContaining('No space is left') }, warning]);
  await companion.stop();
});
