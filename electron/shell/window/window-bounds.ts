import { z } from 'zod';

/** A place on the screens, in device-independent pixels. */
export const Bounds = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type Bounds = z.infer<typeof Bounds>;

/** Enough of a window to take hold of it. */
const LEAST_VISIBLE = 80;

/**
 * Where a window goes that was at `wanted` the last time: there, if it can be reached there now, else in the middle of
 * the first screen. Screens come and go, and a window outside of all of them could never be fetched back.
 * @param screens work areas, the main screen first
 */
export function placeOnScreen(wanted: Bounds, screens: readonly Bounds[]): Bounds {
  // Reachable in the size it will have: a window that shrinks to fit may lose the part that was visible.
  const placed = screens
    .map((area) => ({ area, bounds: { ...wanted, ...fitted(wanted, area) } }))
    .find(({ area, bounds }) => overlaps(bounds, area));
  if (placed !== undefined) return placed.bounds;
  const [main] = screens;
  if (main === undefined) return wanted;
  const size = fitted(wanted, main);
  return {
    ...size,
    x: main.x + Math.round((main.width - size.width) / 2),
    y: main.y + Math.round((main.height - size.height) / 2),
  };
}

function fitted({ width, height }: Bounds, area: Bounds): Pick<Bounds, 'width' | 'height'> {
  return { width: Math.min(width, area.width), height: Math.min(height, area.height) };
}

/** Its title bar is on this screen, and enough of it to take hold of. */
function overlaps(window: Bounds, area: Bounds): boolean {
  const visibleWidth = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const isTitleVisible = window.y >= area.y && window.y <= area.y + area.height - LEAST_VISIBLE;
  return visibleWidth >= LEAST_VISIBLE && isTitleVisible;
}

/** Space between the tray's icon and the panel. */
const GAP = 4;

/**
 * Where the small panel goes: beside the tray's icon, wholly on the screen. Where the system does not tell where the
 * icon is (most Linux desktops: an empty rectangle), it goes to where the pointer is.
 */
export function placeBesideTray(
  size: Pick<Bounds, 'width' | 'height'>,
  anchor: Omit<Bounds, 'width' | 'height'> & { readonly width: number; readonly height: number },
  area: Bounds,
): Bounds {
  const width = Math.min(size.width, area.width);
  const height = Math.min(size.height, area.height);
  const isAtTop = anchor.y < area.y + area.height / 2;
  const x = Math.round(anchor.x + anchor.width / 2 - width / 2);
  const y = isAtTop ? anchor.y + anchor.height + GAP : anchor.y - height - GAP;
  return {
    x: clamp(x, area.x, area.x + area.width - width),
    y: clamp(y, area.y, area.y + area.height - height),
    width,
    height,
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
