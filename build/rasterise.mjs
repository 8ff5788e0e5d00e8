import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { inRoot } from './steps/paths.mjs';
import { badges, forDarkDesktops, withNumbers } from './tray-pictures.mjs';

/**
 * Draws the icons from their SVGs: those of the tray in the sizes that systems ask for, the app's own one as large as
 * the packager wants it (it makes .ico and .icns of that by itself).
 */

const FROM = inRoot('build', 'icons');
const TO = inRoot('out', 'icons');

/** Edge in device-independent pixels; `@2x` is for screens with double the pixels. */
const TRAY_SIZES = /** @type {const} */ ([
  ['', 16],
  ['@1.25x', 20],
  ['@1.5x', 24],
  ['@2x', 32],
  ['@3x', 48],
]);
const APP_SIZE = 1024;

/**
 * @param {string} svg
 * @param {number} size
 */
function png(svg, size) {
  return new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng();
}

/**
 * @param {string} name of the file, without its size
 * @param {string} svg
 */
function drawForTray(name, svg) {
  for (const [suffix, size] of TRAY_SIZES) {
    writeFileSync(path.join(TO, 'tray', `${name}${suffix}.png`), png(svg, size));
  }
}

mkdirSync(path.join(TO, 'tray'), { recursive: true });
for (const file of readdirSync(FROM).filter((name) => name.endsWith('.svg'))) {
  const svg = readFileSync(path.join(FROM, file), 'utf8');
  const name = path.basename(file, '.svg');
  if (!name.startsWith('tray-')) {
    writeFileSync(path.join(TO, `${name}.png`), png(svg, APP_SIZE));
    continue;
  }
  // macOS knows a template image by the end of its name, and paints it light or dark by itself.
  if (name.endsWith('-template')) {
    drawForTray(name.replace(/-template$/u, 'Template'), svg);
    continue;
  }
  const pictures = [[name, svg], ...(name === 'tray-pending' ? numbered(name, svg) : [])];
  for (const [picture = '', drawn = ''] of pictures) {
    drawForTray(picture, drawn);
    drawForTray(`${picture}-dark`, forDarkDesktops(drawn));
  }
}
for (const [number, svg] of badges()) drawForTray(`tray-badge-${number}`, svg);

/**
 * @param {string} name
 * @param {string} svg
 */
function numbered(name, svg) {
  return [...withNumbers(svg)].map(([number, drawn]) => [`${name}-${number}`, drawn]);
}
