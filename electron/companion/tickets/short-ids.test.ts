import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { referenceFor } from './reference.ts';

/** Whose a ticket is where the instance keeps no more than the beginning of the id of a request. */

const REQUEST = 'request-1';
const REFERENCE = referenceFor('msp.idemeum.com', REQUEST);

let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
  desk.halo.longestThirdPartyId = 4;
  desk.idemeum.put({ id: REQUEST });
  await desk.pass();
  desk.clock.advance(60_000);
});
afterEach(() => desk.dispose());

describe.each([
  ['tell', true],
  ['do not tell', false],
])('where lists %s the details of tickets, one that names our reference', (_, listsCarryDetails) => {
  test.each([
    ['and has the beginning of our id is a duplicate', 'requ', `Reference [${REFERENCE}]`, 1],
    ['only in its summary, and has the beginning of our id, is left alone', 'requ', 'Me too', 0],
    ['and has the short id of something else is left alone', 'r7', `You wrote: [${REFERENCE}]`, 0],
    ['and has the long id of something else is left alone', 'request-11', `You wrote: [${REFERENCE}]`, 0],
    ['and has our whole id is a duplicate, whatever its details say', REQUEST, 'Me too', 1],
  ])('%s', async (__, thirdPartyId, details, closings) => {
    desk.halo.listsCarryDetails = listsCarryDetails;
    const other = desk.halo.seed({
      summary: `Elevation [${REFERENCE}]`,
      thirdPartyId,
      details,
      clientId: 901,
    });
    desk.clock.advance(10 * 60_000);
    await desk.pass();
    expect(other.closings).toHaveLength(closings);
  });
});

test.each([
  ['our whole id is not read by itself', REQUEST, 0],
  ['the beginning of our id is read by itself once', 'requ', 1],
  ['an empty id is read by itself once', '', 1],
])('a ticket of which lists tell %s', async (_, thirdPartyId, reads) => {
  desk.halo.seed({ summary: `Elevation [${REFERENCE}]`, thirdPartyId, clientId: 901, closed: true });
  const before = desk.halo.calls.length;
  for (let looks = 0; looks < 2; looks += 1) {
    await desk.pass();
    desk.clock.advance(60_000);
  }
  expect(desk.halo.calls.slice(before).filter((call) => call === 'readTicket')).toHaveLength(reads);
});
