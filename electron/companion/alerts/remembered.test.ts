import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AlertResult } from '../../../shared/domain/alert.ts';
import { Office } from '../../../test/support/office.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let office: Office;
beforeEach(() => {
  office = new Office();
});
afterEach(() => office.dispose());

const unreadable = (call: string) =>
  call === 'readRequests' ? ({ kind: 'error', error: 'rejected', when: 'before' } as const) : null;
const unmapped = { id: 'r1', customerName: 'nobody', customerDisplayName: 'Nobody Inc' };

async function recentKeys(): Promise<string[]> {
  const { alerts } = await office.desk.companion();
  return (await alerts.recent(50)).map(({ key }) => key);
}

describe('at the first start', () => {
  test('of all that was there only the requests are told, as one number', async () => {
    const { desk, told } = office;
    desk.idemeum.put(unmapped);
    desk.idemeum.put({ id: 'r2' });
    const companion = await office.start();
    await office.pass(31_000);
    expect(told.titles).toEqual(['2 new elevation requests']);
    const held = (await companion.alerts.recent(50)).filter(({ result }) => result.status === 'not-shown');
    expect(held.map(({ key }) => key).sort()).toEqual(['request:r1', 'request:r2', 'unmapped:name:nobody']);
    for (const { result } of held) expect(result).toMatchObject({ reason: 'first-poll' });
  });

  test('the requests are a number too where idemeum could only be read after something else was told', async () => {
    const { desk, told, clock } = office;
    office.sessions = [{ tenant: 'acme.idemeum.com', endsAt: clock.now() + 10 * MINUTE_MS }];
    desk.idemeum.troubles = unreadable;
    for (const id of ['r1', 'r2']) desk.idemeum.put({ id });
    await office.start();
    expect(told.alerts).toMatchObject([{ kind: 'session-ending' }]);
    desk.idemeum.troubles = () => null;
    await office.pass(5 * MINUTE_MS);
    await office.pass(31_000);
    expect(told.titles.slice(1)).toEqual(['2 new elevation requests']);
  });
});

describe('what was told', () => {
  test('is listed for a month, and then forgotten', async () => {
    const { desk } = office;
    await office.start();
    desk.idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    desk.idemeum.settle('r1', 'expired', null);
    await office.pass(29 * DAY_MS);
    expect(await recentKeys()).toEqual(['request:r1']);
    await office.pass(2 * DAY_MS);
    expect(await recentKeys()).toEqual([]);
  });

  test('is not told again where it still is so after a month', async () => {
    const { desk, told } = office;
    await office.start();
    desk.idemeum.put(unmapped);
    await office.pass(15_000);
    const titles = [...told.titles];
    expect(titles).toHaveLength(2);
    await office.pass(31 * DAY_MS);
    await office.pass(31_000);
    expect(told.titles).toEqual(titles);
  });

  test('nor after a start a month later at which idemeum cannot be read at first', async () => {
    const { desk, told, clock } = office;
    await office.start();
    desk.idemeum.put(unmapped);
    await office.pass(15_000);
    const titles = [...told.titles];
    await office.stop();
    clock.advance(31 * DAY_MS);
    desk.idemeum.troubles = unreadable;
    await office.restart();
    desk.idemeum.troubles = () => null;
    await office.pass(5 * MINUTE_MS);
    await office.pass(31_000);
    expect(desk.idemeum.cursors.length).toBeGreaterThan(1);
    expect(told.titles).toEqual(titles);
  });

  test('is listed as under way until the desktop says what became of it', async () => {
    const { desk, told } = office;
    const companion = await office.start();
    const result = async () => (await companion.alerts.recent(1))[0]?.result;
    const before: (AlertResult | undefined)[] = [];
    const show = told.show.bind(told);
    told.show = async (alert) => {
      before.push(await result());
      return await show(alert);
    };
    desk.idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    expect(before).toEqual([{ status: 'under-way' }]);
    expect(await result()).toEqual({ status: 'shown' });
  });
});
