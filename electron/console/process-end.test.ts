import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchForEnd } from './process-end.ts';

class FakeProcess extends EventEmitter {
  channel: unknown;
  readonly exit = vi.fn<(code: number) => void>();
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s asks for the end', (signal) => {
  const target = new FakeProcess();
  const end = watchForEnd(target);
  expect(end.aborted).toBe(false);
  target.emit(signal);
  expect(end.aborted).toBe(true);
  expect(target.exit).not.toHaveBeenCalled();
});

it('the end of the process that started us does too', () => {
  const target = new FakeProcess();
  target.channel = {};
  const end = watchForEnd(target);
  target.emit('disconnect');
  expect(end.aborted).toBe(true);
});

it('a signal that comes twice at once is one; a later one is obeyed at once', () => {
  const target = new FakeProcess();
  watchForEnd(target);
  target.emit('SIGINT');
  target.emit('SIGINT');
  expect(target.exit).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_000);
  target.emit('SIGINT');
  expect(target.exit).toHaveBeenCalledWith(1);
});

it('an end that takes too long is forced', () => {
  const target = new FakeProcess();
  watchForEnd(target);
  target.emit('SIGTERM');
  vi.advanceTimersByTime(10_000);
  expect(target.exit).toHaveBeenCalledWith(1);
});
