import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bounds, placeBesideTray, placeOnScreen } from './window-bounds.ts';

const SCREEN: Bounds = { x: 0, y: 0, width: 1920, height: 1040 };
const RIGHT: Bounds = { x: 1920, y: 0, width: 1280, height: 1024 };

describe('the place of a window', () => {
  test('it comes back to where it was, on whichever screen', () => {
    const left = { x: 100, y: 50, width: 900, height: 700 };
    const right = { x: 2000, y: 10, width: 900, height: 700 };
    expect(placeOnScreen(left, [SCREEN, RIGHT])).toEqual(left);
    expect(placeOnScreen(right, [SCREEN, RIGHT])).toEqual(right);
  });

  test('a window on a screen that is gone comes to the middle of the main one', () => {
    const lost = { x: 2000, y: 10, width: 900, height: 700 };
    expect(placeOnScreen(lost, [SCREEN])).toEqual({ x: 510, y: 170, width: 900, height: 700 });
  });

  test('a window above the screen cannot be taken hold of, so it is fetched back', () => {
    expect(placeOnScreen({ x: 10, y: -300, width: 900, height: 700 }, [SCREEN]).y).toBeGreaterThanOrEqual(0);
  });

  test('a window that is larger than the screen is made to fit', () => {
    expect(placeOnScreen({ x: 0, y: 0, width: 9_000, height: 9_000 }, [SCREEN])).toEqual(SCREEN);
  });

  test('a window that shrinks to fit is still reached', () => {
    const placed = placeOnScreen({ x: -2_000, y: 0, width: 4_000, height: 500 }, [SCREEN]);
    expect(placed.x + placed.width).toBeGreaterThanOrEqual(80);
  });

  test('wherever it was, enough of its title bar can be reached', () => {
    const coordinate = fc.integer({ min: -20_000, max: 20_000 });
    const size = fc.integer({ min: 400, max: 4_000 });
    fc.assert(
      fc.property(coordinate, coordinate, size, size, (x, y, width, height) => {
        const placed = placeOnScreen({ x, y, width, height }, [SCREEN, RIGHT]);
        const isReachable = [SCREEN, RIGHT].some(
          (area) =>
            placed.y >= area.y &&
            placed.y < area.y + area.height &&
            placed.x + placed.width >= area.x + 80 &&
            placed.x <= area.x + area.width - 80,
        );
        expect(isReachable).toBe(true);
      }),
    );
  });
});

describe('the place of the panel', () => {
  const size = { width: 400, height: 560 };

  test('below a tray at the top, above one at the bottom', () => {
    expect(placeBesideTray(size, { x: 1500, y: 0, width: 24, height: 24 }, SCREEN)).toEqual({
      x: 1312,
      y: 28,
      ...size,
    });
    expect(placeBesideTray(size, { x: 1500, y: 1016, width: 24, height: 24 }, SCREEN).y).toBe(452);
  });

  test('it is wholly on its screen, wherever the icon is', () => {
    const at = fc.record({ x: fc.integer({ min: -50, max: 1970 }), y: fc.integer({ min: -50, max: 1090 }) });
    fc.assert(
      fc.property(at, ({ x, y }) => {
        const placed = placeBesideTray(size, { x, y, width: 24, height: 24 }, SCREEN);
        expect(placed.x).toBeGreaterThanOrEqual(0);
        expect(placed.y).toBeGreaterThanOrEqual(0);
        expect(placed.x + placed.width).toBeLessThanOrEqual(SCREEN.width);
        expect(placed.y + placed.height).toBeLessThanOrEqual(SCREEN.height);
      }),
    );
  });
});
