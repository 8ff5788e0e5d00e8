import { beforeEach, expect, test } from 'vitest';
import type { Alert } from '../../shared/domain/alert.ts';
import { ManualClock } from '../../test/support/manual-clock.ts';
import { ALERT } from '../../test/support/samples.ts';
import { silentLog } from '../companion/ports/log.ts';
import { fakeCompanion } from '../console/testing/fake-companion.ts';
import { DesktopActions, type DesktopActionsOptions } from './desktop-actions.ts';

let did: string[];
beforeEach(() => {
  did = [];
});

function actions(accepted = true) {
  const companion = fakeCompanion({
    decide: async ({ requestId, verdict, scope, undoable }) => {
      did.push(`${verdict} ${requestId} ${scope}${undoable ? ' undoable' : ''}`);
      return { accepted, text: null, undoUntil: null };
    },
    syncNow: () => {
      did.push('sync');
      return { started: true };
    },
  });
  const windows: DesktopActionsOptions['windows'] = Object.assign(Object.create(null), {
    show: (place: unknown) => did.push(`show ${JSON.stringify(place)}`),
  });
  return new DesktopActions({
    companion,
    windows,
    clock: new ManualClock(),
    log: silentLog,
    trayBounds: () => ({ x: 0, y: 0, width: 0, height: 0 }),
    quit: () => did.push('quit'),
  });
}

const SHOWN = 'show {"screen":"request","requestId":"r1"}';

test('a click on a notification shows its request and asks how it is now', async () => {
  await actions().actOnAlert(ALERT, 'open');
  expect(did).toEqual([SHOWN, 'sync']);
});

test.each([
  ['approve-once', 'approve r1 once'],
  ['deny', 'deny r1 once'],
] as const)('its button %s decides, for this request alone', async (action, decision) => {
  await actions().actOnAlert(ALERT, action);
  expect(did).toEqual([decision]);
});

test('a decision that comes too late shows the request as it is', async () => {
  await actions(false).actOnAlert(ALERT, 'approve-once');
  expect(did).toEqual(['approve r1 once', SHOWN]);
});

test('a button of a notification that stands for several only shows them', async () => {
  const group: Alert = { ...ALERT, requestId: null, target: { screen: 'requests' } };
  await actions().actOnAlert(group, 'deny');
  expect(did).toEqual(['show {"screen":"requests"}', 'sync']);
});
