import { EventEmitter } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import type { AlertAction } from '../../../shared/domain/alert.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { ALERT } from '../../../test/support/samples.ts';
import type { ElectronParts } from '../electron-parts.ts';
import { notificationSink } from './notification-sink.ts';

class FakeNotification extends EventEmitter {
  static readonly made: FakeNotification[] = [];
  static supported = true;
  readonly options: Electron.NotificationConstructorOptions;

  static isSupported(): boolean {
    return FakeNotification.supported;
  }

  constructor(options: Electron.NotificationConstructorOptions) {
    super();
    this.options = options;
    FakeNotification.made.push(this);
  }

  show(): void {
    this.emit('asked');
  }
}

function desktop(platform: NodeJS.Platform, supported = true) {
  FakeNotification.made.length = 0;
  FakeNotification.supported = supported;
  const clock = new ManualClock();
  const acted: AlertAction[] = [];
  // The shell uses the constructor, isSupported, and the events: all of it is above.
  const Notification: unknown = FakeNotification;
  const sink = notificationSink({
    Notification: Notification as ElectronParts['Notification'],
    platform,
    clock,
    onAction: (_alert, action) => acted.push(action),
  });
  return { sink, clock, acted, made: FakeNotification.made };
}

describe('a notification of the desktop', () => {
  test('is shown once the system says so', async () => {
    const { sink, made } = desktop('win32');
    const result = sink.show(ALERT);
    made[0]?.emit('show');
    expect(await result).toEqual({ status: 'shown' });
  });

  test('has buttons where the platform has them', async () => {
    for (const [platform, buttons] of [
      ['win32', ['Approve once', 'Deny', 'Open']],
      ['darwin', ['Approve once', 'Deny', 'Open']],
      ['linux', []],
    ] as const) {
      const { sink, made } = desktop(platform);
      void sink.show(ALERT);
      expect(made[0]?.options.actions?.map((action) => action.text)).toEqual(buttons);
      expect(sink.canAct).toBe(buttons.length > 0);
    }
  });

  test.each([
    ['linux', 'Smith &amp; &lt;a href="https://evil.example"&gt;Sons&lt;/a&gt;'],
    ['win32', 'Smith & <a href="https://evil.example">Sons</a>'],
    ['darwin', 'Smith & <a href="https://evil.example">Sons</a>'],
  ] as const)('says names as they are, also where its body is markup: %s', (platform, body) => {
    const { sink, made } = desktop(platform);
    void sink.show({ ...ALERT, body: 'Smith & <a href="https://evil.example">Sons</a>' });
    expect(made[0]?.options.body).toBe(body);
  });

  test('does what its button says; a click opens', async () => {
    const { sink, made, acted } = desktop('darwin');
    void sink.show(ALERT);
    made[0]?.emit('action', {}, 1);
    made[0]?.emit('click');
    expect(acted).toEqual(['deny', 'open']);
  });

  test('is held while it can be clicked: what timed out is still in the notification centre of Windows', async () => {
    for (const [reason, isHeld] of [
      ['timedOut', true],
      ['userCanceled', false],
      [undefined, false],
    ] as const) {
      const forgotten = vi.spyOn(Set.prototype, 'delete');
      const { sink, made } = desktop('win32');
      void sink.show(ALERT);
      made[0]?.emit('close', { reason });
      expect(forgotten.mock.calls.some(([one]) => one === made[0])).toBe(!isHeld);
      forgotten.mockRestore();
    }
  });

  test('that the system keeps to itself, fails or does not know is told apart', async () => {
    const quiet = desktop('win32');
    const result = quiet.sink.show(ALERT);
    quiet.clock.advance(3_000);
    expect(await result).toMatchObject({ reason: 'unconfirmed' });
    const failing = desktop('win32');
    const failed = failing.sink.show(ALERT);
    failing.made[0]?.emit('failed');
    expect(await failed).toMatchObject({ reason: 'failed' });
    expect(await desktop('linux', false).sink.show(ALERT)).toMatchObject({ reason: 'not-supported' });
  });
});
