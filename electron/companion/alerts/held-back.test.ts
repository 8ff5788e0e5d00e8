import { afterEach, describe, expect, test } from 'vitest';
import { EVERY_KIND } from '../../../shared/domain/alert.ts';
import type { DeskOptions } from '../../../test/support/desk.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { Office } from '../../../test/support/office.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let office: Office;
const open = (options: DeskOptions = {}) => {
  office = new Office(options);
  return office;
};
afterEach(() => office.dispose());

describe('what is held back', () => {
  test('a kind that is switched off, with the reason', async () => {
    const kinds = { ...EVERY_KIND, 'new-request': false };
    const { desk, told } = open({ notifications: { kinds, quiet: null, withDetails: true } });
    const companion = await office.start();
    desk.idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    expect(told.alerts).toEqual([]);
    expect((await companion.alerts.recent(5))[0]?.result).toMatchObject({ reason: 'switched-off' });
  });

  test('quiet hours, and one alert when they are over', async () => {
    const at = (ms: number) => new Date(ms).toTimeString().slice(0, 5);
    const begin = new ManualClock().now();
    const quiet = { from: at(begin - HOUR_MS), to: at(begin + HOUR_MS) };
    const { desk, told } = open({ notifications: { kinds: EVERY_KIND, quiet, withDetails: true } });
    await office.start();
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.put({ id: 'r2' });
    await office.pass(20 * MINUTE_MS);
    expect(told.alerts).toEqual([]);
    await office.pass(HOUR_MS);
    await office.pass(HOUR_MS);
    expect(told.titles).toEqual(['2 things happened in your quiet hours']);
  });

  test('what came one after the other in quiet hours is counted together, once, beside what is new by then', async () => {
    const at = (ms: number) => new Date(ms).toTimeString().slice(0, 5);
    const begin = new ManualClock().now();
    const quiet = { from: at(begin - HOUR_MS), to: at(begin + HOUR_MS) };
    const { desk, told } = open({ notifications: { kinds: EVERY_KIND, quiet, withDetails: true } });
    const companion = await office.start();
    for (const id of ['r1', 'r2']) {
      desk.idemeum.put({ id });
      await office.pass(15_000);
    }
    expect(told.alerts).toEqual([]);
    desk.idemeum.put({ id: 'r3', userName: 'Grace' });
    await office.pass(HOUR_MS);
    await office.pass(31_000);
    expect(told.titles).toEqual(['2 things happened in your quiet hours', 'Grace: Notepad++']);
    const text = 'Your quiet hours were on. It is counted in the notification when they end.';
    const recent = await companion.alerts.recent(50);
    expect(recent.filter(({ result }) => result.status === 'not-shown')).toMatchObject(
      ['request:r2', 'request:r1'].map((key) => ({ key, result: { reason: 'grouped', text } })),
    );
  });

  test('names, where anybody who passes by could read them', async () => {
    const { desk, told } = open({ notifications: { kinds: EVERY_KIND, quiet: null, withDetails: false } });
    const companion = await office.start();
    desk.idemeum.put({ id: 'r1', userName: 'Ada Byron', application: 'Wireshark', reason: 'The printer' });
    await office.pass(15_000);
    expect(told.titles).toEqual(['A new elevation request']);
    const said = JSON.stringify([told.alerts.map(({ body }) => body), await companion.alerts.recent(5)]);
    expect(said).not.toMatch(/Ada|Wireshark|printer/u);
  });

  test('not what comes after one that the desktop failed to show', async () => {
    const { desk, told } = open();
    await office.start();
    const show = told.show.bind(told);
    told.show = () => Promise.reject(new Error('No bus.'));
    desk.idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    told.show = show;
    desk.idemeum.put({ id: 'r2', userName: 'Grace' });
    await office.pass(15_000);
    await office.pass(31_000);
    expect(told.titles).toEqual(['Grace: Notepad++']);
  });

  test('the desktop’s own reason is kept', async () => {
    const { desk, told } = open();
    told.result = { status: 'not-shown', reason: 'unconfirmed', text: 'It said nothing.' };
    const companion = await office.start();
    desk.idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    expect((await companion.alerts.recent(1))[0]?.result).toEqual(told.result);
    expect(await companion.alerts.test()).toEqual(told.result);
  });
});
