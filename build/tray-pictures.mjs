/**
 * The pictures of the tray that follow from the ones drawn by hand (build/icons/tray-*.svg): for dark desktops, and
 * with the number of requests that wait.
 */

/** What each colour of a light desktop's icon becomes on a dark one; the mark on it turns dark. */
const ON_DARK = /** @type {const} */ ([
  ['#ffffff', '#17171c'],
  ['#5b5db0', '#a9abf2'],
  ['#2b6f9e', '#82c4f0'],
  ['#b8560a', '#f5a862'],
  ['#6f6a73', '#bdb7c1'],
  ['#a3231b', '#f29189'],
]);

/** @param {string} svg an icon for light desktops */
export function forDarkDesktops(svg) {
  return ON_DARK.reduce((drawn, [from, to]) => drawn.replaceAll(from, to), svg);
}

/** Digits as strokes around the middle (16, 16): there need not be a font where this is built. */
const DIGITS = {
  1: 'm13.2 12.8 3.3-2.3v11',
  2: 'M12.5 13a3.5 2.7 0 0 1 7 .3c0 2.7-6.5 4.7-7 8.2h7.3',
  3: 'M12.5 10.5h6.7l-3.8 4.3a3.4 3.4 0 1 1-3.2 5',
  4: 'M18 21.5v-11l-6.2 7.7h8.7',
  5: 'M19 10.5h-5.8l-.6 5c3.8-1.6 7 .2 7 3a3.4 3.4 0 0 1-7.1 1.3',
  6: 'M18.3 10.5c-3.6 1.4-5.8 4.6-5.8 7.6a3.5 3.5 0 1 0 3.5-3.5c-1.8 0-3.2 1.3-3.5 3',
  7: 'M12.5 10.5h7.2l-4.6 11',
  8: 'M16 15.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2Zm0 0a3.1 3.1 0 1 0 0 6.2 3.1 3.1 0 0 0 0-6.2Z',
  9: 'M13.7 21.5c3.6-1.4 5.8-4.6 5.8-7.6a3.5 3.5 0 1 0-3.5 3.5c1.8 0 3.2-1.3 3.5-3',
};

/** From ten on. */
const MORE = `<g transform="translate(16 16) scale(.78) translate(-16.5 -16)"><g transform="translate(-5 0)"><path d="${DIGITS[9]}"/></g><path d="M23 13v6M20 16h6"/></g>`;

/** By the end of a file's name. */
const NUMBERS = new Map([
  ...Object.entries(DIGITS).map(([digit, drawn]) => /** @type {const} */ ([digit, `<path d="${drawn}"/>`])),
  /** @type {const} */ (['more', MORE]),
]);

/** @param {string} drawn */
function strokes(drawn) {
  return `<g fill="none" stroke="#ffffff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round">${drawn}</g>`;
}

/**
 * The icon of waiting requests with their number in it, by the end of the file's name.
 * @param {string} pending the SVG with a dot where the number goes
 */
export function withNumbers(pending) {
  return new Map(
    [...NUMBERS].map(([name, drawn]) => [name, pending.replace(/<circle[^>]*>/u, strokes(drawn))]),
  );
}

/** What Windows lays over the taskbar's icon, by the end of the file's name. */
export function badges() {
  const badge = (/** @type {string} */ drawn) =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="16" fill="#a3231b"/>` +
    `<g transform="translate(16 16) scale(1.5) translate(-16 -16)">${strokes(drawn)}</g></svg>`;
  return new Map([...NUMBERS].map(([name, drawn]) => [name, badge(drawn)]));
}
