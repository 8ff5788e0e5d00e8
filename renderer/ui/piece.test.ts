import { describe, expect, test, vi } from 'vitest';
import { loadWhenIdle, Piece } from './piece.ts';

/** Loads that come out as they are told to. */
function loads() {
  const open: PromiseWithResolvers<string>[] = [];
  const load = () => {
    const one = Promise.withResolvers<string>();
    open.push(one);
    return one.promise;
  };
  return { load, open };
}

/** A browser that has time once it is said so. */
function idleTime() {
  const waiting = new Map<number, () => void>();
  let last = 0;
  vi.stubGlobal('requestIdleCallback', (work: () => void) => {
    last += 1;
    waiting.set(last, work);
    return last;
  });
  vi.stubGlobal('cancelIdleCallback', (handle: number) => waiting.delete(handle));
  return async () => {
    const [first] = waiting;
    if (first === undefined) return;
    waiting.delete(first[0]);
    first[1]();
    await Promise.resolve();
  };
}

describe('a piece that is loaded later', () => {
  test('is loaded once, however many look on', async () => {
    const { load, open } = loads();
    const piece = new Piece(load);
    const told = vi.fn();
    piece.subscribe(told);
    piece.subscribe(told);
    open[0]?.resolve('here');
    await piece.load();
    expect(open).toHaveLength(1);
    expect(piece.loaded()).toEqual({ value: 'here', hasFailed: false });
    expect(told).toHaveBeenCalled();
  });

  test('says that it failed to whoever looks on, and is tried again when asked', async () => {
    const { load, open } = loads();
    const piece = new Piece(load);
    piece.subscribe(() => undefined);
    open[0]?.reject(new Error('nobody answers'));
    await piece.load();
    expect(piece.loaded()).toEqual({ value: null, hasFailed: true });
    const again = piece.load();
    expect(piece.loaded()).toEqual({ value: null, hasFailed: false });
    open[1]?.resolve('here');
    await again;
    expect(piece.loaded().value).toBe('here');
  });

  test('is tried again for whoever looks on the next time', async () => {
    const { load, open } = loads();
    const piece = new Piece(load);
    const leave = piece.subscribe(() => undefined);
    open[0]?.reject(new Error('nobody answers'));
    await piece.load();
    leave();
    expect(piece.loaded().hasFailed).toBe(false);
    piece.subscribe(() => undefined);
    expect(open).toHaveLength(2);
  });

  test('that failed before anybody looked on has not failed for those who come', async () => {
    const { load, open } = loads();
    const piece = new Piece(load);
    const ahead = piece.load();
    open[0]?.reject(new Error('nobody answers'));
    await ahead;
    expect(piece.loaded()).toEqual({ value: null, hasFailed: false });
  });
});

describe('loading ahead', () => {
  test('takes one after the other, and each only when there is time', async () => {
    const hasTime = idleTime();
    const { load, open } = loads();
    loadWhenIdle([new Piece(load), new Piece(load)]);
    expect(open).toHaveLength(0);
    await hasTime();
    await hasTime();
    expect(open).toHaveLength(1);
    open[0]?.reject(new Error('nobody answers'));
    await vi.waitFor(async () => {
      await hasTime();
      expect(open).toHaveLength(2);
    });
  });

  test('stops when it is told to, and goes on with what is left', async () => {
    const hasTime = idleTime();
    const { load, open } = loads();
    const pieces = [new Piece(load), new Piece(load)];
    const stop = loadWhenIdle(pieces);
    await hasTime();
    stop();
    open[0]?.resolve('here');
    await vi.waitFor(() => expect(pieces[0]).toBeDefined());
    await hasTime();
    expect(open).toHaveLength(1);
    loadWhenIdle(pieces);
    await hasTime();
    expect(open).toHaveLength(2);
  });
});
