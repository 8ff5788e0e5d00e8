import { afterEach, beforeEach, expect, test } from 'vitest';
import { Desk } from '../../test/support/desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.dispose());

test('the names that Halo offers for the fields of a ticket are what can be chosen from', async () => {
  expect(await (await desk.companion()).offeredNames()).toEqual(await desk.halo.offeredNames());
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
