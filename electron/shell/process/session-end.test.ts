import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import type { ElectronParts } from '../electron-parts.ts';
import { followSessionEnd, followSignals } from './session-end.ts';

class FakeWindow extends EventEmitter {
  static readonly made: FakeWindow[] = [];
  readonly options: object;

  constructor(options: object) {
    super();
    this.options = options;
    FakeWindow.made.push(this);
  }
}

function follow(platform: NodeJS.Platform) {
  FakeWindow.made.length = 0;
  let ends = 0;
  // The shell uses the constructor and one event: both are above.
  const BaseWindow: unknown = FakeWindow;
  followSessionEnd({ BaseWindow: BaseWindow as ElectronParts['BaseWindow'] }, platform, () => {
    ends += 1;
  });
  return { made: [...FakeWindow.made], ends: () => ends };
}

test('Windows is asked for time when it wants to end the session, by a window that nobody sees', () => {
  const { made, ends } = follow('win32');
  expect(made.map(({ options }) => options)).toEqual([{ show: false }]);
  let isPrevented = false;
  made[0]?.emit('query-session-end', {
    preventDefault: () => {
      isPrevented = true;
    },
  });
  expect([isPrevented, ends()]).toEqual([true, 1]);
});

test('others say it by themselves', () => {
  expect(follow('darwin').made).toEqual([]);
  expect(follow('linux').made).toEqual([]);
});

test('a signal ends the companion without a question, where systems send some', () => {
  for (const [platform, wanted] of [
    ['linux', 3],
    ['darwin', 3],
    ['win32', 0],
  ] as const) {
    const signals = new EventEmitter();
    // Such as one that kills the process: libraries have them.
    const earlier = vi.fn();
    signals.on('SIGTERM', earlier);
    let ends = 0;
    followSignals(signals, platform, () => {
      ends += 1;
    });
    for (const name of ['SIGTERM', 'SIGHUP', 'SIGTERM', 'SIGINT']) signals.emit(name, name);
    expect(ends).toBe(wanted);
    expect(earlier).toHaveBeenCalledTimes(wanted === 0 ? 2 : 0);
  }
});
